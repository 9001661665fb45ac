package org.minigun.process;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Workers for one batch, and those that stand ready for the next.
 */
@Timeout(60)
class SpareWorkerTests {

    @Test
    void givesEachBatchAProcessOfItsOwnAndEndsItAfter() throws Exception {
        try (PoolFixture fixture = new PoolFixture((options) -> options.size(1))) {
            Set<Long> pids = new HashSet<>();
            for (int n = 0; n < 5; n++) {
                Worker worker = fixture.leaseFresh();
                assertThat(worker.itemsServed()).isZero();
                PoolFixture.ask(worker, "work");
                pids.add(worker.pid());
                fixture.pool.release(worker);
                assertThat(fixture.starter.alive()).isLessThanOrEqualTo(2);
            }
            assertThat(pids).hasSize(5);
            Awaitility.await().until(() -> fixture.pool.workers().size() == 1);
            assertThat(fixture.control.forks).hasValue(fixture.starter.attempts.get());
        }
    }

    @Test
    void handsOverASpareWithoutWaitingForAStart() throws Exception {
        try (PoolFixture fixture = new PoolFixture((options) -> options.size(1))) {
            List<Long> micros = new ArrayList<>();
            for (int n = 0; n < 15; n++) {
                Awaitility.await()
                    .until(() -> fixture.pool.workers().stream().anyMatch((w) -> w.state() == WorkerState.SPARE)
                            || fixture.starter.attempts.get() == 0);
                long begun = System.nanoTime();
                Worker worker = fixture.leaseFresh();
                PoolFixture.ask(worker, "work");
                micros.add((System.nanoTime() - begun) / 1000);
                fixture.pool.release(worker);
            }
            Collections.sort(micros);
            // A start takes some 100 ms; the median is far less than 10 on a machine at
            // rest.
            assertThat(micros.get(micros.size() / 2)).isLessThan(50_000);
        }
    }

    @Test
    void neverHasMoreProcessesThanLeasesAndSpares() throws Exception {
        try (PoolFixture fixture = new PoolFixture((options) -> options.size(2))) {
            AtomicLong most = new AtomicLong();
            Thread watch = new Thread(() -> {
                while (!Thread.interrupted()) {
                    most.accumulateAndGet(fixture.starter.alive(), Math::max);
                    Thread.yield();
                }
            });
            watch.start();
            Thread other = new Thread(() -> batches(fixture));
            other.start();
            batches(fixture);
            other.join();
            watch.interrupt();
            watch.join();
            assertThat(most.get()).isLessThanOrEqualTo(4);
        }
    }

    @Test
    @Tag("long")
    void endsASpareThatNobodyWantsAfterKeepAlive() throws Exception {
        try (PoolFixture fixture = new PoolFixture((options) -> options.keepAlive(Duration.ofMillis(600)))) {
            Worker busy = fixture.leaseFresh();
            Awaitility.await().until(() -> fixture.starter.alive() == 2);
            Awaitility.await().until(() -> fixture.starter.alive() == 1);
            int forks = fixture.control.forks.get();
            Awaitility.await().during(Duration.ofSeconds(1)).until(() -> fixture.control.forks.get() == forks);
            fixture.pool.release(busy);
        }
    }

    @Test
    void replacesASpareThatHasDied() throws Exception {
        try (PoolFixture fixture = new PoolFixture((options) -> options.size(1))) {
            Worker busy = fixture.leaseFresh();
            PoolFixture.ask(busy, "work");
            Awaitility.await().until(() -> fixture.pool.workers().size() == 2);
            long spare = fixture.pool.workers().get(1).pid();
            ProcessHandle.of(spare).orElseThrow().destroyForcibly();
            Awaitility.await()
                .until(() -> fixture.pool.workers()
                    .stream()
                    .anyMatch((worker) -> worker.state() == WorkerState.SPARE && worker.pid() != spare));
            fixture.pool.release(busy);
        }
    }

    @Test
    void makesRoomForAFreshWorkerWhenWarmOnesHoldIt() throws Exception {
        try (PoolFixture fixture = new PoolFixture((options) -> options)) {
            List<Worker> warm = List.of(fixture.lease(), fixture.lease());
            warm.forEach(fixture.pool::release);
            List<Worker> fresh = List.of(fixture.leaseFresh(), fixture.leaseFresh());
            assertThat(fresh).doesNotContainAnyElementsOf(warm);
        }
    }

    private static void batches(PoolFixture fixture) {
        try {
            for (int n = 0; n < 4; n++) {
                Worker worker = fixture.leaseFresh();
                PoolFixture.ask(worker, "work");
                fixture.pool.release(worker);
            }
        }
        catch (InterruptedException ex) {
            throw new IllegalStateException(ex);
        }
    }

}
