package org.minigun.benchmarks.pool;

import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

import org.minigun.benchmarks.Joining;
import org.minigun.benchmarks.Subject;
import org.minigun.benchmarks.Tally;

/**
 * A queue of full batches in front of two workers and another one behind them.
 */
final class QueuePool implements Subject {

    private static final Long[] END = new Long[0];

    private final int batchSize;

    QueuePool(int batchSize) {
        this.batchSize = batchSize;
    }

    @Override
    public long run(int items) throws Exception {
        BlockingQueue<Long[]> todo = new ArrayBlockingQueue<>(Math.max(4, 1024 / this.batchSize));
        BlockingQueue<Long[]> done = new ArrayBlockingQueue<>(Math.max(4, 1024 / this.batchSize));
        Tally tally = new Tally();
        Joining.Body worker = () -> {
            for (Long[] batch = todo.take(); batch != END; batch = todo.take()) {
                for (int i = 0; i < batch.length; i++) {
                    batch[i] = Work.on(batch[i]);
                }
                done.put(batch);
            }
            done.put(END);
        };
        new Joining().start(() -> send(items, todo)).start(worker).start(worker).start(() -> {
            for (int open = 2; open > 0;) {
                Long[] batch = done.take();
                open -= (batch == END) ? 1 : 0;
                for (Long item : batch) {
                    tally.sum += item;
                }
            }
        }).join();
        return tally.sum;
    }

    private void send(int items, BlockingQueue<Long[]> todo) throws InterruptedException {
        Long[] batch = new Long[this.batchSize];
        int filled = 0;
        for (long i = 0; i < items; i++) {
            batch[filled++] = i;
            if (filled == batch.length) {
                todo.put(batch);
                batch = new Long[this.batchSize];
                filled = 0;
            }
        }
        if (filled > 0) {
            todo.put(Arrays.copyOf(batch, filled));
        }
        todo.put(END);
        todo.put(END);
    }

}
