package org.minigun.process;

import java.time.Duration;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How workers die, and what is told of it.
 */
@Timeout(60)
class WorkerDeathTests {

    @Test
    void tellsTheExitCodeTheItemAndTheLastErrors() throws Exception {
        try (PoolFixture fixture = new PoolFixture((options) -> options)) {
            Worker worker = fixture.lease();
            worker.serve(1, "census", "inspect", null, Duration.ZERO, false);
            PoolFixture.ask(worker, "work");
            assertThat(PoolFixture.ask(worker, "errors")).isNull();
            DeathCertificate death = worker.awaitDeath("a jar");
            fixture.pool.lost(worker);
            assertThat(death.reason()).isEqualTo(DeathReason.EXIT);
            assertThat(death.exitCode()).isEqualTo(4);
            assertThat(death.signal()).isNull();
            assertThat(death.itemsServed()).isOne();
            assertThat(death.age()).isPositive();
            assertThat(death.lastErrors()).contains("first line", "it went wrong here");
            assertThat(new WorkerCrashException(death, 2)).hasMessageStartingWith("An item has cost 2 worker processes")
                .hasMessageContaining("Worker 0 (pid " + worker.pid() + ") of pool 'parser' exited with code 4 while it"
                        + " worked on an item of stage 'inspect' of task 'census'")
                .hasMessageContaining("after 1 item.")
                .hasMessageContaining("Item: a jar")
                .hasMessageContaining("it went wrong here");
        }
    }

    @Test
    void tellsThatAnExitWithCodeZeroIsADeathToo() throws Exception {
        DeathCertificate death = deathBy("halt 0");
        assertThat(death.reason()).isEqualTo(DeathReason.EXIT);
        assertThat(death.message()).contains("exited with code 0", "System.exit");
    }

    @Test
    void namesTheSignalThatCameFromOutside() throws Exception {
        DeathCertificate death = deathBy("signal KILL");
        assertThat(death.reason()).isEqualTo(DeathReason.SIGNAL);
        assertThat(death.signal()).isEqualTo("KILL");
        assertThat(death.exitCode()).isNull();
        assertThat(death.message()).contains("was killed by signal KILL", "Minigun has not sent it");
    }

    @Test
    void tellsWhereTheCrashFileOfTheJvmIs() throws Exception {
        DeathCertificate death = deathBy("signal SEGV");
        // The JVM's own handler aborts: the exit code alone would say ABRT.
        assertThat(death.signal()).isEqualTo("SEGV");
        assertThat(death.crashFile()).isNotNull();
        assertThat(death.message()).contains("Crash file of its JVM: " + death.crashFile());
    }

    @Test
    void tellsWhichMemoryHasRunOut() throws Exception {
        DeathCertificate death = deathBy("memory");
        assertThat(death.reason()).isEqualTo(DeathReason.OUT_OF_METASPACE);
        assertThat(death.message()).contains("ran out of room for classes (exit code 3)");
    }

    @Test
    void killsAWorkerThatClosesItsConnectionAndGoesOn() throws Exception {
        DeathCertificate death = deathBy("disconnect");
        assertThat(death.reason()).isEqualTo(DeathReason.DISCONNECTED);
    }

    @Test
    void killsAWorkerWhoseItemTakesTooLongAfterAskingForItsThreads() throws Exception {
        try (PoolFixture fixture = new PoolFixture((options) -> options)) {
            Worker worker = fixture.lease();
            worker.serve(1, "census", "inspect", Duration.ofMillis(300), Duration.ZERO, false);
            assertThat(PoolFixture.ask(worker, "rest 100")).isEqualTo("rested");
            long begun = System.nanoTime();
            assertThat(PoolFixture.ask(worker, "hang")).isNull();
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isBetween(Duration.ofMillis(250),
                    Duration.ofSeconds(5));
            DeathCertificate death = worker.awaitDeath("a jar");
            assertThat(death.reason()).isEqualTo(DeathReason.TIMEOUT);
            assertThat(death.threadDump()).contains("FakeWorker.hang");
            assertThat(death.message()).contains("300 ms", "item-timeout", "FakeWorker.hang");
            fixture.pool.lost(worker);
        }
    }

    @Test
    void sparesAWorkerThatIsHeldUp() throws Exception {
        try (PoolFixture fixture = new PoolFixture((options) -> options)) {
            Worker worker = fixture.lease();
            worker.serve(1, "census", "inspect", Duration.ofMillis(200), Duration.ZERO, false);
            worker.heldUp(true);
            assertThat(PoolFixture.ask(worker, "rest 1000")).isEqualTo("rested");
            fixture.pool.release(worker);
        }
    }

    @Test
    @Tag("long")
    void killsAWorkerThatGivesNoSignOfLife() throws Exception {
        try (PoolFixture fixture = new PoolFixture((options) -> options.unresponsiveTimeout(Duration.ofMillis(600)))) {
            Worker worker = fixture.lease();
            assertThat(PoolFixture.ask(worker, "rest 1500")).isEqualTo("rested");
            assertThat(PoolFixture.ask(worker, "silent")).isNull();
            assertThat(worker.awaitDeath(null).reason()).isEqualTo(DeathReason.UNRESPONSIVE);
            fixture.pool.lost(worker);
        }
    }

    @Test
    void killsTheProcessesThatAWorkerHasStarted() throws Exception {
        try (PoolFixture fixture = new PoolFixture((options) -> options)) {
            Worker worker = fixture.lease();
            ProcessHandle child = process(PoolFixture.ask(worker, "spawn"));
            ProcessHandle orphan = process(PoolFixture.ask(worker, "orphan"));
            assertThat(child.isAlive()).isTrue();
            assertThat(orphan.isAlive()).isTrue();
            PoolFixture.ask(worker, "halt 1");
            fixture.pool.lost(worker);
            Awaitility.await().until(() -> !child.isAlive() && !orphan.isAlive());
        }
    }

    @Test
    void keepsTheLastDeathForThoseWhoWatch() throws Exception {
        try (PoolFixture fixture = new PoolFixture((options) -> options)) {
            Worker worker = fixture.lease();
            PoolFixture.ask(worker, "halt 7");
            fixture.pool.lost(worker);
            Awaitility.await().until(() -> fixture.pool.lastDeath().isPresent());
            assertThat(fixture.pool.lastDeath().get().exitCode()).isEqualTo(7);
            Worker next = fixture.lease();
            assertThat(fixture.pool.workers()).singleElement()
                .satisfies((info) -> assertThat(info.restarts()).isOne())
                .satisfies((info) -> assertThat(info.index()).isZero())
                .satisfies((info) -> assertThat(info.lastDeath()).isNotNull());
            fixture.pool.release(next);
        }
    }

    private static ProcessHandle process(String pid) {
        return ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
    }

    private static DeathCertificate deathBy(String words) throws Exception {
        try (PoolFixture fixture = new PoolFixture((options) -> options)) {
            Worker worker = fixture.lease();
            assertThat(PoolFixture.ask(worker, words)).isNull();
            DeathCertificate death = worker.awaitDeath("a jar");
            fixture.pool.lost(worker);
            return death;
        }
    }

}
