package org.minigun.execution;

import java.util.concurrent.Semaphore;

/**
 * One context's share in a named pool: held while it works, given back while it waits, so
 * that stages that feed each other can share a pool.
 */
final class Permit {

    private final Semaphore pool;

    private boolean held;

    Permit(Semaphore pool) {
        this.pool = pool;
    }

    void acquire(RunControl control) {
        while (!this.held) {
            control.checkAborted();
            try {
                this.pool.acquire();
                this.held = true;
            }
            catch (InterruptedException ex) {
                control.checkAborted();
            }
        }
    }

    void release() {
        if (this.held) {
            this.held = false;
            this.pool.release();
        }
    }

}
