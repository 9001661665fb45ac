package org.minigun.process;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Sessions of several runs lease at random while workers die at random and runs are cut
 * off. The pool is whole again after it.
 */
@Timeout(90)
class PoolStormTests {

    private static final int LEASES = 12;

    @Test
    @Tag("long")
    void isWholeAfterAStorm() throws Exception {
        storm(1);
    }

    @ParameterizedTest
    @Tag("long")
    @ValueSource(longs = { 2, 3, 4, 5 })
    void isWholeAfterManyStorms(long seed) throws Exception {
        storm(seed);
    }

    private static void storm(long seed) throws Exception {
        try (PoolFixture fixture = new PoolFixture((options) -> options.size(3)
            .startAttempts(1000)
            .keepAlive(Duration.ofMillis(700))
            .recycle(5, null, Long.MAX_VALUE))) {
            Queue<Throwable> surprises = new ConcurrentLinkedQueue<>();
            AtomicInteger leased = new AtomicInteger();
            AtomicInteger mostLeased = new AtomicInteger();
            List<Thread> sessions = new ArrayList<>();
            for (int n = 0; n < 5; n++) {
                Random random = new Random(seed * 100 + n);
                Thread session = new Thread(() -> storm(fixture, random, leased, mostLeased));
                session.setUncaughtExceptionHandler((thread, thrown) -> surprises.add(thrown));
                sessions.add(session);
                session.start();
            }
            for (Thread session : sessions) {
                session.join();
            }
            assertThat(surprises).isEmpty();
            assertThat(mostLeased.get()).isLessThanOrEqualTo(3);
            List<Worker> whole = List.of(fixture.lease(), fixture.lease(), fixture.lease());
            whole.forEach((worker) -> assertThat(PoolFixture.ask(worker, "work")).isEqualTo("work"));
            whole.forEach(fixture.pool::release);
            Awaitility.await().until(() -> fixture.starter.alive() == 0 && fixture.pool.workers().isEmpty());
        }
    }

    private static void storm(PoolFixture fixture, Random random, AtomicInteger leased, AtomicInteger mostLeased) {
        FakeControl control = new FakeControl();
        for (int n = 0; n < LEASES; n++) {
            try {
                if (random.nextInt(6) == 0) {
                    fixture.starter.failing.incrementAndGet();
                }
                Worker worker = fixture.pool.lease(control, random.nextInt(3) == 0);
                mostLeased.accumulateAndGet(leased.incrementAndGet(), Math::max);
                serve(fixture, worker, random, leased);
            }
            catch (InterruptedException ex) {
                fixture.pool.forget(control);
                control = new FakeControl();
            }
            if (random.nextInt(5) == 0) {
                control.aborted = true;
            }
        }
    }

    private static void serve(PoolFixture fixture, Worker worker, Random random, AtomicInteger leased) {
        String words = switch (random.nextInt(6)) {
            case 0 -> "halt 1";
            case 1 -> "signal KILL";
            case 2 -> "disconnect";
            default -> "rest 5";
        };
        if (random.nextInt(6) == 0) {
            worker.started().process().destroyForcibly();
        }
        boolean answered = false;
        try {
            answered = PoolFixture.ask(worker, words) != null;
        }
        catch (UncheckedIOException ex) {
            // It was dead before it was told anything.
            assertThat(words).isNotNull();
        }
        leased.decrementAndGet();
        if (answered) {
            fixture.pool.release(worker);
        }
        else {
            fixture.pool.lost(worker);
        }
    }

}
