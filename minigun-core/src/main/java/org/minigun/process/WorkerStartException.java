package org.minigun.process;

import org.jspecify.annotations.Nullable;
import org.minigun.MinigunException;
import org.minigun.execution.HostFailure;

/**
 * Worker processes of a pool do not start, after all attempts that the pool allows. The
 * message holds what the last of them has said.
 */
public class WorkerStartException extends MinigunException implements HostFailure {

    private static final long serialVersionUID = 1L;

    private final String pool;

    private final int attempts;

    /**
     * Makes an exception.
     * @param pool name of the pool
     * @param attempts failed starts in a row
     * @param message what happened and what to do about it
     * @param cause how the last start has failed, or {@code null}
     */
    public WorkerStartException(String pool, int attempts, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.pool = pool;
        this.attempts = attempts;
    }

    /**
     * Returns the name of the pool.
     * @return the name
     */
    public String pool() {
        return this.pool;
    }

    /**
     * Returns how many starts in a row have failed.
     * @return the number
     */
    public int attempts() {
        return this.attempts;
    }

}
