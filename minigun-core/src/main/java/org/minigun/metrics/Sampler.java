package org.minigun.metrics;

/**
 * Decides, for the stages of one context together, which items are measured. While items
 * are slow, every item is; the faster they are, the more rarely, since reading the clock
 * costs more than a fast item. Each measured item stands for those that were not. Used by
 * one thread.
 */
public final class Sampler {

    private static final long SLOW_NANOS = 10_000;

    private static final long FAST_NANOS = 1_000;

    private static final int FIRST = 64;

    private long mask;

    private long itemNanos;

    private long smoothedNanos = -1;

    private long measured;

    /**
     * Tells whether an item is to be measured.
     * @param number the number of the item, counted from 0 in this context
     * @return whether it is
     */
    public boolean isDue(long number) {
        return (number & this.mask) == 0;
    }

    /**
     * Returns the number of the next item that is to be measured.
     * @param number the number of the item before, counted from 0 in this context
     * @return the number of the first one after it for which {@link #isDue} says so
     */
    public long dueAfter(long number) {
        return (number | this.mask) + 1;
    }

    /**
     * Tells how many items a measured one stands for.
     * @return the number, itself included
     */
    public long weight() {
        return this.mask + 1;
    }

    /**
     * Adds the time that a stage has taken for the item that is being measured.
     * @param nanos the time in nanoseconds
     */
    public void add(long nanos) {
        this.itemNanos += nanos;
    }

    /**
     * The item that was being measured has passed all stages of the context.
     */
    public void finished() {
        long nanos = this.itemNanos;
        this.itemNanos = 0;
        this.measured++;
        this.smoothedNanos = (this.smoothedNanos < 0) ? nanos : (this.smoothedNanos * 3 + nanos) / 4;
        this.mask = maskNow();
    }

    private long maskNow() {
        if (this.measured < FIRST || this.smoothedNanos > SLOW_NANOS) {
            return 0;
        }
        if (this.smoothedNanos > FAST_NANOS) {
            return 15;
        }
        return (this.measured < 2 * FIRST) ? 63 : 1023;
    }

    /**
     * Returns the time that an item has taken of late, over all stages of the context.
     * @return nanoseconds, or a negative number if none was measured yet
     */
    public long smoothedNanos() {
        return this.smoothedNanos;
    }

}
