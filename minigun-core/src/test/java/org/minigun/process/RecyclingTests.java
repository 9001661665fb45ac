package org.minigun.process;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Workers that are replaced after some items, some time or with some memory.
 */
@Timeout(60)
class RecyclingTests {

    @Test
    void replacesAWorkerAfterItsItems() throws Exception {
        try (PoolFixture fixture = new PoolFixture((options) -> options.size(1).recycle(10, null, Long.MAX_VALUE))) {
            Set<Long> pids = new HashSet<>();
            work(fixture, 50, pids);
            assertThat(pids).hasSize(5);
        }
    }

    @Test
    void startsTheReplacementBeforeTheOldOneGoes() throws Exception {
        try (PoolFixture fixture = new PoolFixture(
                (options) -> options.size(1).recycle(Long.MAX_VALUE, Duration.ofMillis(600), Long.MAX_VALUE))) {
            Worker worker = fixture.lease();
            Awaitility.await().pollInterval(Duration.ofMillis(5)).until(() -> {
                PoolFixture.ask(worker, "work");
                return worker.isRecyclingDue();
            });
            assertThat(fixture.pool.workers()).hasSize(2)
                .allSatisfy((info) -> assertThat(info.index()).isEqualTo(worker.index()));
            assertThat(worker.isAlive()).isTrue();
            fixture.pool.release(worker);
            long begun = System.nanoTime();
            Worker next = fixture.lease();
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofMillis(50));
            assertThat(next).isNotSameAs(worker);
            fixture.pool.release(next);
        }
    }

    @Test
    void s318_replacesAWorkerThatHoldsTooMuchMemory() throws Exception {
        try (PoolFixture fixture = new PoolFixture(
                (options) -> options.size(1).recycle(Long.MAX_VALUE, null, 110L << 20))) {
            Set<Long> pids = new HashSet<>();
            for (int n = 0; n < 20 && pids.size() < 2; n++) {
                Worker worker = fixture.lease();
                pids.add(worker.pid());
                while (!worker.isRecyclingDue() && worker.itemsServed() < 10) {
                    PoolFixture.ask(worker, "leak 8");
                }
                Awaitility.await().until(worker::isRecyclingDue);
                fixture.pool.release(worker);
            }
            assertThat(pids).hasSizeGreaterThan(1);
        }
    }

    @Test
    void s329_neverTakesAllWorkersAwayAtOneTime() throws Exception {
        try (PoolFixture fixture = new PoolFixture((options) -> options.size(3).recycle(20, null, Long.MAX_VALUE))) {
            AtomicInteger inService = new AtomicInteger();
            AtomicInteger least = new AtomicInteger(3);
            Set<Long> pids = ConcurrentHashMap.newKeySet();
            List<Worker> first = List.of(fixture.lease(), fixture.lease(), fixture.lease());
            inService.set(3);
            List<Thread> sessions = new ArrayList<>();
            AtomicInteger finished = new AtomicInteger();
            for (Worker begin : first) {
                Thread session = new Thread(() -> {
                    Worker worker = begin;
                    for (int n = 0; n < 100; n++) {
                        if (worker.isRecyclingDue()) {
                            int left = inService.decrementAndGet();
                            if (finished.get() == 0) {
                                least.accumulateAndGet(left, Math::min);
                            }
                            fixture.pool.release(worker);
                            worker = leased(fixture);
                            inService.incrementAndGet();
                        }
                        PoolFixture.ask(worker, "work");
                        pids.add(worker.pid());
                    }
                    finished.incrementAndGet();
                    fixture.pool.release(worker);
                });
                sessions.add(session);
                session.start();
            }
            for (Thread session : sessions) {
                session.join();
            }
            assertThat(least.get()).isPositive();
            assertThat(pids.size()).isBetween(6, 15);
        }
    }

    @Test
    void replacesAWorkerThoughAnotherRunThatSharedThePoolHasEnded() throws Exception {
        try (PoolFixture fixture = new PoolFixture((options) -> options.size(2).keepAlive(Duration.ofMillis(200)))) {
            Worker worker = fixture.lease();
            FakeControl other = new FakeControl();
            fixture.pool.release(fixture.pool.lease(other, false));
            fixture.pool.forget(other);
            Awaitility.await().until(() -> fixture.pool.workers().size() == 1);
            assertThat(fixture.pool.recycle(worker.pid())).isTrue();
            Awaitility.await().until(worker::isRecyclingDue);
            fixture.pool.release(worker);
            assertThat(fixture.lease()).isNotSameAs(worker);
        }
    }

    @Test
    void endsAWorkerThatIsOldWhileItHasNoWork() throws Exception {
        try (PoolFixture fixture = new PoolFixture(
                (options) -> options.recycle(Long.MAX_VALUE, Duration.ofMillis(600), Long.MAX_VALUE))) {
            fixture.pool.release(fixture.lease());
            Awaitility.await().until(() -> fixture.pool.workers().isEmpty());
            assertThat(fixture.pool.lastDeath()).isEmpty();
        }
    }

    private static void work(PoolFixture fixture, int items, Set<Long> pids) throws Exception {
        Worker worker = fixture.lease();
        for (int n = 0; n < items; n++) {
            if (worker.isRecyclingDue()) {
                fixture.pool.release(worker);
                worker = fixture.lease();
            }
            assertThat(worker.itemsLeft()).isPositive();
            assertThat(PoolFixture.ask(worker, "work")).isEqualTo("work");
            pids.add(worker.pid());
        }
        fixture.pool.release(worker);
    }

    private static Worker leased(PoolFixture fixture) {
        try {
            return fixture.lease();
        }
        catch (InterruptedException ex) {
            throw new IllegalStateException(ex);
        }
    }

}
