package org.minigun.process;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.minigun.execution.HostedStage;

/**
 * Workers with the same JVM options, shared by sessions. Thread-safe.
 */
final class WorkerPool implements AutoCloseable {

    /**
     * Leases a worker: one that is free and warm, or a new one. Waits, first come first
     * served, while all are leased.
     * @param control the run, whose hooks run before a start
     * @param fresh whether the worker must never have served a session
     * @return the worker, to be given back by {@link #release}, {@link #failed} or
     * {@link #lost}
     * @throws InterruptedException if the thread is interrupted or the run is cut off
     * @throws WorkerStartException if no worker starts, or the pool is closed
     */
    Worker lease(HostedStage.Control control, boolean fresh) throws InterruptedException, WorkerStartException {
        throw new UnsupportedOperationException();
    }

    /** Starts workers in the background: {@code start: eager}. */
    void startAll(HostedStage.Control control) {
        throw new UnsupportedOperationException();
    }

    /** Gives a worker back whose session was closed in good order. */
    void release(Worker worker) {
        throw new UnsupportedOperationException();
    }

    /** Gives a worker back that could not open its session: counts as a failed start. */
    void failed(Worker worker, Throwable cause) {
        throw new UnsupportedOperationException();
    }

    /** Gives a worker back that has died or was killed. Returns at once. */
    void lost(Worker worker) {
        throw new UnsupportedOperationException();
    }

    /** A run has ended: no worker is started on its behalf any more. */
    void forget(HostedStage.Control control) {
        throw new UnsupportedOperationException();
    }

    /** Whether starts do not keep failing. */
    boolean isHealthy() {
        throw new UnsupportedOperationException();
    }

    /** How the last worker has died, of those that were not told to end. */
    @Nullable DeathCertificate lastDeath() {
        throw new UnsupportedOperationException();
    }

    List<WorkerInfo> workers() {
        throw new UnsupportedOperationException();
    }

    /** Ends all workers: those without work politely. Within the shutdown timeout. */
    @Override
    public void close() {
        throw new UnsupportedOperationException();
    }

}
