package org.minigun.execution;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.minigun.Concurrency;
import org.minigun.Hook;
import org.minigun.Run;
import org.minigun.Settings;
import org.minigun.Stage;

/**
 * What a host is told of a group that it runs.
 *
 * @param run the run
 * @param path path of the group's first stage
 * @param stage the group's first stage
 * @param group the stages that run together, if there are several or they are a nested
 * pipeline, else {@code null}
 * @param settings what holds for the first stage
 * @param concurrency the kind of context
 * @param poolSize the greatest number of sessions at one time
 * @param pool the named pool, or {@code null}
 * @param targets names that the stage may say in {@code Output.to}, in the order in which
 * outcomes number them, from 1
 * @param batchesIn whether every source of the stage is an accumulator
 * @param hooks hooks of the task that concern workers ({@code BEFORE_FORK},
 * {@code AFTER_FORK}), in order of declaration
 * @param control what the host asks the run
 */
public record HostedStage(Run run, String path, Stage stage, @Nullable HostedGroupStages group, Settings settings,
        Concurrency concurrency, int poolSize, @Nullable String pool, List<String> targets, boolean batchesIn,
        List<Hook> hooks, Control control) {

    /**
     * What a host asks the run. Thread-safe.
     */
    public interface Control {

        /**
         * Runs the hooks that stand before the start of a worker.
         * @throws Exception what a hook has thrown, which has failed the run
         */
        void beforeFork() throws Exception;

        /**
         * Tells whether the run was cut off.
         * @return whether it was cancelled or has failed
         */
        boolean isAborted();

        /**
         * Tells whether producers are asked to end.
         * @return whether the run was asked to stop, or was cut off
         */
        boolean isStopRequested();

        /**
         * Tells what the run hands on to the workers that serve the stage.
         * @return properties for the session, see {@link HandedOn}; none by default
         */
        default Map<String, String> handedOn() {
            return Map.of();
        }

    }

}
