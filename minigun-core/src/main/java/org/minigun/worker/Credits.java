package org.minigun.worker;

import org.minigun.RunStoppedException;

/**
 * How many items a producer may still emit. Given by the reader, taken by the stage's
 * thread.
 */
final class Credits {

    private final Object monitor = new Object();

    /** Guarded by the monitor. */
    private long given;

    /** Used by the stage's thread alone. */
    private long left;

    private volatile boolean stopping;

    private volatile boolean aborted;

    void give(long count) {
        synchronized (this.monitor) {
            this.given += count;
            this.monitor.notifyAll();
        }
    }

    /** The producer is asked to end. */
    void stop() {
        synchronized (this.monitor) {
            this.stopping = true;
            this.monitor.notifyAll();
        }
    }

    /** The run is cut off. */
    void abort() {
        synchronized (this.monitor) {
            this.stopping = true;
            this.aborted = true;
            this.monitor.notifyAll();
        }
    }

    boolean isStopping() {
        return this.stopping;
    }

    boolean isAborted() {
        return this.aborted;
    }

    RunStoppedException stopped() {
        return new RunStoppedException(
                this.aborted ? "The run has ended: nothing can be emitted any more. Let this exception pass."
                        : "The run was asked to stop: the producer has to end. Let this exception pass.");
    }

    /**
     * Takes the right to emit one item, if there is one at hand.
     * @return whether it was taken
     */
    boolean tryTake() {
        if (this.left == 0) {
            synchronized (this.monitor) {
                this.left = this.given;
                this.given = 0;
            }
            if (this.left == 0) {
                return false;
            }
        }
        this.left--;
        return true;
    }

    /**
     * Waits for the right to emit an item, and takes it. An interrupt does not end the
     * wait and is not lost.
     * @throws RunStoppedException if the producer is to end
     */
    void take() {
        boolean interrupted = false;
        while (!this.stopping && !tryTake()) {
            interrupted |= awaitMore();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        if (this.stopping) {
            throw stopped();
        }
    }

    private boolean awaitMore() {
        boolean interrupted = false;
        synchronized (this.monitor) {
            while (this.given == 0 && !this.stopping) {
                try {
                    this.monitor.wait();
                }
                catch (InterruptedException ex) {
                    interrupted = true;
                }
            }
        }
        return interrupted;
    }

}
