package org.minigun.benchmarks.pool;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

import org.minigun.benchmarks.Counting;
import org.minigun.benchmarks.Joining;
import org.minigun.benchmarks.Subject;
import org.minigun.benchmarks.Tally;

/**
 * What can be done by hand.
 */
final class HandPools {

    private HandPools() {
    }

    /**
     * Half of the items for each worker, known beforehand: nothing is shared but the sum
     * at the end.
     */
    static Subject split() {
        return (items) -> {
            AtomicLong sum = new AtomicLong();
            new Joining().start(() -> sum.addAndGet(part(0, items / 2)))
                .start(() -> sum.addAndGet(part(items / 2, items)))
                .join();
            return sum.get();
        };
    }

    private static long part(long from, long to) {
        long sum = 0;
        for (long i = from; i < to; i++) {
            sum += Work.on(i);
        }
        return sum;
    }

    /**
     * Workers that claim items from the source under a lock, work, and run the sink under
     * another.
     */
    static Subject claim(int lot) {
        return (items) -> {
            Counting source = new Counting(items);
            Lock claiming = new ReentrantLock();
            Lock sinking = new ReentrantLock();
            Tally tally = new Tally();
            Joining.Body worker = () -> {
                Long[] claimed = new Long[lot];
                for (int count = fill(claimed, source, claiming); count > 0; count = fill(claimed, source, claiming)) {
                    for (int i = 0; i < count; i++) {
                        claimed[i] = Work.on(claimed[i]);
                    }
                    empty(claimed, count, tally, sinking);
                }
            };
            new Joining().start(worker).start(worker).join();
            return tally.sum;
        };
    }

    private static int fill(Long[] claimed, Counting source, Lock claiming) {
        claiming.lock();
        try {
            int count = 0;
            while (count < claimed.length && source.hasNext()) {
                claimed[count++] = source.next();
            }
            return count;
        }
        finally {
            claiming.unlock();
        }
    }

    private static void empty(Long[] done, int count, Tally tally, Lock sinking) {
        sinking.lock();
        try {
            for (int i = 0; i < count; i++) {
                tally.sum += done[i];
            }
        }
        finally {
            sinking.unlock();
        }
    }

}
