package org.minigun.scenarios;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.minigun.Concurrency;
import org.minigun.Output;
import org.minigun.Pipeline;
import org.minigun.RunResult;
import org.minigun.RunState;
import org.minigun.Setting;
import org.minigun.graph.Routing;
import org.minigun.process.WorkerCrashException;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The rows of "Mixed" and of routing that have workers in them, and hooks of workers.
 * With real child JVMs.
 */
class MixedWorkersTests {

    private static final long OWN_PID = ProcessHandle.current().pid();

    private static final String[] TARGETS = { "a", "b", "d" };

    record Step(int value, long first, long second) {
    }

    static long pid() {
        return ProcessHandle.current().pid();
    }

    @Test
    void s356_poolsInARowHaveNoWorkerInCommon() {
        List<Step> collected = Scenario.collected();
        Topology.completed(Pipeline.named("s356")
            .producer("numbers", Scenario.numbers(1, 8))
            .processor("times", (Integer n) -> new Step(n * 10, pid(), 0), (o) -> o.concurrency(Concurrency.PROCESS, 2))
            .processor("plus", (Step s) -> new Step(s.value() + 5, s.first(), pid()),
                    (o) -> o.concurrency(Concurrency.PROCESS, 2))
            .consumer("collect", collected::add)
            .build());
        assertThat(collected).extracting(Step::value)
            .containsExactlyInAnyOrderElementsOf(Scenario.numbers(1, 8).stream().map((n) -> n * 10 + 5).toList());
        Set<Long> first = new HashSet<>(collected.stream().map(Step::first).toList());
        Set<Long> second = new HashSet<>(collected.stream().map(Step::second).toList());
        assertThat(first).doesNotContainAnyElementsOf(second).doesNotContain(OWN_PID);
        assertThat(second).doesNotContain(OWN_PID);
    }

    @Test
    void s146_itemsOfAllWorkersAreGatheredInTheApplication() {
        List<Integer> sizes = Scenario.collected();
        List<Long> pids = Scenario.collected();
        Topology.completed(Pipeline.named("s146")
            .producer("numbers", Scenario.numbers(1, 25))
            .processor("work", (Integer n) -> n, (o) -> o.concurrency(Concurrency.PROCESS, 2))
            .accumulator("gather", (List<Integer> batch) -> {
                pids.add(pid());
                return batch;
            }, (o) -> o.maxSize(10))
            .consumer("collect", (List<Integer> batch) -> sizes.add(batch.size()))
            .build());
        assertThat(sizes).containsExactly(10, 10, 5);
        assertThat(pids).containsOnly(OWN_PID);
    }

    @ParameterizedTest
    @EnumSource(value = Concurrency.class, names = { "PROCESS", "PROCESS_PER_BATCH", "THREAD" })
    void s374_aWorkerSaysWhereItsItemsGo(Concurrency concurrency) {
        List<List<Integer>> got = List.of(Scenario.collected(), Scenario.collected(), Scenario.collected());
        Topology.completed(Pipeline.named("s374")
            .producer("numbers", Scenario.numbers(1, 12))
            .processor("splitter", Integer.class,
                    (Integer n, Output<Integer> output) -> output.to(TARGETS[n % 3]).emit(n),
                    (o) -> o.concurrency(concurrency, 2).routing(Routing.DYNAMIC).to("a", "b", "d"))
            .consumer("a", (Integer n) -> got.get(0).add(n), (o) -> o.from("splitter"))
            .consumer("b", (Integer n) -> got.get(1).add(n), (o) -> o.from("splitter"))
            .consumer("d", (Integer n) -> got.get(2).add(n), (o) -> o.from("splitter"))
            .build());
        assertThat(got.get(0)).containsExactlyInAnyOrder(3, 6, 9, 12);
        assertThat(got.get(1)).containsExactlyInAnyOrder(1, 4, 7, 10);
        assertThat(got.get(2)).containsExactlyInAnyOrder(2, 5, 8, 11);
    }

    @Test
    void s379_itemsOfWorkersGoRound() {
        List<List<Integer>> got = List.of(Scenario.collected(), Scenario.collected(), Scenario.collected());
        Topology.completed(Pipeline.named("s379")
            .producer("numbers", Scenario.numbers(0, 8))
            .processor("work", (Integer n) -> n,
                    (o) -> o.concurrency(Concurrency.PROCESS, 2).routing(Routing.ROUND_ROBIN).to("a", "b", "d"))
            .consumer("a", (Integer n) -> got.get(0).add(n), (o) -> o.from("work"))
            .consumer("b", (Integer n) -> got.get(1).add(n), (o) -> o.from("work"))
            .consumer("d", (Integer n) -> got.get(2).add(n), (o) -> o.from("work"))
            .build());
        assertThat(got).extracting(List::size).containsOnly(3);
        assertThat(got.stream().flatMap(List::stream)).containsExactlyInAnyOrderElementsOf(Scenario.numbers(0, 8));
    }

    @Test
    void s176_anAfterForkHookThatThrowsFailsTheStageAfterItsStarts() {
        RunResult result = Scenario.run(Pipeline.named("s176")
            .producer("numbers", Scenario.numbers(1, 5))
            .processor("work", (Integer n) -> n,
                    (o) -> o.concurrency(Concurrency.PROCESS, 1).set(Setting.START_ATTEMPTS, 2))
            .consumer("collect", (n) -> {
            })
            .afterFork((context) -> {
                throw new IllegalStateException("no licence for " + context.task());
            })
            .build());
        assertThat(result.state()).isEqualTo(RunState.FAILED);
        assertThat(java.util.Objects.requireNonNull(result.failure()).cause())
            .isNotInstanceOf(WorkerCrashException.class)
            .hasStackTraceContaining("no licence for s176");
    }

    @Test
    void s177_aBeforeForkHookThatThrowsFailsTheRun() {
        RunResult result = Scenario.run(Pipeline.named("s177")
            .producer("numbers", Scenario.numbers(1, 5))
            .processor("work", (Integer n) -> n, (o) -> o.concurrency(Concurrency.PROCESS, 2))
            .consumer("collect", (n) -> {
            })
            .beforeFork((run) -> {
                throw new IllegalStateException("not now");
            })
            .build());
        assertThat(result.state()).isEqualTo(RunState.FAILED);
        assertThat(java.util.Objects.requireNonNull(result.failure()).cause()).hasStackTraceContaining("not now");
        assertThat(ProcessHandle.current().children().filter(ProcessHandle::isAlive)).isEmpty();
    }

    @Test
    void s289_aMillionLinesPrintedBlockNobody() {
        List<Integer> collected = Scenario.collected();
        Topology.completed(
                Pipeline.named("s289").producer("numbers", Scenario.numbers(1, 10)).processor("print", (Integer n) -> {
                    String lines = (n + " is told\n").repeat(1000);
                    for (int i = 0; i < 100; i++) {
                        System.out.print(lines);
                    }
                    return n;
                }, (o) -> o.concurrency(Concurrency.PROCESS, 2)).consumer("collect", collected::add).build());
        assertThat(collected).containsExactlyInAnyOrderElementsOf(Scenario.numbers(1, 10));
    }

}
