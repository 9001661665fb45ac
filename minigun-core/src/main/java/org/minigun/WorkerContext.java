package org.minigun;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;

/**
 * What a worker process knows of itself and of what it serves, for hooks that run in it
 * ({@link org.minigun.annotation.AfterFork}). Thread-safe.
 */
public interface WorkerContext {

    /**
     * Returns the number of the worker in its pool.
     * @return the index, from 0; a worker that replaces another one takes its index
     */
    int workerIndex();

    /**
     * Returns the name of the task.
     * @return the name
     */
    String task();

    /**
     * Returns the id of the run.
     * @return the id
     */
    String run();

    /**
     * Returns the path of the stage that the worker serves.
     * @return the path
     */
    String stage();

    /**
     * Returns the properties that the application hands on to its workers
     * ({@code minigun.worker.properties}).
     * @return the properties; they cannot be changed
     */
    Map<String, String> properties();

    /**
     * Returns what the application's carriers hand on to its workers, such as the header
     * {@code traceparent} of the run's trace.
     * @return the headers by their names; they cannot be changed
     */
    Map<String, String> headers();

    /**
     * Returns the context of the worker that runs the current thread's code.
     * @return the context for a stage's code in a worker process; empty elsewhere, and on
     * threads of the code's own that were not begun by that code
     */
    static Optional<WorkerContext> current() {
        return Optional.ofNullable(WorkerContextHolder.CURRENT.get());
    }

    /**
     * Returns broadcast data: large read-only data of which all workers of a machine
     * share one copy in memory.
     * @param name the name by which the task has declared it
     * @return the data from position 0 to its limit; each call gives a buffer of its own
     * @throws IllegalArgumentException if the task declares no such data; the message
     * names what there is
     */
    ByteBuffer broadcast(String name);

}
