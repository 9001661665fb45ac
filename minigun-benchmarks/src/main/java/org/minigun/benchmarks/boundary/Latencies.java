package org.minigun.benchmarks.boundary;

import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;

/**
 * Paces a sender and keeps how long each item was on its way. One thread sends, one
 * arrives.
 */
final class Latencies {

    private static final long INTERVAL = 1_000_000;

    private long[] kept = new long[0];

    private int arrived;

    void begin(int items) {
        this.kept = new long[items];
        this.arrived = 0;
    }

    /**
     * Sends items a millisecond apart. The sender is awake when it sends: it sleeps most
     * of the time and then looks at the clock.
     */
    void send(int items, Emission emission) throws Exception {
        long due = System.nanoTime();
        for (int i = 0; i < items; i++) {
            due += INTERVAL;
            for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                if (left > 200_000) {
                    LockSupport.parkNanos(left - 150_000);
                }
                else {
                    Thread.onSpinWait();
                }
            }
            emission.emit(System.nanoTime());
        }
    }

    void arrive(long sent) {
        this.kept[this.arrived++] = System.nanoTime() - sent;
    }

    double percentile(int percent) {
        if (this.arrived != this.kept.length) {
            throw new IllegalStateException(this.arrived + " of " + this.kept.length + " items have arrived");
        }
        long[] sorted = this.kept.clone();
        Arrays.sort(sorted);
        return sorted[Math.min(sorted.length - 1, sorted.length * percent / 100)];
    }

    /**
     * Sends the time at which it is called.
     */
    @FunctionalInterface
    interface Emission {

        void emit(long now) throws Exception;

    }

}
