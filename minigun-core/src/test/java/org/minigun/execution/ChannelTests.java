package org.minigun.execution;

import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.minigun.RunStoppedException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@Timeout(120)
class ChannelTests {

    private static final int[] CAPACITIES = { 1, 2, 3, 5, 16, 64, 65, 1024 };

    @ParameterizedTest
    @EnumSource(ChannelLoad.Pauses.class)
    void nothingIsLostBetweenOneSenderAndOneReceiver(ChannelLoad.Pauses pauses) {
        for (int capacity : CAPACITIES) {
            new ChannelLoad(capacity, 1, 1, 3_000, pauses, seed()).run(0);
        }
    }

    @ParameterizedTest
    @EnumSource(ChannelLoad.Pauses.class)
    void nothingIsLostBetweenManySendersAndOneReceiver(ChannelLoad.Pauses pauses) {
        for (int capacity : CAPACITIES) {
            new ChannelLoad(capacity, 4, 1, 1_000, pauses, seed()).run(0);
        }
    }

    @ParameterizedTest
    @EnumSource(ChannelLoad.Pauses.class)
    void nothingIsLostBetweenManySendersAndManyReceivers(ChannelLoad.Pauses pauses) {
        for (int capacity : CAPACITIES) {
            new ChannelLoad(capacity, 1, 4, 2_000, pauses, seed()).run(0);
            new ChannelLoad(capacity, 3, 4, 700, pauses, seed()).run(0);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = { 1, 3 })
    void strayInterruptsChangeNothing(int receivers) {
        for (int capacity : new int[] { 1, 2, 16, 256 }) {
            new ChannelLoad(capacity, 1, receivers, 1_000, ChannelLoad.Pauses.LONG, seed()).run(50);
            new ChannelLoad(capacity, 3, receivers, 500, ChannelLoad.Pauses.SHORT, seed()).run(50);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = { 1, 4 })
    void everyItemIsSomewhereAfterACutOff(int receivers) {
        Random random = new Random();
        for (int i = 0; i < 60; i++) {
            int capacity = CAPACITIES[i % CAPACITIES.length];
            ChannelLoad.Pauses pauses = ChannelLoad.Pauses.values()[i % 3];
            new ChannelLoad(capacity, 1 + i % 3, receivers, 1_000_000, pauses, seed())
                .runAndAbort(random.nextInt(5_000));
        }
    }

    @Tag("long")
    @Test
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    void nothingIsLostForLong() {
        Random random = new Random();
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
        while (System.nanoTime() < end) {
            int capacity = 1 + random.nextInt(random.nextBoolean() ? 8 : 300);
            int senders = 1 + random.nextInt(5);
            int receivers = 1 + random.nextInt(5);
            ChannelLoad.Pauses pauses = ChannelLoad.Pauses.values()[random.nextInt(3)];
            if (random.nextInt(3) == 0) {
                new ChannelLoad(capacity, senders, receivers, 1_000_000, pauses, seed())
                    .runAndAbort(random.nextInt(20_000));
            }
            else {
                new ChannelLoad(capacity, senders, receivers, 5_000, pauses, seed())
                    .run(random.nextInt(3) == 0 ? 100 : 0);
            }
        }
    }

    /** A wake-up that is lost costs the time after which a receiver looks again. */
    @ParameterizedTest
    @ValueSource(ints = { 1, 2, 1024 })
    void noWakeUpIsLostWhenItemsGoToAndFro(int capacity) throws InterruptedException {
        toAndFro(capacity, 5_000);
    }

    @Tag("long")
    @ParameterizedTest
    @ValueSource(ints = { 1, 3, 1024 })
    void noWakeUpIsLostWhenItemsGoToAndFroForLong(int capacity) throws InterruptedException {
        toAndFro(capacity, 100_000);
    }

    private static void toAndFro(int capacity, int rounds) throws InterruptedException {
        RunControl control = new RunControl();
        Channel to = new Channel(capacity, 1, false, 1, control);
        Channel fro = new Channel(capacity, 1, false, 1, control);
        Thread echo = new Thread(() -> {
            for (Object item = to.receive(true); item != null; item = to.receive(true)) {
                fro.send(item, null);
            }
        });
        echo.setDaemon(true);
        echo.start();
        Random random = new Random();
        long longest = 0;
        for (int i = 0; i < rounds; i++) {
            if (i % 8 == 0) {
                LockSupport.parkNanos(random.nextInt(300_000));
            }
            long start = System.nanoTime();
            to.send(i, null);
            assertThat(fro.receive(true)).isEqualTo(i);
            longest = Math.max(longest, System.nanoTime() - start);
        }
        to.sourceEnded();
        echo.join(10_000);
        assertThat(echo.isAlive()).isFalse();
        assertThat(longest).isLessThan(WaitStrategy.RECHECK_NANOS * 9 / 10);
    }

    @ParameterizedTest
    @ValueSource(ints = { 1, 2, 3, 10, 1024 })
    void aFullChannelHoldsItsCapacityAndItsSenderSleeps(int capacity) throws InterruptedException {
        RunControl control = new RunControl();
        Channel channel = new Channel(capacity, 1, false, 1, control);
        Thread sender = new Thread(() -> {
            for (int i = 0; i < capacity + 1; i++) {
                channel.send(i, null);
            }
        });
        sender.start();
        await().until(() -> channel.depth() == capacity);
        // Past its patience it still sleeps, and costs nothing.
        Thread.State state = await().pollDelay(WaitStrategy.PATIENCE_NANOS * 2, TimeUnit.NANOSECONDS)
            .until(sender::getState, (now) -> now != Thread.State.RUNNABLE);
        assertThat(state).isIn(Thread.State.WAITING, Thread.State.TIMED_WAITING);
        await().during(100, TimeUnit.MILLISECONDS)
            .until(() -> sender.getState() != Thread.State.RUNNABLE && channel.depth() == capacity);
        for (int i = 0; i < capacity + 1; i++) {
            assertThat(channel.receive(true)).isEqualTo(i);
        }
        sender.join(10_000);
        assertThat(sender.isAlive()).isFalse();
    }

    @Test
    void theEndComesWhenAllSourcesHaveEndedAndTheChannelIsEmpty() {
        Channel channel = new Channel(4, 2, true, 1, new RunControl());
        channel.send("a", null);
        channel.sourceEnded();
        channel.send("b", null);
        channel.sourceEnded();
        assertThat(channel.receive(false)).isEqualTo("a");
        assertThat(channel.receive(false)).isEqualTo("b");
        assertThat(channel.receive(false)).isNull();
        assertThat(channel.receive(false)).isNull();
        assertThat(channel.current()).isNull();
    }

    @Test
    void theEndWakesEveryReceiver() {
        Channel channel = new Channel(4, 1, false, 3, new RunControl());
        Thread[] receivers = new Thread[3];
        for (int i = 0; i < receivers.length; i++) {
            Lot lot = new Lot(channel.largestLot());
            channel.register(lot);
            receivers[i] = new Thread(() -> assertThat(channel.receive(lot, 4)).isFalse());
            receivers[i].start();
        }
        await().until(() -> channel.hasIdleReceivers());
        channel.sourceEnded();
        for (Thread receiver : receivers) {
            await().until(() -> !receiver.isAlive());
        }
    }

    @Test
    void aCutOffEndsTheWaitOfBothSides() {
        RunControl control = new RunControl();
        Channel empty = new Channel(1, 1, false, 1, control);
        Channel full = new Channel(1, 1, true, 1, control);
        full.send("there", null);
        AtomicReference<@Nullable Throwable> received = new AtomicReference<>();
        AtomicReference<@Nullable Throwable> sent = new AtomicReference<>();
        AtomicReference<@Nullable Throwable> behind = new AtomicReference<>();
        Thread[] threads = { thrownBy(() -> empty.receive(false), received),
                thrownBy(() -> full.send("first", null), sent), thrownBy(() -> full.send("second", null), behind) };
        for (Thread thread : threads) {
            await().until(
                    () -> thread.getState() == Thread.State.WAITING || thread.getState() == Thread.State.TIMED_WAITING);
        }
        control.raise(RunControl.ABORT);
        for (Thread thread : threads) {
            thread.interrupt();
            await().until(() -> !thread.isAlive());
        }
        assertThat(received.get()).isInstanceOf(RunStoppedException.class);
        assertThat(sent.get()).isInstanceOf(RunStoppedException.class);
        assertThat(behind.get()).isInstanceOf(RunStoppedException.class);
        assertThat(full.drain()).isEqualTo("there");
        assertThat(full.drain()).isNull();
    }

    private static Thread thrownBy(Runnable body, AtomicReference<@Nullable Throwable> thrown) {
        Thread thread = new Thread(() -> {
            try {
                body.run();
            }
            catch (Throwable ex) {
                thrown.set(ex);
            }
        });
        thread.start();
        return thread;
    }

    private static long seed() {
        return ThreadLocalRandom.current().nextLong();
    }

}
