package org.minigun.benchmarks.boundary;

import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

import org.jctools.queues.SpscArrayQueue;
import org.jspecify.annotations.Nullable;
import org.minigun.benchmarks.Joining;
import org.minigun.benchmarks.Subject;
import org.minigun.benchmarks.Tally;

/**
 * A queue without locks for one sender and one receiver, who spin a while before they
 * park.
 */
final class ParkingQueue implements Subject {

    private static final Long END = Long.MIN_VALUE;

    private static final int SPINS = 100;

    @Override
    public long run(int items) throws Exception {
        SpscArrayQueue<Long> queue = new SpscArrayQueue<>(1024);
        AtomicReference<@Nullable Thread> sender = new AtomicReference<>();
        AtomicReference<@Nullable Thread> receiver = new AtomicReference<>();
        Tally tally = new Tally();
        new Joining().start(() -> {
            for (long i = 0; i < items; i++) {
                send(queue, i, sender, receiver);
            }
            send(queue, END, sender, receiver);
        }).start(() -> {
            for (Long item = receive(queue, sender, receiver); !END.equals(item); item = receive(queue, sender,
                    receiver)) {
                tally.sum += item;
            }
        }).join();
        return tally.sum;
    }

    private static void send(SpscArrayQueue<Long> queue, Long item, AtomicReference<@Nullable Thread> own,
            AtomicReference<@Nullable Thread> other) {
        for (int tries = 0; !queue.offer(item); tries++) {
            pause(tries, own, queue.size() == queue.capacity());
        }
        wake(other);
    }

    private static Long receive(SpscArrayQueue<Long> queue, AtomicReference<@Nullable Thread> other,
            AtomicReference<@Nullable Thread> own) {
        Long item = queue.poll();
        for (int tries = 0; item == null; tries++) {
            pause(tries, own, queue.isEmpty());
            item = queue.poll();
        }
        wake(other);
        return item;
    }

    /**
     * Parks after some tries. A park is announced in one round and carried out in the
     * next, after the queue was looked at again, so that no wake-up is lost.
     */
    private static void pause(int tries, AtomicReference<@Nullable Thread> own, boolean nothingToDo) {
        if (tries < SPINS) {
            Thread.onSpinWait();
        }
        else if (own.get() == null) {
            own.set(Thread.currentThread());
        }
        else if (nothingToDo) {
            LockSupport.park();
        }
    }

    private static void wake(AtomicReference<@Nullable Thread> other) {
        if (other.get() != null) {
            LockSupport.unpark(other.getAndSet(null));
        }
    }

}
