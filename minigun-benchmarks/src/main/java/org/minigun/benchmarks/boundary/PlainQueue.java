package org.minigun.benchmarks.boundary;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

import org.minigun.benchmarks.Joining;
import org.minigun.benchmarks.Subject;
import org.minigun.benchmarks.Tally;

/**
 * What most people write: a bounded queue, item by item.
 */
final class PlainQueue implements Subject {

    private static final Long END = Long.MIN_VALUE;

    @Override
    public long run(int items) throws Exception {
        BlockingQueue<Long> queue = new ArrayBlockingQueue<>(1024);
        Tally tally = new Tally();
        new Joining().start(() -> {
            for (long i = 0; i < items; i++) {
                queue.put(i);
            }
            queue.put(END);
        }).start(() -> {
            for (Long item = queue.take(); !END.equals(item); item = queue.take()) {
                tally.sum += item;
            }
        }).join();
        return tally.sum;
    }

}
