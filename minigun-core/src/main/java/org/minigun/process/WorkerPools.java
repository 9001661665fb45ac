package org.minigun.process;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import org.minigun.process.launch.LaunchOptions;
import org.minigun.process.launch.WorkerLauncher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The pools of a host: one for each name and each way to start and keep workers.
 * Thread-safe.
 */
final class WorkerPools implements AutoCloseable {

    private static final Logger logger = LoggerFactory.getLogger(WorkerPools.class);

    private final Function<LaunchOptions, WorkerStarter> starters;

    private final Background background = new Background();

    private final Supervisor supervisor = new Supervisor(this.background);

    private final Map<Key, WorkerPool> pools = new HashMap<>();

    private boolean closed;

    WorkerPools(WorkerLauncher launcher) {
        this((options) -> new LaunchedStarter(launcher, options));
    }

    WorkerPools(Function<LaunchOptions, WorkerStarter> starters) {
        this.starters = starters;
    }

    /**
     * Returns the pool of this name with these options, and makes it if there is none.
     * One that was there gets the size of the options.
     * @param options how the pool behaves
     * @param launch how its workers are started
     * @return the pool
     * @throws IllegalStateException if the pools are closed
     */
    synchronized WorkerPool pool(PoolOptions options, LaunchOptions launch) {
        if (this.closed) {
            throw new IllegalStateException("Pool '" + options.name() + "' cannot be opened: the engine is closed");
        }
        WorkerPool pool = this.pools.computeIfAbsent(new Key(options.sized(1), launch),
                (key) -> new WorkerPool(options, this.starters.apply(launch), this.background, this.supervisor));
        pool.resize(options.size());
        return pool;
    }

    /**
     * Changes the size of the pools of a name.
     * @param name the name
     * @param size how many workers may be leased at one time
     * @return whether there are any
     */
    synchronized boolean resize(String name, int size) {
        List<WorkerPool> named = this.pools.values().stream().filter((pool) -> pool.name().equals(name)).toList();
        named.forEach((pool) -> pool.resize(size));
        return !named.isEmpty();
    }

    /**
     * Returns the pool of a name that stages share, and makes one if there is none with
     * these options: those who say other ones of their stages get workers of their own,
     * which is said once.
     * @param options how the pool behaves
     * @param launch how its workers are started
     * @param who whom to name
     * @return the pool
     */
    synchronized WorkerPool shared(PoolOptions options, LaunchOptions launch, String who) {
        Key key = new Key(options.sized(1), launch);
        if (!this.pools.containsKey(key)) {
            this.pools.keySet()
                .stream()
                .filter((known) -> known.options().name().equals(options.name()))
                .map(key::differences)
                .min(Comparator.comparing(List::size))
                .ifPresent((differences) -> logger.warn(
                        "{} is placed in pool '{}', but says other than a stage that is there already of {}: it gets"
                                + " worker processes of its own, beyond the size of the pool. Say these settings of"
                                + " the pool in place of its stages, or alike of all.",
                        who, options.name(), differences));
        }
        return pool(options, launch);
    }

    /** The processes of all pools. */
    List<WorkerInfo> workers() {
        List<WorkerInfo> infos = new ArrayList<>();
        all().forEach((pool) -> infos.addAll(pool.workers()));
        return infos;
    }

    /** The pools that there are. */
    synchronized List<WorkerPool> all() {
        return List.copyOf(this.pools.values());
    }

    /** Ends all workers, at one time, and the threads behind them. */
    @Override
    public void close() {
        synchronized (this) {
            this.closed = true;
        }
        // All are told first, so that they end at one time.
        List<WorkerPool> ending = all();
        ending.forEach(WorkerPool::beginClose);
        ending.forEach(WorkerPool::close);
        this.supervisor.close();
        this.background.close();
    }

    private record Key(PoolOptions options, LaunchOptions launch) {

        List<String> differences(Key other) {
            List<String> all = new ArrayList<>(PoolDifferences.between(this.options, other.options()));
            all.addAll(PoolDifferences.between(this.launch, other.launch()));
            return all;
        }

    }

}
