package org.minigun.execution;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

import org.jspecify.annotations.Nullable;
import org.minigun.RunStoppedException;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Puts a channel under load by senders and receivers that pause at random, and asserts
 * that nothing is lost, nothing comes twice, the items of one sender keep their order,
 * and the channel never holds more than its capacity.
 */
final class ChannelLoad {

    private final RunControl control = new RunControl();

    private final int capacity;

    private final int senders;

    private final int receivers;

    private final int items;

    private final Pauses pauses;

    private final long seed;

    private final Channel channel;

    private final AtomicInteger sent = new AtomicInteger();

    private final AtomicInteger begun = new AtomicInteger();

    private final AtomicInteger most = new AtomicInteger();

    private final List<List<Item>> received = new ArrayList<>();

    private final List<Lot> lots = new ArrayList<>();

    private final List<Thread> threads = new ArrayList<>();

    private final ConcurrentLinkedQueue<Throwable> thrown = new ConcurrentLinkedQueue<>();

    ChannelLoad(int capacity, int senders, int receivers, int items, Pauses pauses, long seed) {
        this.capacity = capacity;
        this.senders = senders;
        this.receivers = receivers;
        this.items = items;
        this.pauses = pauses;
        this.seed = seed;
        this.channel = new Channel(capacity, senders, senders > 1, receivers, this.control);
        for (int i = 0; i < receivers; i++) {
            List<Item> mine = Collections.synchronizedList(new ArrayList<>());
            this.received.add(mine);
            Random random = new Random(seed + i);
            thread("receiver-" + i, () -> receive(mine, random));
        }
        for (int i = 0; i < senders; i++) {
            int number = i;
            Random random = new Random(seed - 1 - i);
            thread("sender-" + i, () -> send(number, random));
        }
    }

    private void thread(String name, Runnable body) {
        Thread thread = new Thread(() -> {
            try {
                body.run();
            }
            catch (RunStoppedException ex) {
                if (!this.control.isAborted()) {
                    this.thrown.add(ex);
                }
            }
            catch (Throwable ex) {
                this.thrown.add(ex);
            }
        }, name);
        thread.setDaemon(true);
        this.threads.add(thread);
    }

    private void send(int number, Random random) {
        try {
            for (int i = 0; i < this.items; i++) {
                this.pauses.pause(random);
                this.channel.send(new Item(number, i), null);
                this.most.accumulateAndGet(this.sent.incrementAndGet() - this.begun.get(), Math::max);
            }
        }
        finally {
            this.channel.sourceEnded();
        }
    }

    private void receive(List<Item> mine, Random random) {
        if (this.receivers == 1) {
            for (Object item = next(random); item != null; item = next(random)) {
                took(mine, item, random);
            }
            return;
        }
        Lot lot = new Lot(this.channel.largestLot());
        synchronized (this.lots) {
            this.lots.add(lot);
        }
        this.channel.register(lot);
        while (this.channel.receive(lot, 1 + random.nextInt(64))) {
            for (Object item = lot.next(); item != null; item = lot.next()) {
                took(mine, item, random);
                lot.finished();
                this.control.checkAborted();
            }
        }
    }

    private @Nullable Object next(Random random) {
        this.control.checkAborted();
        return this.channel.receive(random.nextInt(8) == 0);
    }

    private void took(List<Item> mine, Object item, Random random) {
        this.begun.incrementAndGet();
        mine.add((Item) item);
        this.pauses.pause(random);
    }

    /** Lets all items through. */
    void run(long interruptEveryMicros) {
        this.threads.forEach(Thread::start);
        Random random = new Random(this.seed);
        while (interruptEveryMicros > 0 && this.threads.stream().anyMatch(Thread::isAlive)) {
            this.threads.get(random.nextInt(this.threads.size())).interrupt();
            LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(interruptEveryMicros));
        }
        join();
        assertThat(all()).as("seed " + this.seed).hasSize(this.senders * this.items).doesNotHaveDuplicates();
        assertThat(this.channel.depth()).isZero();
        assertBoundAndOrder();
    }

    /** Cuts the load off after a time, and asserts that every item is somewhere. */
    void runAndAbort(long afterMicros) {
        this.threads.forEach(Thread::start);
        LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(afterMicros));
        this.control.raise(RunControl.ABORT);
        this.threads.forEach(Thread::interrupt);
        join();
        List<Object> left = new ArrayList<>();
        for (Object item = this.channel.drain(); item != null; item = this.channel.drain()) {
            left.add(item);
        }
        for (Lot lot : this.lots) {
            for (Object item = lot.next(); item != null; item = lot.next()) {
                left.add(item);
            }
        }
        List<Object> somewhere = new ArrayList<>(all());
        somewhere.addAll(left);
        assertThat(somewhere).as("seed " + this.seed).hasSize(this.sent.get()).doesNotHaveDuplicates();
        assertBoundAndOrder();
    }

    private void join() {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        for (Thread thread : this.threads) {
            try {
                thread.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime())));
            }
            catch (InterruptedException ex) {
                throw new AssertionError(ex);
            }
            assertThat(thread.isAlive())
                .as(() -> "seed " + this.seed + ": " + thread + " hangs at " + List.of(thread.getStackTrace())
                        + " with " + this.channel.depth() + " items in the channel")
                .isFalse();
        }
        assertThat(this.thrown).as("seed " + this.seed).isEmpty();
    }

    private void assertBoundAndOrder() {
        // A receiver may have taken an item and not yet counted it.
        assertThat(this.most.get()).as("seed " + this.seed).isLessThanOrEqualTo(this.capacity + this.receivers);
        if (this.receivers == 1) {
            AtomicLong[] last = new AtomicLong[this.senders];
            java.util.Arrays.setAll(last, (i) -> new AtomicLong(-1));
            assertThat(this.received.get(0)).as("seed " + this.seed)
                .allMatch((item) -> last[item.sender()].getAndSet(item.number()) == item.number() - 1);
        }
    }

    private List<Item> all() {
        List<Item> all = new ArrayList<>();
        this.received.forEach(all::addAll);
        return all;
    }

    /** An item, with the number that its sender gave it. */
    record Item(int sender, int number) {
    }

    /** How threads pause between two items. */
    enum Pauses {

        /** Not at all. */
        NONE {

            @Override
            void pause(Random random) {
            }

        },

        /** Often, for a time in which the other side gives up spinning. */
        SHORT {

            @Override
            void pause(Random random) {
                if (random.nextInt(4) == 0) {
                    long end = System.nanoTime() + random.nextInt(30_000);
                    while (System.nanoTime() < end) {
                        Thread.onSpinWait();
                    }
                }
            }

        },

        /** Now and then, for a time in which the other side goes to sleep. */
        LONG {

            @Override
            void pause(Random random) {
                if (random.nextInt(50) == 0) {
                    LockSupport.parkNanos(random.nextInt(2_000_000));
                }
            }

        };

        abstract void pause(Random random);

    }

}
