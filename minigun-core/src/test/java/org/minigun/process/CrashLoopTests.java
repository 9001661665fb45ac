package org.minigun.process;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Starts that fail, and workers that die before they have done anything.
 */
@Timeout(60)
class CrashLoopTests {

    @Test
    void s315_triesAgainAfterAPauseThatGrows() throws Exception {
        try (PoolFixture fixture = new PoolFixture((options) -> options)) {
            fixture.starter.failing.set(3);
            long begun = System.nanoTime();
            Worker worker = fixture.lease();
            // Half of 100, 200 and 400 ms at least.
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThan(Duration.ofMillis(350));
            assertThat(fixture.starter.attempts).hasValue(4);
            assertThat(fixture.pool.isHealthy()).isTrue();
            fixture.pool.release(worker);
        }
    }

    @Test
    void s315_givesUpAfterTheAllowedStartsAndTellsTheLastFailure() {
        try (PoolFixture fixture = new PoolFixture((options) -> options.startAttempts(3))) {
            fixture.starter.failing.set(Integer.MAX_VALUE);
            assertThatExceptionOfType(WorkerStartException.class).isThrownBy(fixture::lease)
                .withMessageContaining("Workers of pool 'parser' do not start: 3 starts in a row have failed")
                .withMessageContaining("Resource temporarily unavailable")
                .satisfies((ex) -> assertThat(ex.attempts()).isEqualTo(3))
                .satisfies((ex) -> assertThat(ex.pool()).isEqualTo("parser"));
            assertThat(fixture.starter.attempts).hasValue(3);
            assertThat(fixture.pool.isHealthy()).isFalse();
        }
    }

    @Test
    void recoversWhenStartsWorkAgain() throws Exception {
        try (PoolFixture fixture = new PoolFixture((options) -> options.startAttempts(2))) {
            fixture.starter.failing.set(2);
            assertThatExceptionOfType(WorkerStartException.class).isThrownBy(fixture::lease);
            Worker worker = fixture.lease();
            PoolFixture.ask(worker, "work");
            fixture.pool.release(worker);
            assertThat(fixture.pool.isHealthy()).isTrue();
            Worker[] both = { fixture.lease(), fixture.lease() };
            assertThat(both).doesNotHaveDuplicates();
        }
    }

    @Test
    void givesUpAllLeasesThatWait() throws Exception {
        try (PoolFixture fixture = new PoolFixture((options) -> options.startAttempts(3))) {
            fixture.starter.failing.set(Integer.MAX_VALUE);
            CompletableFuture<Worker> other = CompletableFuture.supplyAsync(() -> {
                try {
                    return fixture.lease();
                }
                catch (InterruptedException ex) {
                    throw new IllegalStateException(ex);
                }
            }, (work) -> new Thread(work).start());
            assertThatExceptionOfType(WorkerStartException.class).isThrownBy(fixture::lease);
            assertThatExceptionOfType(ExecutionException.class).isThrownBy(() -> other.get(10, TimeUnit.SECONDS))
                .withCauseInstanceOf(WorkerStartException.class);
        }
    }

    @Test
    void countsWorkersThatDieBeforeTheirFirstItem() {
        try (PoolFixture fixture = new PoolFixture((options) -> options.startAttempts(3))) {
            assertThatExceptionOfType(WorkerStartException.class).isThrownBy(() -> {
                for (int n = 0; n < 10; n++) {
                    Worker worker = fixture.lease();
                    worker.started().process().destroyForcibly();
                    worker.awaitDeath(null);
                    fixture.pool.lost(worker);
                }
            }).withMessageContaining("was killed by signal KILL");
            assertThat(fixture.starter.attempts).hasValue(3);
        }
    }

    @Test
    void countsWorkersThatCannotOpenTheirSession() {
        try (PoolFixture fixture = new PoolFixture((options) -> options.startAttempts(2))) {
            assertThatExceptionOfType(WorkerStartException.class).isThrownBy(() -> {
                for (int n = 0; n < 10; n++) {
                    fixture.pool.failed(fixture.lease(), new IllegalStateException("no native library here"));
                }
            }).withMessageContaining("no native library here").withCauseInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void doesNotCountWorkersThatAnItemHasKilled() throws Exception {
        try (PoolFixture fixture = new PoolFixture((options) -> options.startAttempts(2))) {
            for (int n = 0; n < 4; n++) {
                Worker worker = fixture.lease();
                PoolFixture.ask(worker, "halt 1");
                fixture.pool.lost(worker);
            }
            assertThat(fixture.pool.isHealthy()).isTrue();
        }
    }

    @Test
    void endsALeaseThatWaitsForTheNextStartWhenItsRunIsCutOff() {
        try (PoolFixture fixture = new PoolFixture((options) -> options.startAttempts(1000))) {
            fixture.starter.failing.set(Integer.MAX_VALUE);
            CompletableFuture.runAsync(() -> {
                Awaitility.await().until(() -> fixture.starter.attempts.get() >= 4);
                fixture.control.aborted = true;
            });
            assertThatExceptionOfType(InterruptedException.class).isThrownBy(fixture::lease);
        }
    }

}
