package org.minigun.execution;

import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * How one side of a channel waits, by what it has seen of the other side.
 * <ul>
 * <li>Items come faster than a sleeping thread can be woken (under 200 ns apart): it
 * spins, for as long as a wake-up would cost at most. It looks about once a microsecond,
 * so that the two sides do not fight for a cache line and it finds many items at
 * once.</li>
 * <li>Items come fast (under 5 us apart), but not so fast: it sleeps for 50 us without
 * asking to be woken, and then finds many items for one wake-up. Network drivers do the
 * same.</li>
 * <li>Otherwise it sleeps and is woken by the next item.</li>
 * </ul>
 * The limits follow from the cost of a wake-up, 35 to 80 us between two cores. Spinning
 * is bounded, so that a machine with fewer cores than threads is not starved. Used by one
 * thread at a time.
 */
final class WaitStrategy {

    /** How long a sender waits for most of the channel before it takes any space. */
    static final long PATIENCE_NANOS = 50_000_000;

    /**
     * By when a store of another thread is seen for certain, on any machine: a store
     * buffer drains within a microsecond.
     */
    static final long SETTLED_NANOS = 100_000;

    /** How long a receiver sleeps before it looks again without being woken. */
    static final long RECHECK_NANOS = 1_000_000_000;

    private static final long SPIN_NANOS = 20_000;

    private static final long NAP_NANOS = 50_000;

    private static final long LONGEST_NAP_NANOS = 250_000;

    private static final long SPIN_BELOW = 200;

    private static final long NAP_BELOW = 5_000;

    private static final int FEW = 16;

    private static final int PAUSES = 16;

    private static final int MOST_IN_VAIN = 8;

    private final int capacity;

    private long lastCount;

    private long lastNanos = System.nanoTime();

    private long apart = Long.MAX_VALUE;

    private int inVain;

    private int skips;

    WaitStrategy(int capacity) {
        this.capacity = capacity;
    }

    /** The receiver has nothing to do: estimates how far apart items come. */
    long idle(long count) {
        long now = System.nanoTime();
        long items = count - this.lastCount;
        if (items >= FEW || now - this.lastNanos > NAP_NANOS) {
            this.apart = (items > 0) ? (now - this.lastNanos) / items : Long.MAX_VALUE;
            this.lastCount = count;
            this.lastNanos = now;
        }
        return now;
    }

    /** The receiver goes on; a pause says nothing of how fast items come when they do. */
    void resumed(long idleSince) {
        long now = System.nanoTime();
        if (now - idleSince > 4 * NAP_NANOS) {
            this.lastNanos += now - idleSince;
        }
    }

    /**
     * Waits without being woken.
     * @param place where the waiting thread naps
     * @param there whether what is waited for is there
     * @param depth how many items are there
     * @return whether what is waited for is there
     */
    boolean spinOrNap(Waiter place, BooleanSupplier there, LongSupplier depth) {
        if (this.apart < SPIN_BELOW && spinIfUseful(there)) {
            return true;
        }
        if (this.apart < NAP_BELOW) {
            long start = System.nanoTime();
            place.nap(napNanos());
            long items = depth.getAsLong();
            if (items >= this.capacity - this.capacity / 8) {
                // The channel was too small for the nap, which has held up the sender.
                this.apart = (System.nanoTime() - start) / items;
            }
        }
        return there.getAsBoolean();
    }

    /** As long as half of the channel takes to fill, less what a nap is late. */
    private long napNanos() {
        return Math.max(NAP_NANOS, Math.min(this.apart * this.capacity / 2 - NAP_NANOS, LONGEST_NAP_NANOS));
    }

    /** The sender waits for space: spins if that was of use of late. */
    boolean spin(BooleanSupplier there) {
        return spinIfUseful(there);
    }

    /**
     * Spins, unless spinning was in vain of late: then there is no core for the other
     * side, and each further try is put off twice as long.
     */
    private boolean spinIfUseful(BooleanSupplier there) {
        if (this.skips > 0) {
            this.skips--;
            return there.getAsBoolean();
        }
        if (spinFor(SPIN_NANOS, there)) {
            this.inVain = 0;
            return true;
        }
        this.inVain = Math.min(this.inVain + 1, MOST_IN_VAIN);
        this.skips = 1 << this.inVain;
        return false;
    }

    private static boolean spinFor(long nanos, BooleanSupplier there) {
        long deadline = System.nanoTime() + nanos;
        do {
            for (int i = 0; i < PAUSES; i++) {
                Thread.onSpinWait();
            }
            if (there.getAsBoolean()) {
                return true;
            }
        }
        while (System.nanoTime() < deadline);
        return false;
    }

}
