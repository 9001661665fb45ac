package org.minigun.metrics;

/**
 * How long threads have waited for something, those included that wait now. Thread-safe.
 * Told of a wait only where a thread has nothing better to do.
 */
public final class WaitingTime {

    private final long origin = System.nanoTime();

    // Guarded by this.

    private long ended;

    /** When those who wait have begun, added up: so one number stands for all of them. */
    private long begun;

    private int waiting;

    /**
     * Makes a time of zero.
     */
    public WaitingTime() {
    }

    /**
     * A thread begins to wait.
     * @param nanos the time now, by {@link System#nanoTime()}
     */
    public synchronized void begin(long nanos) {
        this.waiting++;
        this.begun += nanos - this.origin;
    }

    /**
     * A thread has waited.
     * @param begunNanos when it has begun, as it has said then
     */
    public synchronized void end(long begunNanos) {
        this.waiting--;
        this.begun -= begunNanos - this.origin;
        // Read under the lock: no reader has seen a later time.
        this.ended += System.nanoTime() - begunNanos;
    }

    /**
     * Returns how long threads have waited, added up.
     * @return nanoseconds; they only grow
     */
    public synchronized long nanos() {
        return this.ended + this.waiting * (System.nanoTime() - this.origin) - this.begun;
    }

    /**
     * Returns how many threads wait now.
     * @return the number
     */
    public synchronized int waiting() {
        return this.waiting;
    }

}
