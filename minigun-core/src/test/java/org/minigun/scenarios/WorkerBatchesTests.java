package org.minigun.scenarios;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.minigun.Concurrency;
import org.minigun.OnError;
import org.minigun.Pipeline;
import org.minigun.RunResult;
import org.minigun.RunState;
import org.minigun.Setting;
import org.minigun.execution.Engine;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The rows of "Process per batch" that speak of how many batches there are, and at one
 * time. With real child JVMs, a fresh one a batch.
 */
class WorkerBatchesTests {

    @TempDir
    private Path directory;

    private String file(String name) {
        return this.directory.resolve(name).toString();
    }

    private List<String[]> words(String name) {
        return Notebook.lines(file(name)).stream().map((line) -> line.split(" ")).toList();
    }

    @Test
    void s332_batchesGoToWorkersAndToThreads() {
        String heavy = file("heavy");
        List<List<Integer>> light = Scenario.collected();
        RunResult result = Workers.completed(Pipeline.named("s332")
            .producer("numbers", Scenario.numbers(1, 10))
            .processor("validate", (Integer n) -> (n > 0) ? n : null, (o) -> o.to("threes"))
            .accumulator("threes", (o) -> o.maxSize(3).to("heavy", "light"))
            .consumer("heavy", (List<Integer> batch) -> {
                for (int n : batch) {
                    Notebook.add(heavy, n + " " + batch.size() + " " + Workers.pid());
                }
            }, (o) -> o.concurrency(Concurrency.PROCESS_PER_BATCH, 2))
            .consumer("light", (List<Integer> batch) -> light.add(List.copyOf(batch)),
                    (o) -> o.concurrency(Concurrency.THREAD, 5))
            .build());
        assertThat(light).containsExactlyInAnyOrder(List.of(1, 2, 3), List.of(4, 5, 6), List.of(7, 8, 9), List.of(10));
        List<String[]> saved = words("heavy");
        assertThat(saved).extracting((words) -> Integer.parseInt(words[0]))
            .containsExactlyInAnyOrderElementsOf(Scenario.numbers(1, 10));
        assertThat(saved).extracting((words) -> words[1])
            .containsExactlyInAnyOrder("3", "3", "3", "3", "3", "3", "3", "3", "3", "1");
        assertThat(Workers.pids(saved, (words) -> Long.parseLong(words[2]))).hasSize(4);
        assertThat(result.ledger().edge("threes", "heavy").received()).isEqualTo(4);
        assertThat(result.ledger().edge("threes", "light").received()).isEqualTo(4);
    }

    record Marked(int value, long pid) {
    }

    @Test
    void s333_theWorkOfEachBatchIsDoneInItsWorker() {
        List<Marked> collected = Scenario.collected();
        RunResult result = Workers.completed(Pipeline.named("s333")
            .producer("numbers", Scenario.numbers(1, 10))
            .accumulator("fives", (o) -> o.maxSize(5))
            .flatten("double", Marked.class, (List<Integer> batch) -> {
                Thread.sleep(500);
                return batch.stream().map((n) -> new Marked(n * 2, Workers.pid())).toList();
            }, (o) -> o.concurrency(Concurrency.PROCESS_PER_BATCH, 2))
            .consumer("collect", collected::add)
            .build());
        assertThat(collected).extracting(Marked::value).containsExactlyInAnyOrder(2, 4, 6, 8, 10, 12, 14, 16, 18, 20);
        assertThat(Workers.pids(collected, Marked::pid)).hasSize(2);
        assertThat(result.statistics().stage("double").emitted()).isEqualTo(10);
        assertThat(result.statistics().stage("numbers").emitted()).isEqualTo(10);
    }

    @Test
    @Tag("long")
    void s336_batchesOfBatches() {
        String saved = file("saved");
        Workers.completed(Pipeline.named("s336")
            .options((o) -> o.set(Setting.SPARES, 1))
            .producer("numbers", Scenario.numbers(1, 500))
            .accumulator("small", (o) -> o.maxSize(25))
            .flatten("each", Marked.class,
                    (List<Integer> batch) -> batch.stream().map((n) -> new Marked(n, Workers.pid())).toList(),
                    (o) -> o.concurrency(Concurrency.PROCESS_PER_BATCH, 8))
            .accumulator("large", (o) -> o.maxSize(100))
            .consumer("save", (List<Marked> batch) -> {
                StringBuilder lines = new StringBuilder();
                batch.forEach((one) -> lines.append('\n').append(one.value() + " " + one.pid() + " " + Workers.pid()));
                Notebook.add(saved, lines.toString().substring(1));
            }, (o) -> o.concurrency(Concurrency.PROCESS_PER_BATCH, 2))
            .build());
        List<String[]> lines = words("saved");
        assertThat(lines).extracting((words) -> Integer.parseInt(words[0]))
            .containsExactlyInAnyOrderElementsOf(Scenario.numbers(1, 500));
        assertThat(Workers.pids(lines, (words) -> Long.parseLong(words[1]))).hasSize(20);
        assertThat(Workers.pids(lines, (words) -> Long.parseLong(words[2]))).hasSize(5);
    }

    /** When a batch was worked on. */
    record Span(int value, Instant from, Instant to, long pid) {
    }

    @Test
    void s198_s343_neverMoreWorkersAreBusyAndABatchThatFailsLosesNoOther() {
        String thrown = file("thrown");
        List<Span> spans = Scenario.collected();
        RunResult result;
        try (Engine engine = Engine.create()) {
            result = Scenario.end(engine.start(Pipeline.named("s343")
                .producer("numbers", Scenario.numbers(1, 10))
                .processor("work", (Integer n) -> {
                    Instant from = Instant.now();
                    Thread.sleep(100);
                    if (n == 3) {
                        Notebook.add(thrown, from + " " + Instant.now() + " " + Workers.pid());
                        throw new IllegalStateException("three");
                    }
                    return new Span(n, from, Instant.now(), Workers.pid());
                }, (o) -> o.concurrency(Concurrency.PROCESS_PER_BATCH, 2).batchSize(1).onError(OnError.SKIP))
                .consumer("collect", spans::add)
                .build()));
        }
        Workers.assertNoneLeft();
        assertThat(result.state()).isEqualTo(RunState.COMPLETED);
        assertThat(spans).extracting(Span::value).containsExactlyInAnyOrder(1, 2, 4, 5, 6, 7, 8, 9, 10);
        assertThat(result.ledger().stage("work").skipped()).isEqualTo(1);
        assertThat(result.ledger().stage("work").done()).isEqualTo(9);
        String[] third = words("thrown").get(0);
        spans.add(new Span(3, Instant.parse(third[0]), Instant.parse(third[1]), Long.parseLong(third[2])));
        assertThat(Workers.pids(spans, Span::pid)).hasSize(10);
        assertThat(mostAtOnce(spans)).isLessThanOrEqualTo(2);
    }

    private static long mostAtOnce(List<Span> spans) {
        return spans.stream()
            .map(Span::from)
            .mapToLong((moment) -> spans.stream()
                .filter((span) -> !span.from().isAfter(moment) && span.to().isAfter(moment))
                .count())
            .max()
            .orElse(0);
    }

    @Test
    @Tag("long")
    void s410_batchesOfDerivedPipelines() {
        String saved = file("saved");
        Pipeline base = Pipeline.named("s410")
            .options((o) -> o.set(Setting.SPARES, 0))
            .producer("numbers", Scenario.numbers(1, 5))
            .processor("square", (Integer n) -> n * n,
                    (o) -> o.concurrency(Concurrency.PROCESS_PER_BATCH, 3).batchSize(1))
            .consumer("save", (Integer n) -> Notebook.add(saved, n + " " + Workers.pid()),
                    (o) -> o.concurrency(Concurrency.PROCESS_PER_BATCH, 3).batchSize(1))
            .build();
        assertThat(saved(base)).containsExactlyInAnyOrder(1, 4, 9, 16, 25);
        assertThat(saved(base.derive().skip("square").build())).containsExactlyInAnyOrder(1, 2, 3, 4, 5);
        assertThat(saved(base.derive().insertAfter("square", "cube", (Integer n) -> n * n * n).build()))
            .containsExactlyInAnyOrder(1, 64, 729, 4096, 15625);
    }

    private List<Integer> saved(Pipeline pipeline) {
        int before = words("saved").size();
        Workers.completed(pipeline);
        List<String[]> lines = words("saved");
        List<String[]> added = lines.subList(before, lines.size());
        assertThat(Workers.pids(added, (words) -> Long.parseLong(words[1]))).hasSize(5);
        return added.stream().map((words) -> Integer.parseInt(words[0])).toList();
    }

    @Test
    void s411_aDerivedPipelineRunsAStageInWorkers() {
        List<Marked> collected = Scenario.collected();
        Pipeline base = Pipeline.named("s411")
            .producer("numbers", Scenario.numbers(1, 10))
            .processor("work", (Integer n) -> new Marked(n, Workers.pid()), (o) -> o.concurrency(Concurrency.THREAD, 2))
            .consumer("collect", collected::add)
            .build();
        Topology.completed(base);
        assertThat(collected).hasSize(10).extracting(Marked::pid).containsOnly(Workers.OWN_PID);
        List<Integer> values = collected.stream().map(Marked::value).toList();
        collected.clear();
        Workers.completed(base.derive().configure("work", (o) -> o.concurrency(Concurrency.PROCESS, 2)).build());
        assertThat(collected).extracting(Marked::value).containsExactlyInAnyOrderElementsOf(values);
        assertThat(Workers.pids(collected, Marked::pid)).hasSizeBetween(1, 2);
    }

}
