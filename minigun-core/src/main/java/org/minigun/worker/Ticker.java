package org.minigun.worker;

import java.util.concurrent.locks.LockSupport;

import org.jspecify.annotations.Nullable;

/**
 * Sends results that wait while the stage's code works on an unexpectedly long item.
 * Sleeps while there is nothing of that kind.
 */
final class Ticker implements Runnable {

    private static final long TICK_NANOS = 1_000_000;

    /** After so many ticks without work the thread sleeps until it is called. */
    private static final int IDLE_TICKS = 50;

    private volatile @Nullable Results results;

    private volatile boolean asleep;

    private volatile boolean called;

    private volatile boolean stopped;

    private @Nullable Thread thread;

    void start() {
        Thread made = new HelperThread(this, "ticker");
        this.thread = made;
        made.start();
    }

    /** Names whose results are to be looked after. */
    void look(@Nullable Results after) {
        this.results = after;
    }

    /** Something waits to be sent. Called by the stage's thread for each item. */
    void wake() {
        if (!this.called) {
            this.called = true;
        }
        if (this.asleep) {
            this.asleep = false;
            LockSupport.unpark(this.thread);
        }
    }

    /** Ends the thread. */
    void stop() {
        this.stopped = true;
        wake();
    }

    @Override
    public void run() {
        int idle = 0;
        while (!this.stopped) {
            if (idle > IDLE_TICKS) {
                sleep();
                idle = 0;
            }
            LockSupport.parkNanos(TICK_NANOS);
            if (this.called) {
                this.called = false;
                idle = 0;
                if (flush()) {
                    this.called = true;
                }
            }
            else {
                idle++;
            }
        }
    }

    private void sleep() {
        this.asleep = true;
        // Looked at after it was said, so that a call is not missed.
        while (this.asleep && !this.called) {
            LockSupport.park();
        }
        this.asleep = false;
    }

    private boolean flush() {
        Results due = this.results;
        try {
            return due != null && due.flushFromOutside();
        }
        catch (ConnectionLostException ex) {
            // The reader finds out too.
            return false;
        }
    }

}
