package org.minigun.benchmarks.boundary;

import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

import org.minigun.benchmarks.Joining;
import org.minigun.benchmarks.Subject;
import org.minigun.benchmarks.Tally;

/**
 * Full batches through a bounded queue of 1024 items: the limit, at the price of items
 * that wait for company.
 */
final class BatchedQueue implements Subject {

    private static final Long[] END = new Long[0];

    private final int batchSize;

    BatchedQueue(int batchSize) {
        this.batchSize = batchSize;
    }

    @Override
    public long run(int items) throws Exception {
        BlockingQueue<Long[]> queue = new ArrayBlockingQueue<>(1024 / this.batchSize);
        Tally tally = new Tally();
        new Joining().start(() -> send(items, queue)).start(() -> {
            for (Long[] batch = queue.take(); batch != END; batch = queue.take()) {
                for (Long item : batch) {
                    tally.sum += item;
                }
            }
        }).join();
        return tally.sum;
    }

    private void send(int items, BlockingQueue<Long[]> queue) throws InterruptedException {
        Long[] batch = new Long[this.batchSize];
        int filled = 0;
        for (long i = 0; i < items; i++) {
            batch[filled++] = i;
            if (filled == batch.length) {
                queue.put(batch);
                batch = new Long[this.batchSize];
                filled = 0;
            }
        }
        queue.put(Arrays.copyOf(batch, filled));
        queue.put(END);
    }

}
