package org.minigun.process;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Leases, and how long processes live.
 */
@Timeout(60)
class WorkerPoolTests {

    @Test
    void keepsAWorkerWarmForTheNextLease() throws Exception {
        try (PoolFixture fixture = new PoolFixture((options) -> options)) {
            Worker first = fixture.lease();
            assertThat(PoolFixture.ask(first, "work")).isEqualTo("work");
            fixture.pool.release(first);
            FakeControl secondRun = new FakeControl();
            assertThat(fixture.pool.lease(secondRun, false)).isSameAs(first);
            assertThat(fixture.control.forks).hasValue(1);
            assertThat(secondRun.forks).hasValue(0);
        }
    }

    @Test
    void runsHooksOncePerStartAndGivesEachWorkerItsNumber() throws Exception {
        try (PoolFixture fixture = new PoolFixture((options) -> options)) {
            Worker first = fixture.lease();
            Worker second = fixture.lease();
            assertThat(fixture.control.forks).hasValue(2);
            assertThat(List.of(first.index(), second.index())).containsExactlyInAnyOrder(0, 1);
            PoolFixture.ask(second, "halt 1");
            fixture.pool.lost(second);
            assertThat(fixture.lease().index()).isEqualTo(second.index());
            assertThat(fixture.control.forks).hasValue(3);
        }
    }

    @Test
    void servesLeasesInTheOrderInWhichTheyCame() throws Exception {
        try (PoolFixture fixture = new PoolFixture((options) -> options.size(1))) {
            Worker worker = fixture.lease();
            List<Integer> served = new ArrayList<>();
            List<CompletableFuture<Void>> waiting = new ArrayList<>();
            for (int n = 0; n < 5; n++) {
                int number = n;
                CompletableFuture<Thread> begun = new CompletableFuture<>();
                waiting.add(CompletableFuture.runAsync(() -> {
                    begun.complete(Thread.currentThread());
                    Worker leased = leased(fixture);
                    served.add(number);
                    fixture.pool.release(leased);
                }, (work) -> new Thread(work).start()));
                Thread thread = begun.get();
                Awaitility.await().until(() -> thread.getState() == Thread.State.TIMED_WAITING);
            }
            fixture.pool.release(worker);
            CompletableFuture.allOf(waiting.toArray(CompletableFuture[]::new)).get(20, TimeUnit.SECONDS);
            assertThat(served).containsExactly(0, 1, 2, 3, 4);
        }
    }

    @Test
    void endsAWaitingLeaseWhenItsRunIsCutOff() throws Exception {
        try (PoolFixture fixture = new PoolFixture((options) -> options.size(1))) {
            Worker worker = fixture.lease();
            FakeControl other = new FakeControl();
            CompletableFuture<Worker> waiting = CompletableFuture.supplyAsync(() -> leased(fixture, other),
                    (work) -> new Thread(work).start());
            assertThat(waiting).isNotDone();
            other.aborted = true;
            assertThatExceptionOfType(ExecutionException.class).isThrownBy(() -> waiting.get(5, TimeUnit.SECONDS))
                .withMessageContaining("cut off");
            fixture.pool.release(worker);
            assertThat(fixture.lease()).isSameAs(worker);
        }
    }

    @Test
    void endsAWaitingLeaseWhenItsThreadIsInterrupted() throws Exception {
        try (PoolFixture fixture = new PoolFixture((options) -> options.size(1))) {
            Worker worker = fixture.lease();
            Thread.currentThread().interrupt();
            assertThatExceptionOfType(InterruptedException.class).isThrownBy(fixture::lease);
            fixture.pool.release(worker);
            assertThat(fixture.lease()).isSameAs(worker);
        }
    }

    @Test
    @Tag("long")
    void endsWorkersAfterKeepAlive() throws Exception {
        try (PoolFixture fixture = new PoolFixture((options) -> options.keepAlive(Duration.ofMillis(700)))) {
            Worker first = fixture.lease();
            Worker second = fixture.lease();
            fixture.pool.release(first);
            fixture.pool.release(second);
            assertThat(fixture.starter.alive()).isEqualTo(2);
            Awaitility.await().until(() -> fixture.starter.alive() == 0 && fixture.pool.workers().isEmpty());
            Awaitility.await().until(() -> threads("minigun-supervisor") == 0 && threads("minigun-processes") == 0);
            assertThat(fixture.pool.lastDeath()).isEmpty();
            assertThat(fixture.lease().pid()).isNotIn(first.pid(), second.pid());
        }
    }

    @Test
    @Tag("long")
    void endsWorkersBeyondTheLeastNumberSooner() throws Exception {
        try (PoolFixture fixture = new PoolFixture(
                (options) -> options.minProcesses(1).keepAlive(Duration.ofMillis(1500)))) {
            Worker busy = fixture.lease();
            fixture.pool.release(fixture.lease());
            Awaitility.await().until(() -> fixture.starter.alive() == 1);
            fixture.pool.release(busy);
            Awaitility.await().until(() -> fixture.starter.alive() == 0);
        }
    }

    @Test
    void replacesAWorkerThatDiesWithoutWork() throws Exception {
        try (PoolFixture fixture = new PoolFixture((options) -> options)) {
            Worker worker = fixture.lease();
            PoolFixture.ask(worker, "work");
            fixture.pool.release(worker);
            fixture.starter.started.get(0).destroyForcibly();
            Awaitility.await().until(() -> fixture.pool.workers().isEmpty());
            Worker next = fixture.lease();
            assertThat(PoolFixture.ask(next, "work")).isEqualTo("work");
            assertThat(fixture.pool.isHealthy()).isTrue();
        }
    }

    @Test
    @Tag("long")
    void neverLosesCapacityByDeaths() throws Exception {
        try (PoolFixture fixture = new PoolFixture((options) -> options.size(3))) {
            for (int n = 0; n < 3; n++) {
                List<Worker> workers = List.of(fixture.lease(), fixture.lease(), fixture.lease());
                workers.forEach((worker) -> PoolFixture.tell(worker, "halt 1"));
                workers.forEach((worker) -> {
                    PoolFixture.hear(worker);
                    fixture.pool.lost(worker);
                    fixture.pool.lost(worker);
                });
            }
            assertThat(List.of(fixture.lease(), fixture.lease(), fixture.lease())).doesNotHaveDuplicates();
        }
    }

    @Test
    void startsAllWorkersAheadWhenAsked() throws Exception {
        try (PoolFixture fixture = new PoolFixture((options) -> options)) {
            fixture.pool.startAll(fixture.control);
            Awaitility.await().until(() -> fixture.pool.workers().size() == 2);
            fixture.lease();
            fixture.lease();
            assertThat(fixture.control.forks).hasValue(2);
        }
    }

    @Test
    void endsAllWorkersAndThreadsWhenItIsClosed() throws Exception {
        PoolFixture fixture = new PoolFixture((options) -> options.size(3));
        Worker leased = fixture.lease();
        Worker free = fixture.lease();
        PoolFixture.tell(leased, "hang");
        fixture.pool.release(free);
        fixture.pool.startAll(fixture.control);
        long begun = System.nanoTime();
        fixture.pool.close();
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(4));
        Awaitility.await().until(() -> fixture.starter.alive() == 0);
        fixture.pool.close();
        fixture.pool.lost(leased);
        assertThatExceptionOfType(InterruptedException.class).isThrownBy(fixture::lease)
            .withMessageContaining("closed");
        fixture.close();
        Awaitility.await().until(() -> threads("minigun-supervisor") == 0 && threads("minigun-processes") == 0);
    }

    @Test
    void killsWorkersThatDoNotEndWhenTheyAreTold() throws Exception {
        PoolFixture fixture = new PoolFixture((options) -> options.shutdownTimeout(Duration.ofSeconds(2)));
        Worker stopped = fixture.lease();
        fixture.pool.release(stopped);
        new ProcessBuilder("kill", "-STOP", "" + stopped.pid()).start().waitFor();
        long begun = System.nanoTime();
        fixture.pool.close();
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofMillis(2500));
        assertThat(fixture.starter.alive()).isZero();
        fixture.close();
    }

    @Test
    void doesNotStartForARunThatHasEnded() throws Exception {
        try (PoolFixture fixture = new PoolFixture((options) -> options)) {
            fixture.pool.release(fixture.leaseFresh());
            fixture.control.aborted = true;
            fixture.pool.forget(fixture.control);
            Awaitility.await().until(() -> fixture.starter.alive() == fixture.pool.workers().size());
            int forks = fixture.control.forks.get();
            fixture.starter.started.forEach(ProcessHandle::destroyForcibly);
            Awaitility.await().during(Duration.ofSeconds(1)).until(() -> fixture.control.forks.get() == forks);
        }
    }

    private static Worker leased(PoolFixture fixture) {
        return leased(fixture, fixture.control);
    }

    private static Worker leased(PoolFixture fixture, FakeControl control) {
        try {
            return fixture.pool.lease(control, false);
        }
        catch (InterruptedException ex) {
            throw new IllegalStateException(ex);
        }
    }

    private static long threads(String prefix) {
        return Thread.getAllStackTraces()
            .keySet()
            .stream()
            .filter((thread) -> thread.getName().startsWith(prefix))
            .count();
    }

}
