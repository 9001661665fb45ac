package org.minigun.scenarios;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.minigun.Concurrency;
import org.minigun.Ledger.EdgeEntry;
import org.minigun.Ledger.StageEntry;
import org.minigun.OnError;
import org.minigun.Pipeline;
import org.minigun.PipelineBuilder;
import org.minigun.Run;
import org.minigun.RunResult;
import org.minigun.RunState;
import org.minigun.execution.Engine;
import org.minigun.metrics.LatencySummary;
import org.minigun.metrics.RunStatistics;
import org.minigun.metrics.StageStatistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The rows of "Statistics" that need no child process. Those about single numbers are
 * with the classes that keep them.
 */
class StatisticsTests {

    private final List<Integer> collected = Scenario.collected();

    @Test
    void s203_countsAndTimesOfARun() {
        RunStatistics statistics = Scenario
            .run(Pipeline.named("s203").producer("generate", Scenario.numbers(1, 20)).processor("process", (n) -> {
                if (n % 5 == 0) {
                    Thread.sleep(1);
                }
                return n * 2;
            }).consumer("collect", this.collected::add).build())
            .statistics();
        assertThat(statistics.emitted()).isEqualTo(20);
        assertThat(statistics.consumed()).isEqualTo(20);
        assertThat(statistics.runtime()).isPositive();
        assertThat(statistics.throughput()).isPositive();
        assertThat(statistics.stages()).extracting(StageStatistics::stage)
            .containsExactly("generate", "process", "collect");
        assertThat(statistics.stage("generate").latency()).isEqualTo(LatencySummary.NONE);
        for (String stage : List.of("process", "collect")) {
            LatencySummary latency = statistics.stage(stage).latency();
            assertThat(latency.count()).isEqualTo(20);
            assertThat(latency.p50()).isPositive().isLessThanOrEqualTo(latency.p90());
            assertThat(latency.p90()).isLessThanOrEqualTo(latency.p95());
        }
        assertThat(statistics.stage("process").latency().p90()).isGreaterThanOrEqualTo(Duration.ofMillis(1));
        assertThat(statistics.bottleneck()).hasValueSatisfying((stage) -> assertThat(stage).isIn("process", "collect"));
    }

    @Test
    void s204_ledgerOfEveryStageAndEdge() {
        RunResult result = Scenario.run(Pipeline.named("s204")
            .producer("generate", Scenario.numbers(1, 30))
            .processor("skip", (n) -> fail(n % 10 == 0, n), (o) -> o.onError(OnError.SKIP))
            .processor("letter", (n) -> fail(n % 9 == 0, n),
                    (o) -> o.onError(OnError.DEAD_LETTER).concurrency(Concurrency.THREAD, 3))
            .processor("filter", (n) -> (n % 2 == 0) ? n : null)
            .processor("twice", Integer.class, (n, out) -> {
                out.emit(n);
                out.emit(-n);
            })
            .accumulator("batch", (o) -> o.maxSize(4))
            .consumer("collect", this.collected::addAll)
            .build());
        assertThat(result.ledger().isTrue()).isTrue();
        // 3 of 30 are skipped, 9, 18 and 27 are dead letters, 11 of the others are even.
        assertThat(result.ledger().stages()).containsExactly(new StageEntry("generate", 0, 0, 0, 0, 0, 0),
                new StageEntry("skip", 30, 27, 0, 3, 0, 0), new StageEntry("letter", 27, 24, 0, 0, 3, 0),
                new StageEntry("filter", 24, 24, 0, 0, 0, 0), new StageEntry("twice", 11, 11, 0, 0, 0, 0),
                new StageEntry("batch", 22, 22, 0, 0, 0, 0), new StageEntry("collect", 6, 6, 0, 0, 0, 0));
        assertThat(result.ledger().edges()).containsExactlyInAnyOrder(new EdgeEntry("generate", "skip", 30, 30),
                new EdgeEntry("skip", "letter", 27, 27), new EdgeEntry("letter", "filter", 24, 24),
                new EdgeEntry("filter", "twice", 11, 11), new EdgeEntry("twice", "batch", 22, 22),
                new EdgeEntry("batch", "collect", 6, 6));
        assertThat(this.collected).hasSize(22);
    }

    private static Integer fail(boolean fails, Integer item) {
        if (fails) {
            throw new IllegalStateException("item " + item);
        }
        return item;
    }

    @RepeatedTest(5)
    void s205_countsFromManyThreadsAreExact() {
        PipelineBuilder<Integer> builder = Pipeline.named("s205").producer("generate0", Scenario.numbers(1, 100));
        for (int i = 1; i < 10; i++) {
            builder = builder.producer("generate" + i, Scenario.numbers(1, 100));
        }
        RunResult result = Scenario
            .run(builder.processor("filter", (n) -> (n <= 50) ? n : null, (o) -> o.concurrency(Concurrency.THREAD, 10))
                .consumer("collect", this.collected::add, (o) -> o.concurrency(Concurrency.THREAD, 10))
                .build());
        assertThat(result.statistics().emitted()).isEqualTo(1000);
        assertThat(result.statistics().stage("filter").received()).isEqualTo(1000);
        assertThat(result.statistics().stage("filter").done()).isEqualTo(1000);
        assertThat(result.statistics().stage("filter").emitted()).isEqualTo(500);
        assertThat(result.statistics().consumed()).isEqualTo(500);
        assertThat(this.collected).hasSize(500);
    }

    @Test
    void s208_twoFailuresOfTen() {
        RunResult result = Scenario.run(Pipeline.named("s208")
            .producer("generate", Scenario.numbers(1, 10))
            .consumer("collect", (n) -> fail(n % 5 == 0, n), (o) -> o.onError(OnError.SKIP))
            .build());
        StageStatistics collect = result.statistics().stage("collect");
        assertThat(collect.done()).isEqualTo(8);
        assertThat(collect.skipped()).isEqualTo(2);
        assertThat(collect.successRate()).isEqualTo(0.8);
    }

    @Test
    void s209_bottleneckIsTheSlowBranch() {
        RunResult result = Scenario.run(Pipeline.named("s209")
            .producer("generate", Scenario.numbers(1, 60), (o) -> o.to("fast", "slow"))
            .processor("fast", (n) -> n, (o) -> o.concurrency(Concurrency.THREAD, 2).to("collect"))
            .taking(Integer.class)
            .processor("slow", (n) -> {
                Thread.sleep(5);
                return n;
            }, (o) -> o.concurrency(Concurrency.THREAD, 2).to("collect"))
            .accumulator("collect")
            .consumer("save", (batch) -> this.collected.addAll(batch))
            .build());
        assertThat(this.collected).hasSize(120);
        assertThat(result.statistics().bottleneck()).hasValue("slow");
        assertThat(result.statistics().stages()).extracting(StageStatistics::stage)
            .containsExactly("generate", "fast", "slow", "collect", "save");
    }

    @Test
    void s211_totalsOfOneProducer() {
        RunStatistics statistics = Scenario
            .run(Pipeline.named("s211-one")
                .producer("generate", Scenario.numbers(1, 20))
                .processor("pass", (n) -> n)
                .consumer("collect", this.collected::add)
                .build())
            .statistics();
        assertThat(statistics.emitted()).isEqualTo(20);
        assertThat(statistics.consumed()).isEqualTo(20);
    }

    @Test
    void s211_totalsOfSeveralProducersAndLastStages() {
        RunStatistics statistics = Scenario
            .run(Pipeline.named("s211-two")
                .producer("generate1", Scenario.numbers(1, 10))
                .producer("generate2", Scenario.numbers(1, 5))
                .consumer("collect1", this.collected::add)
                .consumer("collect2", this.collected::add)
                .build())
            .statistics();
        assertThat(statistics.emitted()).isEqualTo(15);
        assertThat(statistics.consumed()).isEqualTo(this.collected.size()).isEqualTo(30);
    }

    @Test
    void s211_totalsIncludeNestedPipelines() {
        Pipeline nested = Pipeline.nested("load", Integer.class)
            .processor("pass", (n) -> n, (o) -> o.to("save"))
            .producer("more", Scenario.numbers(11, 15), (o) -> o.to("save"))
            .consumer("save", this.collected::add)
            .build();
        RunStatistics statistics = Scenario
            .run(Pipeline.named("s211-nested").producer("generate", Scenario.numbers(1, 10)).pipeline(nested).build())
            .statistics();
        assertThat(this.collected).containsExactlyInAnyOrderElementsOf(Scenario.numbers(1, 15));
        assertThat(statistics.emitted()).isEqualTo(15);
        assertThat(statistics.consumed()).isEqualTo(15);
        assertThat(statistics.stage("load/more").emitted()).isEqualTo(5);
    }

    @Test
    void s211_totalsOfAnEmptyRun() {
        RunStatistics statistics = Scenario
            .run(Pipeline.named("s211-empty")
                .producer("generate", List.<Integer>of())
                .consumer("collect", this.collected::add)
                .build())
            .statistics();
        assertThat(statistics.emitted()).isZero();
        assertThat(statistics.consumed()).isZero();
        assertThat(statistics.throughput()).isZero();
        assertThat(statistics.bottleneck()).isEmpty();
        assertThat(statistics.stage("collect").successRate()).isEqualTo(1);
    }

    @Test
    void s211_failingProducerCountsWhatItHadEmitted() {
        RunResult result = Scenario.run(Pipeline.named("s211-failing").producer("generate", Integer.class, (out) -> {
            Scenario.numbers(1, 3).forEach(out::emit);
            throw new IllegalStateException("no more");
        }, (o) -> o.onError(OnError.SKIP)).consumer("collect", this.collected::add).build());
        assertThat(result.state()).isEqualTo(RunState.COMPLETED);
        assertThat(result.statistics().emitted()).isEqualTo(3);
        assertThat(result.statistics().consumed()).isEqualTo(3);
        assertThat(result.producerFailures()).singleElement().satisfies((failure) -> {
            assertThat(failure.producer()).isEqualTo("generate");
            assertThat(failure.cause()).hasMessage("no more");
        });
    }

    @RepeatedTest(3)
    void s213_snapshotsOnlyGrow() {
        try (Engine engine = Engine.create()) {
            Run run = engine.start(Pipeline.named("s213")
                .producer("generate", (Iterable<Integer>) () -> Stream.iterate(0, (n) -> n + 1).iterator())
                .processor("pool", (n) -> n, (o) -> o.concurrency(Concurrency.THREAD, 3))
                .processor("fail", (n) -> fail(n % 1000 == 0, n), (o) -> o.onError(OnError.DEAD_LETTER))
                .consumer("drop", (n) -> {
                })
                .build());
            List<RunStatistics> snapshots = new ArrayList<>();
            await().pollInterval(Duration.ofMillis(1)).pollDelay(Duration.ZERO).until(() -> {
                snapshots.add(run.statistics());
                return snapshots.size() > 100 && run.statistics().consumed() > 10_000;
            });
            run.stop();
            RunResult result = Scenario.end(run);
            snapshots.add(result.statistics());
            assertThat(result.state()).isEqualTo(RunState.STOPPED);
            assertThat(result.deadLetters()).isNotEmpty();
            for (int i = 0; i < snapshots.size(); i++) {
                assertConsistent(snapshots.get(Math.max(0, i - 1)), snapshots.get(i));
            }
        }
    }

    private static void assertConsistent(RunStatistics before, RunStatistics now) {
        for (StageStatistics stage : now.stages()) {
            StageStatistics former = before.stage(stage.stage());
            assertThat(stage.received()).isGreaterThanOrEqualTo(former.received());
            assertThat(stage.done()).isGreaterThanOrEqualTo(former.done());
            assertThat(stage.emitted()).isGreaterThanOrEqualTo(former.emitted());
            assertThat(stage.deadLettered()).isGreaterThanOrEqualTo(former.deadLettered());
            assertThat(stage.busy()).isGreaterThanOrEqualTo(former.busy());
            assertThat(stage.queueDepth()).isBetween(0L, 1024L);
            if (!stage.stage().equals("generate")) {
                assertThat(stage.received() - stage.done() - stage.deadLettered()).isNotNegative();
            }
        }
    }

    @Test
    void s465_ledgerOfAnAccumulator() {
        RunResult result = Scenario.run(Pipeline.named("s465")
            .producer("generate", Scenario.numbers(1, 25))
            .accumulator("batch", (o) -> o.maxSize(10))
            .consumer("collect", (batch) -> this.collected.addAll(batch))
            .build());
        assertThat(result.ledger().stage("batch")).isEqualTo(new StageEntry("batch", 25, 25, 0, 0, 0, 0));
        assertThat(result.ledger().edge("batch", "collect")).isEqualTo(new EdgeEntry("batch", "collect", 3, 3));
        assertThat(result.ledger().stage("collect")).isEqualTo(new StageEntry("collect", 3, 3, 0, 0, 0, 0));
        assertThat(this.collected).hasSize(25);
    }

}
