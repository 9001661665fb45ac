package org.minigun.benchmarks.boundary;

import java.util.concurrent.CountDownLatch;

import com.lmax.disruptor.RingBuffer;
import com.lmax.disruptor.WaitStrategy;
import com.lmax.disruptor.dsl.Disruptor;
import com.lmax.disruptor.dsl.ProducerType;
import com.lmax.disruptor.util.DaemonThreadFactory;
import org.jspecify.annotations.Nullable;
import org.minigun.benchmarks.Joining;
import org.minigun.benchmarks.Subject;
import org.minigun.benchmarks.Tally;

/**
 * The Disruptor with one producer and one consumer.
 */
final class DisruptorRing implements Subject {

    private final WaitStrategy strategy;

    DisruptorRing(WaitStrategy strategy) {
        this.strategy = strategy;
    }

    @Override
    public long run(int items) throws Exception {
        Disruptor<Slot> disruptor = new Disruptor<>(Slot::new, 1024, DaemonThreadFactory.INSTANCE, ProducerType.SINGLE,
                this.strategy);
        Tally tally = new Tally();
        CountDownLatch ended = new CountDownLatch(1);
        disruptor.handleEventsWith((slot, sequence, endOfBatch) -> {
            Long item = slot.item;
            if (item != null) {
                tally.sum += item;
            }
            if (sequence == items - 1) {
                ended.countDown();
            }
        });
        RingBuffer<Slot> ring = disruptor.start();
        new Joining().start(() -> send(items, ring)).join();
        ended.await();
        disruptor.shutdown();
        return tally.sum;
    }

    private static void send(int items, RingBuffer<Slot> ring) {
        for (long i = 0; i < items; i++) {
            long sequence = ring.next();
            ring.get(sequence).item = i;
            ring.publish(sequence);
        }
    }

    private static final class Slot {

        private @Nullable Long item;

    }

}
