package org.minigun.scenarios;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.minigun.Affinity;
import org.minigun.Concurrency;
import org.minigun.DeadLetter;
import org.minigun.Ledger;
import org.minigun.OnError;
import org.minigun.Output;
import org.minigun.Pipeline;
import org.minigun.Run;
import org.minigun.RunListener;
import org.minigun.RunResult;
import org.minigun.RunState;
import org.minigun.Setting;
import org.minigun.graph.Routing;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Nested pipelines and colocated stages that run together in worker processes.
 */
class WorkerPipelineTests {

    private static final long OWN_PID = ProcessHandle.current().pid();

    record Marked(int value, long first, long second) {

        Set<Long> pids() {
            return new HashSet<>(List.of(this.first, this.second));
        }

    }

    static long pid() {
        return ProcessHandle.current().pid();
    }

    @Test
    void s360_colocatedStagesShareTheWorkerOfTheirSource() {
        List<Marked> collected = Scenario.collected();
        List<Long> consumers = Scenario.collected();
        RunResult result = Topology.completed(
                Pipeline.named("s360").producer("numbers", Scenario.numbers(1, 8)).processor("first", (Integer n) -> {
                    Thread.sleep(50);
                    return new Marked(n, pid(), 0);
                }, (o) -> o.concurrency(Concurrency.PROCESS, 2))
                    .processor("second", (Marked m) -> new Marked(m.value(), m.first(), pid()),
                            (o) -> o.affinity(Affinity.COLOCATED))
                    .consumer("collect", (m) -> {
                        consumers.add(pid());
                        collected.add(m);
                    }, (o) -> o.concurrency(Concurrency.THREAD, 1))
                    .build());
        assertThat(collected).hasSize(8).allSatisfy((m) -> assertThat(m.first()).isEqualTo(m.second()));
        assertThat(pids(collected)).hasSize(2).doesNotContain(OWN_PID);
        assertThat(consumers).containsOnly(OWN_PID);
        assertThat(result.ledger().stage("second").done()).isEqualTo(8);
        assertThat(result.ledger().edge("first", "second").received()).isEqualTo(8);
    }

    private static Set<Long> pids(List<Marked> collected) {
        Set<Long> pids = new HashSet<>();
        collected.forEach((each) -> pids.addAll(each.pids()));
        return pids;
    }

    @Test
    void s382_aRouterFeedsPipelinesInTwoWorkers() {
        Set<Long> pids = java.util.concurrent.ConcurrentHashMap.newKeySet();
        List<String> collected = Scenario.collected();
        Topology.completed(Pipeline.named("s382").producer("route", Integer.class, (Output<Integer> output) -> {
            output.to("a").emit(1);
            output.to("b").emit(2);
        }, (o) -> o.to("a", "b").routing(Routing.DYNAMIC))
            .pipeline(labelled("a"), String.class, (o) -> o.concurrency(Concurrency.PROCESS, 1).to("collect"))
            .pipeline(labelled("b"), String.class, (o) -> o.concurrency(Concurrency.PROCESS, 1).to("collect"))
            .consumer("collect", (String text) -> {
                pids.add(Long.valueOf(text.substring(text.indexOf('@') + 1)));
                collected.add(text.substring(0, text.indexOf('@')));
            })
            .build());
        assertThat(collected).containsExactlyInAnyOrder("a:1", "b:2");
        assertThat(pids).hasSize(2).doesNotContain(OWN_PID);
    }

    private static Pipeline labelled(String name) {
        return Pipeline.nested(name, Integer.class)
            .processor("label", (Integer n) -> name + ":" + n + "@" + pid())
            .build();
    }

    @Test
    void s388_aPipelineRunsInAWorkerWithAllItsStages() {
        List<Marked> collected = Scenario.collected();
        RunResult result = Topology.completed(Pipeline.named("s388")
            .producer("numbers", Scenario.numbers(1, 10))
            .pipeline(heavy(0), Marked.class, (o) -> o.concurrency(Concurrency.PROCESS, 1))
            .consumer("collect", collected::add)
            .build());
        assertThat(collected).extracting(Marked::value).containsExactlyInAnyOrder(3, 5, 7, 9, 11, 13, 15, 17, 19, 21);
        assertThat(pids(collected)).hasSize(1).doesNotContain(OWN_PID);
        assertThat(result.ledger().stage("heavy/double").done()).isEqualTo(10);
        assertThat(result.ledger().stage("heavy/add").done()).isEqualTo(10);
        assertThat(result.ledger().edge("heavy/add", "collect").received()).isEqualTo(10);
    }

    private static Pipeline heavy(int millis) {
        return Pipeline.nested("heavy", Integer.class).processor("double", (Integer n) -> {
            Thread.sleep(millis);
            return new Marked(n * 2, pid(), 0);
        }).processor("add", (Marked m) -> new Marked(m.value() + 1, m.first(), pid())).build();
    }

    @Test
    void s389_aPipelineRunsInEachWorkerOfAPool() {
        List<Marked> collected = Scenario.collected();
        Topology.completed(Pipeline.named("s389")
            .producer("numbers", Scenario.numbers(1, 20))
            .pipeline(heavy(50), Marked.class, (o) -> o.concurrency(Concurrency.PROCESS, 2))
            .consumer("collect", collected::add)
            .build());
        assertThat(collected).extracting(Marked::value)
            .containsExactlyInAnyOrderElementsOf(Scenario.numbers(1, 20).stream().map((n) -> n * 2 + 1).toList());
        assertThat(pids(collected)).hasSize(2).doesNotContain(OWN_PID);
        assertThat(collected).allSatisfy((m) -> assertThat(m.first()).isEqualTo(m.second()));
    }

    @Test
    void s390_aDiamondRunsInOneWorker() {
        List<Marked> collected = Scenario.collected();
        Topology.completed(Pipeline.named("s390")
            .producer("numbers", Scenario.numbers(1, 10))
            .pipeline(Pipeline.nested("heavy", Integer.class)
                .processor("split", (Integer n) -> n, (o) -> o.to("a", "b"))
                .processor("a", (Integer n) -> new Marked(n, pid(), 0), (o) -> o.to("join"))
                .processor("b", (Object n) -> new Marked((Integer) n, pid(), 0), (o) -> o.to("join"))
                .processor("join", (Marked m) -> new Marked(m.value(), m.first(), pid()))
                .build(), Marked.class, (o) -> o.concurrency(Concurrency.PROCESS, 1))
            .consumer("collect", collected::add)
            .build());
        assertThat(collected).hasSize(20);
        assertThat(pids(collected)).hasSize(1).doesNotContain(OWN_PID);
    }

    @Test
    void s391_aRouterInsideAWorkerNamesItsTargets() {
        List<String> collected = Scenario.collected();
        Topology.completed(Pipeline.named("s391")
            .producer("numbers", Scenario.numbers(1, 10))
            .pipeline(Pipeline.nested("heavy", Integer.class)
                .processor("route", Integer.class,
                        (Integer n, Output<Integer> output) -> output.to((n % 2 == 0) ? "even" : "odd").emit(n),
                        (o) -> o.to("even", "odd").routing(Routing.DYNAMIC))
                .processor("even", (Integer n) -> "even " + n)
                .taking(Integer.class)
                .processor("odd", (Integer n) -> "odd " + n)
                .build(), String.class, (o) -> o.concurrency(Concurrency.PROCESS, 1))
            .consumer("collect", collected::add)
            .build());
        assertThat(collected).hasSize(10);
        assertThat(collected).filteredOn((text) -> text.startsWith("even")).hasSize(5);
    }

    @ParameterizedTest
    @EnumSource(value = OnError.class, names = { "SKIP", "DEAD_LETTER" })
    void s395_anErrorInsideIsToldByTheInnerStagesPath(OnError onError) {
        List<Integer> collected = Scenario.collected();
        Map<String, Throwable> skipped = new ConcurrentHashMap<>();
        RunResult result = Scenario.run(Pipeline.named("s395")
            .producer("numbers", Scenario.numbers(1, 10))
            .pipeline(Pipeline.nested("heavy", Integer.class)
                .processor("double", (Integer n) -> n * 2)
                .processor("some", (Integer n) -> {
                    if (n == 8) {
                        throw new IllegalStateException("not " + n);
                    }
                    return n;
                }, (o) -> o.onError(onError))
                .build(), Integer.class, (o) -> o.concurrency(Concurrency.PROCESS, 1))
            .consumer("collect", collected::add)
            .build(), (engine) -> engine.listener(new RunListener() {

                @Override
                public void itemSkipped(Run run, String stage, Object item, Throwable cause) {
                    skipped.put(stage + " " + item, cause);
                }

            }));
        assertThat(result.state()).isEqualTo(RunState.COMPLETED);
        assertThat(collected).containsExactlyInAnyOrder(2, 4, 6, 10, 12, 14, 16, 18, 20);
        Ledger.StageEntry some = result.ledger().stage("heavy/some");
        assertThat(some.received()).isEqualTo(10);
        assertThat(some.done()).isEqualTo(9);
        Throwable cause;
        if (onError == OnError.SKIP) {
            assertThat(some.skipped()).isEqualTo(1);
            assertThat(skipped).containsOnlyKeys("heavy/some 8");
            cause = skipped.get("heavy/some 8");
        }
        else {
            assertThat(some.deadLettered()).isEqualTo(1);
            DeadLetter letter = result.deadLetters().get(0);
            assertThat(result.deadLetters()).hasSize(1);
            assertThat(letter.stage()).isEqualTo("heavy/some");
            assertThat(letter.item()).isEqualTo(8);
            cause = letter.cause();
        }
        assertThat(cause).isInstanceOf(IllegalStateException.class).hasMessage("not 8");
    }

    @ParameterizedTest
    @Tag("long")
    @EnumSource(value = Concurrency.class, names = { "PROCESS", "PROCESS_PER_BATCH" })
    void timeStandsStillWhileTheStagesBehindAPipelineHaveNoRoom(Concurrency concurrency) {
        AtomicInteger collected = new AtomicInteger();
        // More than is kept until it is committed.
        int parts = 80;
        Topology.completed(Pipeline.named("held-up")
            .producer("one", List.of(1))
            .pipeline(Pipeline.nested("heavy", Integer.class)
                .processor("grow", byte[].class, (Integer n, Output<byte[]> output) -> {
                    for (int i = 0; i < parts; i++) {
                        output.emit(new byte[1_000_000]);
                    }
                })
                .build(), byte[].class,
                    (o) -> o.concurrency(concurrency, 1).batchSize(1).set(Setting.ITEM_TIMEOUT, Duration.ofSeconds(3)))
            .consumer("collect", (bytes) -> {
                if (collected.incrementAndGet() == 1) {
                    Thread.sleep(5000);
                }
            }, (o) -> o.concurrency(Concurrency.THREAD, 1).capacity(1))
            .build());
        assertThat(collected).hasValue(parts);
    }

}
