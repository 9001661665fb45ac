package org.minigun.process;

import java.time.Duration;
import java.util.List;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.minigun.process.launch.LaunchOptions;
import org.minigun.process.launch.WorkerLauncher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Pools of workers that the launcher has started.
 */
@Timeout(60)
class LaunchedWorkerTests {

    private static final LaunchOptions LAUNCH = LaunchOptions.DEFAULTS;

    @Test
    void startsKeepsAndEndsThem() throws Exception {
        ProcessHandle process;
        try (WorkerLauncher launcher = WorkerLauncher.create(); WorkerPools pools = new WorkerPools(launcher)) {
            WorkerPool pool = pools.pool(PoolFixture.OPTIONS, LAUNCH);
            assertThat(pools.pool(PoolFixture.OPTIONS, LAUNCH)).isSameAs(pool);
            FakeControl control = new FakeControl();
            Worker worker = pool.lease(control, false);
            process = ProcessHandle.of(worker.pid()).orElseThrow();
            long heartbeat = worker.status().heartbeat();
            Awaitility.await().until(() -> worker.status().heartbeat() > heartbeat);
            assertThat(pools.workers()).singleElement()
                .satisfies((info) -> assertThat(info.pid()).isEqualTo(worker.pid()))
                .satisfies((info) -> assertThat(info.state()).isEqualTo(WorkerState.LEASED));
            pool.release(worker);
            assertThat(pool.lease(control, false)).isSameAs(worker);
            pool.release(worker);
        }
        assertThat(process.isAlive()).isFalse();
    }

    @Test
    void endsThemPolitely() throws Exception {
        try (WorkerLauncher launcher = WorkerLauncher.create(); WorkerPools pools = new WorkerPools(launcher)) {
            WorkerPool pool = pools.pool(PoolFixture.OPTIONS, LAUNCH);
            Worker worker = pool.lease(new FakeControl(), true);
            pool.release(worker);
            DeathCertificate death = worker.awaitDeath(null);
            assertThat(death.reason()).isEqualTo(DeathReason.EXIT);
            assertThat(death.exitCode()).isZero();
            assertThat(pool.lastDeath()).isEmpty();
        }
    }

    @Test
    void tellsHowTheyDied() throws Exception {
        try (WorkerLauncher launcher = WorkerLauncher.create(); WorkerPools pools = new WorkerPools(launcher)) {
            WorkerPool pool = pools.pool(PoolFixture.OPTIONS, LAUNCH);
            Worker worker = pool.lease(new FakeControl(), false);
            new ProcessBuilder("kill", "-SEGV", "" + worker.pid()).start().waitFor();
            DeathCertificate death = worker.awaitDeath(null);
            pool.lost(worker);
            // The JVM's own handler aborts: the exit code alone would say ABRT.
            assertThat(death.signal()).isEqualTo("SEGV");
            assertThat(death.crashFile()).isNotNull().exists();
            assertThat(death.crashFile().toFile().delete()).isTrue();
        }
    }

    @Test
    void handsOnWhatAJvmSaysThatDoesNotStart() {
        try (WorkerLauncher launcher = WorkerLauncher.create(); WorkerPools pools = new WorkerPools(launcher)) {
            LaunchOptions wrong = new LaunchOptions(null, 64 << 20, List.of("-XX:NoSuchOption=1"),
                    LAUNCH.commandPrefix(), LAUNCH.environment(), LAUNCH.environmentNames(), LAUNCH.workerProperties(),
                    Duration.ofSeconds(20), LAUNCH.maxFrame(), LAUNCH.maxDepth(), false, 0, false);
            PoolOptions twice = new PoolFixture.Change(PoolFixture.OPTIONS).startAttempts(2).options();
            WorkerPool pool = pools.pool(twice, wrong);
            assertThatExceptionOfType(WorkerStartException.class).isThrownBy(() -> pool.lease(new FakeControl(), false))
                .withMessageContaining("2 starts in a row")
                .withMessageContaining("NoSuchOption");
            assertThat(pool.isHealthy()).isFalse();
            assertThat(pools.workers()).isEmpty();
        }
    }

}
