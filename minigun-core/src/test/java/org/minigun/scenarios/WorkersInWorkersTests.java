package org.minigun.scenarios;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.minigun.Concurrency;
import org.minigun.Output;
import org.minigun.Pipeline;
import org.minigun.RunResult;
import org.minigun.RunState;
import org.minigun.plan.NamedPool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Batches inside pipelines that run in workers, and workers that have workers of their
 * own.
 */
class WorkersInWorkersTests {

    private static final long OWN_PID = ProcessHandle.current().pid();

    record Marked(int value, long outer, long inner) {
    }

    static long pid() {
        return ProcessHandle.current().pid();
    }

    @Test
    void s147_whatAnAccumulatorInAWorkerHoldsIsFlushedWhenItsSourceEnds() {
        List<Integer> sizes = Scenario.collected();
        RunResult result = Topology.completed(Pipeline.named("s147")
            .producer("numbers", Scenario.numbers(1, 25))
            .pipeline(Pipeline.nested("heavy", Integer.class)
                .accumulator("batch", (o) -> o.maxSize(10))
                .processor("size", (List<Integer> batch) -> batch.size())
                .build(), Integer.class, (o) -> o.concurrency(Concurrency.PROCESS, 1))
            .consumer("collect", sizes::add)
            .build());
        assertThat(sizes).containsExactlyInAnyOrder(10, 10, 5);
        assertThat(result.ledger().stage("heavy/batch").done()).isEqualTo(25);
        assertThat(result.ledger().stage("heavy/size").received()).isEqualTo(3);
    }

    @Test
    @Tag("long")
    void s392_eachBatchMeetsAFreshPipelineInAFreshWorker() {
        List<Marked> collected = Scenario.collected();
        Topology.completed(Pipeline.named("s392")
            .producer("numbers", Scenario.numbers(1, 40))
            .accumulator("tens", (o) -> o.maxSize(10))
            .pipeline(Pipeline.<List<Integer>>nested("heavy", listOfNumbers())
                .processor("apart", Integer.class,
                        (List<Integer> batch, Output<Integer> output) -> batch.forEach(output::emit))
                .accumulator("fives", (o) -> o.maxSize(5))
                .processor("sum",
                        (List<Integer> batch) -> new Marked(batch.stream().mapToInt((n) -> n).sum(), pid(), 0))
                .build(), Marked.class, (o) -> o.concurrency(Concurrency.PROCESS_PER_BATCH, 2))
            .consumer("collect", collected::add)
            .build());
        assertThat(collected).hasSize(8);
        assertThat(collected.stream().mapToInt(Marked::value).sum()).isEqualTo(820);
        assertThat(collected.stream().map(Marked::outer).distinct()).hasSize(4).doesNotContain(OWN_PID);
    }

    @SuppressWarnings("unchecked")
    private static <T> Class<T> listOfNumbers() {
        return (Class<T>) List.class;
    }

    @Test
    @Tag("long")
    void s393_aWorkerStartsAFreshWorkerForEachBatch() {
        List<Marked> collected = Scenario.collected();
        RunResult result = Topology.completed(Pipeline.named("s393")
            .producer("numbers", Scenario.numbers(1, 4))
            .pipeline(Pipeline.nested("x", Integer.class)
                .processor("a", (Integer n) -> new Marked(n, pid(), 0))
                .processor("b", (Marked m) -> new Marked(m.value(), m.outer(), pid()),
                        (o) -> o.concurrency(Concurrency.PROCESS_PER_BATCH, 1).batchSize(1))
                .build(), Marked.class, (o) -> o.concurrency(Concurrency.PROCESS, 1))
            .consumer("collect", collected::add)
            .build());
        assertThat(collected).extracting(Marked::value).containsExactlyInAnyOrder(1, 2, 3, 4);
        Set<Long> outer = new HashSet<>(collected.stream().map(Marked::outer).toList());
        Set<Long> inner = new HashSet<>(collected.stream().map(Marked::inner).toList());
        assertThat(outer).hasSize(1).doesNotContain(OWN_PID);
        assertThat(inner).hasSize(4).doesNotContain(OWN_PID).doesNotContainAnyElementsOf(outer);
        Set<Long> all = new HashSet<>(outer);
        all.addAll(inner);
        await().until(() -> all.stream().noneMatch((pid) -> ProcessHandle.of(pid).isPresent()));
        assertThat(result.ledger().stage("x/b").done()).isEqualTo(4);
    }

    @Test
    @Tag("long")
    void s394_aFreshWorkerHasAPoolOfWorkers() {
        List<Marked> collected = Scenario.collected();
        Topology.completed(Pipeline.named("s394")
            .producer("ids", Scenario.numbers(1, 12))
            .accumulator("threes", (o) -> o.maxSize(3))
            .pipeline(Pipeline.<List<Integer>>nested("mirror", listOfNumbers())
                .processor("each", Integer.class,
                        (List<Integer> batch, Output<Integer> output) -> batch.forEach(output::emit))
                .processor("mark",
                        (Integer n) -> new Marked(n, ProcessHandle.current().parent().orElseThrow().pid(), pid()),
                        (o) -> o.concurrency(Concurrency.PROCESS, 2))
                .build(), Marked.class, (o) -> o.concurrency(Concurrency.PROCESS_PER_BATCH, 2))
            .consumer("collect", collected::add)
            .build());
        assertThat(collected).extracting(Marked::value).containsExactlyInAnyOrderElementsOf(Scenario.numbers(1, 12));
        assertThat(collected).allSatisfy((m) -> assertThat(m.outer()).isNotEqualTo(OWN_PID));
    }

    @Test
    void s414_stagesShareNamedPoolsOfThreadsAndProcesses() {
        List<String> collected = Scenario.collected();
        RunResult result = Scenario.run(
                Pipeline.named("s414")
                    .producer("numbers", Scenario.numbers(1, 100))
                    .processor("fetch", (Integer n) -> "fetched-" + n, (o) -> o.pool("io"))
                    .processor("compute", (String text) -> text.toUpperCase(java.util.Locale.ROOT),
                            (o) -> o.pool("cpu"))
                    .processor("validate", (String text) -> text.startsWith("FETCHED") ? text : null,
                            (o) -> o.pool("fast"))
                    .consumer("save", collected::add)
                    .build(),
                (builder) -> builder.pool(new NamedPool("io", Concurrency.THREAD, 50))
                    .pool(new NamedPool("cpu", Concurrency.PROCESS, 4))
                    .pool(new NamedPool("fast", Concurrency.THREAD, 100)));
        assertThat(result.state()).isEqualTo(RunState.COMPLETED);
        assertThat(collected)
            .containsExactlyInAnyOrderElementsOf(Scenario.numbers(1, 100).stream().map((n) -> "FETCHED-" + n).toList());
    }

    @Test
    @Tag("long")
    void s415_namedPoolsOfProcessesOfBothKinds() {
        List<Integer> numbers = Scenario.collected();
        RunResult heavy = Scenario.run(Pipeline.named("s415")
            .producer("numbers", Scenario.numbers(1, 50))
            .processor("double", (Integer n) -> n * 2, (o) -> o.concurrency(Concurrency.THREAD, 20))
            .processor("heavy", (Integer n) -> n, (o) -> o.pool("heavy"))
            .consumer("collect", numbers::add)
            .build(), (builder) -> builder.pool(new NamedPool("heavy", Concurrency.PROCESS, 8)));
        assertThat(heavy.state()).isEqualTo(RunState.COMPLETED);
        assertThat(numbers).hasSize(50);
        List<String> texts = Scenario.collected();
        List<String> downloaded = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            downloaded.add("downloaded");
        }
        RunResult batches = Scenario.run(Pipeline.named("s415")
            .producer("texts", downloaded)
            .processor("compute", (String text) -> text.toUpperCase(java.util.Locale.ROOT), (o) -> o.pool("cpu"))
            .consumer("collect", texts::add)
            .build(), (builder) -> builder.pool(new NamedPool("cpu", Concurrency.PROCESS_PER_BATCH, 4)));
        assertThat(batches.state()).isEqualTo(RunState.COMPLETED);
        assertThat(texts).hasSize(20).containsOnly("DOWNLOADED");
    }

}
