package org.minigun.benchmarks.boundary;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

import org.minigun.benchmarks.Subject;

/**
 * The least that a hand-over can be when the receiver sleeps: a field, and a wake-up.
 */
final class BareHandOver implements Subject {

    private static final long NOTHING = 0;

    private static final long END = -1;

    private final Latencies latencies;

    BareHandOver(Latencies latencies) {
        this.latencies = latencies;
    }

    @Override
    public long run(int items) throws Exception {
        AtomicLong slot = new AtomicLong(NOTHING);
        Thread receiver = new Thread(() -> receive(slot));
        receiver.start();
        this.latencies.send(items, (now) -> hand(slot, now, receiver));
        hand(slot, END, receiver);
        receiver.join();
        return items;
    }

    private static void hand(AtomicLong slot, long value, Thread receiver) {
        while (!slot.compareAndSet(NOTHING, value)) {
            Thread.onSpinWait();
        }
        LockSupport.unpark(receiver);
    }

    private void receive(AtomicLong slot) {
        while (true) {
            long sent = slot.getAndSet(NOTHING);
            if (sent == END) {
                return;
            }
            if (sent == NOTHING) {
                LockSupport.park();
            }
            else {
                this.latencies.arrive(sent);
            }
        }
    }

}
