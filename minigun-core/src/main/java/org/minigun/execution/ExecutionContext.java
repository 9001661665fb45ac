package org.minigun.execution;

import java.time.Duration;
import java.util.List;

/**
 * Where code runs: the calling thread, a thread, a virtual thread. Thread-safe.
 */
public interface ExecutionContext {

    /**
     * Returns the name, which holds task and stage.
     * @return the name
     */
    String name();

    /**
     * Runs work in this context. Returns at once, but in a context that is the calling
     * thread.
     * @param work the work; it throws nothing
     * @throws IllegalStateException if the context has work already
     */
    void execute(Runnable work);

    /**
     * Waits for the work to end.
     * @param timeout the longest wait
     * @return whether it has ended, or there was none
     * @throws InterruptedException if the waiting thread is interrupted
     */
    boolean join(Duration timeout) throws InterruptedException;

    /**
     * Tells whether there is work.
     * @return whether work was begun and has not ended
     */
    boolean isAlive();

    /**
     * Asks the work to end now, by interrupting it. Returns at once.
     */
    void terminate();

    /**
     * Tells where the work is.
     * @return the stack; empty if there is no work, or it cannot be told
     */
    List<StackTraceElement> stack();

}
