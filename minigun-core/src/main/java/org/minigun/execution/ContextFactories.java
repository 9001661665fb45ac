package org.minigun.execution;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

import org.jspecify.annotations.Nullable;
import org.minigun.Concurrency;
import org.minigun.Pipeline;
import org.minigun.Settings;
import org.minigun.graph.InvalidPipelineException;
import org.minigun.plan.ExecutionPlan;
import org.minigun.plan.NamedPool;
import org.minigun.plan.StagePlan;

/**
 * The kinds of contexts that an engine can make, the hosts of stages that run elsewhere,
 * and the named pools. Hosts that were not given are looked for when a stage first asks
 * for one, so that those who need none do not pay for it.
 */
final class ContextFactories implements AutoCloseable {

    private final Map<Concurrency, ContextFactory> factories = new EnumMap<>(Concurrency.class);

    private final List<StageHost> given;

    private final Map<Concurrency, StageHost> hosts = new EnumMap<>(Concurrency.class);

    private final Map<String, NamedPool> pools = new ConcurrentHashMap<>();

    private boolean looked;

    private final Map<String, Places> permits = new HashMap<>();

    ContextFactories(Collection<ContextFactory> factories, List<StageHost> hosts, Collection<NamedPool> pools) {
        factories.forEach((factory) -> this.factories.put(factory.concurrency(), factory));
        this.given = hosts;
        hosts.forEach(this::add);
        pools.forEach((pool) -> {
            this.pools.put(pool.name(), pool);
            this.permits.put(pool.name(), new Places(pool.size()));
        });
    }

    private void add(StageHost host) {
        host.concurrencies().forEach((concurrency) -> this.hosts.putIfAbsent(concurrency, host));
    }

    /** Refuses a plan that cannot be carried out. */
    void check(Pipeline pipeline, ExecutionPlan plan) {
        Set<StageHost> asked = new LinkedHashSet<>();
        for (StagePlan stage : plan.stages()) {
            Concurrency outside = stage.inPlaceOf();
            StageHost host = host((outside != null) ? outside : stage.concurrency());
            if (host != null) {
                asked.add(host);
            }
            else if (!this.factories.containsKey(stage.concurrency())) {
                throw new InvalidPipelineException(plan.pipeline(),
                        "Stage '" + stage.path() + "' is placed on " + stage.concurrency()
                                + ", for which this engine has no contexts (" + stage.reason() + ").",
                        "Place it on one of " + this.factories.keySet() + ".");
            }
        }
        asked.forEach((host) -> host.check(pipeline, plan));
    }

    /** The host of stages of a kind, or {@code null} if they run in contexts. */
    synchronized @Nullable StageHost host(Concurrency concurrency) {
        if (this.factories.containsKey(concurrency)) {
            return null;
        }
        if (!this.hosts.containsKey(concurrency) && !this.looked) {
            this.looked = true;
            ServiceLoader.load(StageHost.class, StageHost.class.getClassLoader()).forEach(this::add);
        }
        return this.hosts.get(concurrency);
    }

    List<NamedPool> pools() {
        return List.copyOf(this.pools.values());
    }

    /** How the named pools and those of the hosts are used. */
    List<PoolStatistics> statistics() {
        List<PoolStatistics> result = new ArrayList<>();
        this.permits.forEach((name, permit) -> {
            NamedPool pool = Objects.requireNonNull(this.pools.get(name));
            if (!pool.concurrency().leavesJvm()) {
                int free = Math.max(0, permit.availablePermits());
                result.add(new PoolStatistics(name, pool.concurrency(), pool.size(), pool.size() - free, free,
                        permit.getQueueLength(), null));
            }
        });
        hosts().forEach((host) -> result.addAll(host.pools()));
        return result;
    }

    /** The hosts that were given or are in use. */
    List<StageHost> hosts() {
        Set<StageHost> all = new LinkedHashSet<>(this.given);
        synchronized (this) {
            all.addAll(this.hosts.values());
        }
        return List.copyOf(all);
    }

    /** What is said of a named pool. */
    Settings poolSettings(@Nullable String pool) {
        NamedPool named = (pool != null) ? this.pools.get(pool) : null;
        return (named != null) ? named.settings() : Settings.none();
    }

    @Override
    public void close() {
        hosts().forEach(StageHost::close);
    }

    ContextFactory of(Concurrency concurrency) {
        if (host(concurrency) != null) {
            // A host is served by threads of the application, one a session.
            return of(Concurrency.THREAD);
        }
        ContextFactory factory = this.factories.get(concurrency);
        if (factory == null) {
            throw new IllegalStateException("No contexts of kind " + concurrency);
        }
        return factory;
    }

    /** Changes the size of a pool; returns whether there is one. */
    boolean resize(String name, int size) {
        boolean found = false;
        synchronized (this) {
            NamedPool pool = this.pools.get(name);
            Places places = this.permits.get(name);
            if (pool != null && places != null) {
                places.change(size - pool.size());
                this.pools.put(name, new NamedPool(name, pool.concurrency(), size, pool.settings()));
                found = true;
            }
        }
        for (StageHost host : hosts()) {
            found |= host.resize(name, size);
        }
        return found;
    }

    @Nullable Semaphore permits(@Nullable String pool) {
        return (pool != null) ? this.permits.get(pool) : null;
    }

    /** The places in a named pool. */
    private static final class Places extends Semaphore {

        private static final long serialVersionUID = 1L;

        Places(int size) {
            super(size, true);
        }

        void change(int by) {
            if (by > 0) {
                release(by);
            }
            else if (by < 0) {
                reducePermits(-by);
            }
        }

    }

}
