package org.minigun.execution;

import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Semaphore;

import org.jspecify.annotations.Nullable;
import org.minigun.Concurrency;
import org.minigun.graph.InvalidPipelineException;
import org.minigun.plan.ExecutionPlan;
import org.minigun.plan.NamedPool;
import org.minigun.plan.StagePlan;

/**
 * The kinds of contexts that an engine can make, and its named pools.
 */
final class ContextFactories {

    private final Map<Concurrency, ContextFactory> factories = new EnumMap<>(Concurrency.class);

    private final Map<String, Semaphore> permits = new HashMap<>();

    ContextFactories(Collection<ContextFactory> factories, Collection<NamedPool> pools) {
        factories.forEach((factory) -> this.factories.put(factory.concurrency(), factory));
        pools.forEach((pool) -> this.permits.put(pool.name(), new Semaphore(pool.size(), true)));
    }

    /** Refuses a plan with a kind of context that cannot be made. */
    void check(ExecutionPlan plan) {
        for (StagePlan stage : plan.stages()) {
            if (!this.factories.containsKey(stage.concurrency())) {
                throw new InvalidPipelineException(plan.pipeline(),
                        "Stage '" + stage.path() + "' is placed on " + stage.concurrency()
                                + ", for which this engine has no contexts (" + stage.reason() + ").",
                        "Place it on one of " + this.factories.keySet() + ".");
            }
        }
    }

    ContextFactory of(Concurrency concurrency) {
        ContextFactory factory = this.factories.get(concurrency);
        if (factory == null) {
            throw new IllegalStateException("No contexts of kind " + concurrency);
        }
        return factory;
    }

    @Nullable Semaphore permits(@Nullable String pool) {
        return (pool != null) ? this.permits.get(pool) : null;
    }

}
