package org.minigun.execution;

import java.util.function.BooleanSupplier;

/**
 * How one side of a channel waits, by what it has seen of the other side.
 * <ul>
 * <li>Items come faster than a sleeping thread can be woken (under 200 ns apart): it
 * spins, for as long as a wake-up would cost at most.</li>
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

    /** How long a sender waits for half of the channel before it takes any space. */
    static final long PATIENCE_NANOS = 50_000_000;

    private static final long SPIN_NANOS = 20_000;

    private static final long NAP_NANOS = 50_000;

    private static final long SPIN_BELOW = 200;

    private static final long NAP_BELOW = 5_000;

    private static final int FEW = 16;

    private long lastCount;

    private long lastNanos = System.nanoTime();

    private long apart = Long.MAX_VALUE;

    private long lastWait;

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

    void resumed(long idleSince) {
        long now = System.nanoTime();
        if (now - idleSince > NAP_NANOS * 4) {
            // A pause says nothing of how fast items come when they do.
            this.lastNanos += now - idleSince;
        }
    }

    /** Waits without being woken; tells whether what is waited for is there. */
    boolean spinOrNap(Waiter place, BooleanSupplier there) {
        if (this.apart < SPIN_BELOW) {
            return spinFor(SPIN_NANOS, there);
        }
        if (this.apart < NAP_BELOW) {
            place.nap(NAP_NANOS);
            return there.getAsBoolean();
        }
        return there.getAsBoolean();
    }

    /** Spins if the last wait was short. */
    boolean spin(BooleanSupplier there) {
        if (this.lastWait > SPIN_NANOS) {
            // Now and then it tries anew, for the other side may have become faster.
            this.lastWait -= this.lastWait / 8;
            return there.getAsBoolean();
        }
        long start = System.nanoTime();
        boolean result = spinFor(2 * SPIN_NANOS, there);
        this.lastWait = System.nanoTime() - start;
        return result;
    }

    void waited(long nanos) {
        this.lastWait = nanos;
    }

    private static boolean spinFor(long nanos, BooleanSupplier there) {
        long deadline = System.nanoTime() + nanos;
        do {
            for (int i = 0; i < 16; i++) {
                if (there.getAsBoolean()) {
                    return true;
                }
                Thread.onSpinWait();
            }
        }
        while (System.nanoTime() < deadline);
        return there.getAsBoolean();
    }

}
