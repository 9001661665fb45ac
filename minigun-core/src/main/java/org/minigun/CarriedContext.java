package org.minigun;

import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * What a run carries to its threads and workers. Thread-safe.
 */
@FunctionalInterface
public interface CarriedContext {

    /**
     * Makes the context that of the current thread. Called by each thread of the run
     * before its work.
     * @param stage the path of the stage that the thread serves, the first one of several
     * in one context; {@code null} for what concerns the run as a whole, such as hooks
     * @return closed by the same thread after its work
     */
    Scope open(@Nullable String stage);

    /**
     * Writes the context as texts, for worker processes. Called by a thread that has
     * opened it.
     * @return names and values, none by default; a worker's code reads them from
     * {@link WorkerContext#headers()}
     */
    default Map<String, String> headers() {
        return Map.of();
    }

    /**
     * Hears that the run does not begin, since its thread could not be started: nothing
     * of it is opened, and no listener hears of its end. Does nothing by default.
     */
    default void abandon() {
    }

    /**
     * The time for which a thread has the context.
     */
    @FunctionalInterface
    interface Scope extends AutoCloseable {

        /**
         * Gives the thread back what it had before.
         */
        @Override
        void close();

    }

}
