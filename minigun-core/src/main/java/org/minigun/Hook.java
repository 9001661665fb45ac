package org.minigun;

import org.jspecify.annotations.Nullable;

/**
 * User code that runs at a point of a run's life. Hooks of a kind run in order of
 * declaration; one that throws fails what it guards, and never hangs it.
 *
 * @param kind when it runs
 * @param stage the name or path of the stage it belongs to, for the two kinds that belong
 * to one, else {@code null}
 * @param body the user's code
 */
public record Hook(Kind kind, @Nullable String stage, Body body) {

    /**
     * When a hook runs.
     */
    public enum Kind {

        /** Once a run, before anything else; if it throws, no stage runs. */
        BEFORE_RUN,

        /** Once a run, after everything else, also when the run has failed. */
        AFTER_RUN,

        /** Once a stage and run, in the application, before the stage's first item. */
        BEFORE_STAGE,

        /** Once a stage and run, in the application, after the stage's last item. */
        AFTER_STAGE,

        /** In the application, before each start of a worker process. */
        BEFORE_FORK,

        /** In a worker process, once for each instance, before its first item. */
        AFTER_FORK

    }

    /**
     * The code of a hook.
     */
    @FunctionalInterface
    public interface Body {

        /**
         * Runs the hook.
         * @param run the run it belongs to
         * @throws Exception if what the hook guards cannot go on
         */
        void run(Run run) throws Exception;

    }

}
