package org.minigun.scenarios;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;

import org.junit.jupiter.api.Test;
import org.minigun.Concurrency;
import org.minigun.Pipeline;
import org.minigun.Run;
import org.minigun.execution.Engine;
import org.minigun.execution.PoolStatistics;
import org.minigun.metrics.Bottleneck;
import org.minigun.metrics.RunProgress;
import org.minigun.metrics.RunStatistics;
import org.minigun.metrics.StageStatistics;
import org.minigun.plan.NamedPool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Who waits for whom, how pools are used, and how far a run is.
 */
class WaitingStatisticsTests {

    @Test
    void sourcesOfASlowStageWaitForIt() {
        RunStatistics statistics = Scenario
            .run(Pipeline.named("blocked")
                .producer("generate", Scenario.numbers(1, 200))
                .consumer("slow", (n) -> Thread.sleep(2),
                        (stage) -> stage.concurrency(Concurrency.THREAD).poolSize(1).capacity(4))
                .build())
            .statistics();
        StageStatistics slow = statistics.stage("slow");
        assertThat(slow.blocked()).isGreaterThan(Duration.ofMillis(40));
        assertThat(slow.capacity()).isEqualTo(4);
        assertThat(Bottleneck.of(statistics)).hasValueSatisfying((it) -> assertThat(it.stage()).isEqualTo("slow"));
    }

    @Test
    void contextsBehindASlowProducerWaitForIt() {
        RunStatistics statistics = Scenario
            .run(Pipeline.named("starved").producer("generate", Integer.class, (output) -> {
                for (int i = 0; i < 60; i++) {
                    Thread.sleep(5);
                    output.emit(i);
                }
            }).consumer("quick", (n) -> {
            }, (stage) -> stage.concurrency(Concurrency.THREAD).poolSize(2)).build())
            .statistics();
        StageStatistics quick = statistics.stage("quick");
        assertThat(quick.starved()).isGreaterThan(Duration.ofMillis(70));
        assertThat(quick.blocked()).isZero();
        assertThat(statistics.bottleneck()).hasValue("generate");
    }

    @Test
    void aWaitThatGoesOnIsSeen() throws InterruptedException {
        CountDownLatch release = new CountDownLatch(1);
        try (Engine engine = Engine.create()) {
            Run run = engine.start(Pipeline.named("waits").producer("generate", Integer.class, (output) -> {
                output.emit(1);
                release.await();
            }).consumer("idle", (n) -> {
            }, (stage) -> stage.concurrency(Concurrency.THREAD).poolSize(2)).build());
            await().until(() -> run.statistics().stage("idle").starved().compareTo(Duration.ofMillis(50)) > 0);
            await()
                .untilAsserted(() -> assertThat(engine.pools()).filteredOn((pool) -> pool.name().equals("waits/idle"))
                    .singleElement()
                    .satisfies((pool) -> {
                        assertThat(pool.size()).isEqualTo(2);
                        assertThat(pool.idle()).isPositive();
                        assertThat(pool.active()).isZero();
                    }));
            release.countDown();
            Scenario.end(run);
            assertThat(engine.pools()).isEmpty();
        }
    }

    @Test
    void sharedPoolTellsWhoWaitsForAPlace() throws InterruptedException {
        CountDownLatch release = new CountDownLatch(1);
        try (Engine engine = Engine.builder().pool(new NamedPool("few", Concurrency.THREAD, 1)).build()) {
            Run run = engine
                .start(Pipeline.named("shared").producer("generate", Scenario.numbers(1, 10)).processor("one", (n) -> {
                    release.await();
                    return n;
                }, (stage) -> stage.pool("few")).consumer("two", (n) -> {
                }, (stage) -> stage.pool("few")).build());
            await().untilAsserted(() -> assertThat(engine.pools()).filteredOn((pool) -> pool.name().equals("few"))
                .singleElement()
                .returns(1, PoolStatistics::size)
                .returns(1, PoolStatistics::active)
                .returns(0, PoolStatistics::idle));
            release.countDown();
            Scenario.end(run);
            assertThat(engine.pools()).extracting(PoolStatistics::active).containsExactly(0);
        }
    }

    @Test
    void progressIsWhatHasPassedTheStageBehindTheProducer() throws InterruptedException {
        CountDownLatch half = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        try (Engine engine = Engine.create()) {
            Run run = engine.start(Pipeline.named("progress").producer("generate", Integer.class, (output) -> {
                output.expect(10);
                for (int i = 0; i < 10; i++) {
                    output.emit(i);
                }
            }).consumer("work", (n) -> {
                if (n == 5) {
                    half.countDown();
                    release.await();
                }
            }, (stage) -> stage.concurrency(Concurrency.THREAD).poolSize(1)).build());
            half.await();
            await().until(() -> run.statistics().emitted() == 10);
            RunProgress progress = run.statistics().progress();
            assertThat(progress).isEqualTo(new RunProgress(10, 5, 10));
            assertThat(progress.share()).hasValue(0.5);
            assertThat(progress.remaining(Duration.ofSeconds(2))).hasValue(Duration.ofSeconds(2));
            release.countDown();
            assertThat(Scenario.end(run).statistics().progress()).isEqualTo(new RunProgress(10, 10, 10));
        }
    }

    @Test
    void aProducerOfACollectionTellsItsSize() {
        assertThat(Scenario.run(Pipeline.named("list").producer("generate", List.of(1, 2, 3)).consumer("drop", (n) -> {
        }).build()).statistics().progress()).isEqualTo(new RunProgress(3, 3, 3));
    }

    @Test
    void aProducerElsewhereTellsItsTotalToo() {
        for (Concurrency elsewhere : List.of(Concurrency.PROCESS, Concurrency.ISOLATE)) {
            assertThat(Scenario.run(Pipeline.named("elsewhere").producer("generate", Integer.class, (output) -> {
                output.expect(2);
                output.emit(1);
                output.emit(2);
            }, (stage) -> stage.concurrency(elsewhere)).consumer("drop", (n) -> {
            }).build()).statistics().progress()).isEqualTo(new RunProgress(2, 2, 2));
        }
    }

    @Test
    void whoHasNotToldItsTotalHasNoShare() {
        RunProgress progress = Scenario.run(Pipeline.named("unknown")
            .producer("generate", Integer.class, (output) -> output.emit(1))
            .consumer("drop", (n) -> {
            })
            .build()).statistics().progress();
        assertThat(progress).isEqualTo(new RunProgress(1, 1, -1));
        assertThat(progress.share()).isEmpty();
        assertThat(progress.remaining(Duration.ofSeconds(1))).isEmpty();
    }

}
