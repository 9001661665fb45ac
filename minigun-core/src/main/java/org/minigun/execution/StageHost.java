package org.minigun.execution;

import java.util.List;
import java.util.Set;

import org.minigun.Concurrency;
import org.minigun.Pipeline;
import org.minigun.Settings;
import org.minigun.Stage;
import org.minigun.graph.InvalidPipelineException;
import org.minigun.plan.ExecutionPlan;

/**
 * Runs groups of stages somewhere else than on the application's threads. Thread-safe;
 * belongs to one {@link Engine}, which closes it.
 */
public interface StageHost extends AutoCloseable {

    /**
     * Tells for which kinds of context groups are run.
     * @return the kinds
     */
    Set<Concurrency> concurrencies();

    /**
     * Refuses what cannot be run there, before anything starts.
     * @param pipeline the pipeline
     * @param plan its plan
     * @throws InvalidPipelineException if a stage cannot be run; the message names the
     * stage and the remedy
     */
    void check(Pipeline pipeline, ExecutionPlan plan);

    /**
     * Makes a copier of items, for a stage that runs on the calling thread of a run in
     * place of its host, where items are copied all the same.
     * @param stage the stage
     * @param settings what holds for it
     * @return the copier
     */
    ItemCopier copier(Stage stage, Settings settings);

    /**
     * Begins a group of a run. Starts nothing yet that has to be waited for.
     * @param stage what is to be run
     * @return the group
     */
    HostedGroup open(HostedStage stage);

    /**
     * Tells how the host's own pools are used.
     * @return the pools, none by default
     */
    default List<PoolStatistics> pools() {
        return List.of();
    }

    /**
     * Changes the size of a pool of the host's own, if it has one of that name.
     * @param pool the name
     * @param size the greatest number of contexts that work at one time, at least 1
     * @return whether there is such a pool; by default none
     */
    default boolean resize(String pool, int size) {
        return false;
    }

    /**
     * Ends all that is left, within the engine's shutdown timeout.
     */
    @Override
    void close();

}
