package org.minigun.process;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import org.minigun.process.launch.LaunchOptions;
import org.minigun.process.launch.WorkerLauncher;

/**
 * The pools of a host: one for each name and each way to start and keep workers.
 * Thread-safe.
 */
final class WorkerPools implements AutoCloseable {

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
     * @param options how the pool behaves
     * @param launch how its workers are started
     * @return the pool
     * @throws IllegalStateException if the pools are closed
     */
    synchronized WorkerPool pool(PoolOptions options, LaunchOptions launch) {
        if (this.closed) {
            throw new IllegalStateException("Pool '" + options.name() + "' cannot be opened: the engine is closed");
        }
        return this.pools.computeIfAbsent(new Key(options, launch),
                (key) -> new WorkerPool(options, this.starters.apply(launch), this.background, this.supervisor));
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
    }

}
