package org.minigun.spring.scenarios;

import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.minigun.Concurrency;
import org.minigun.Output;
import org.minigun.annotation.Accumulator;
import org.minigun.annotation.BeforeRun;
import org.minigun.annotation.Consumer;
import org.minigun.annotation.Processor;
import org.minigun.annotation.Producer;
import org.minigun.spring.MinigunTask;
import org.minigun.spring.scenarios.TaskScenario.Collecting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Annotated stages in worker processes, placed there by properties alone.
 */
class ProcessTests {

    private static final long OWN_PID = ProcessHandle.current().pid();

    private static final String[] WORKERS = { "minigun.tasks.t.stages.work.concurrency=PROCESS",
            "minigun.tasks.t.stages.work.pool-size=2" };

    @Test
    void s272RunsInTwoWorkers() {
        TaskScenario.run(Numbers.class, (task, result) -> {
            TaskScenario.completed(result);
            assertThat(task.collected).extracting(Result::value)
                .containsExactlyInAnyOrder(0, 100, 200, 300, 400, 500, 600, 700, 800, 900);
            assertThat(pids(task.collected)).hasSizeBetween(1, 2).doesNotContain(OWN_PID);
        }, WORKERS);
    }

    @Test
    void s420ComesBackInlineWithoutTheLine() {
        TaskScenario.run(Numbers.class, (task, result) -> {
            TaskScenario.completed(result);
            assertThat(pids(task.collected)).containsExactly(OWN_PID);
        });
    }

    @Test
    void s330RunsEachBatchInItsOwnProcess() {
        TaskScenario.run(Batches.class, (task, result) -> {
            TaskScenario.completed(result);
            assertThat(task.collected).extracting(Result::value).containsExactlyInAnyOrder(0, 100, 200);
            assertThat(pids(task.collected)).hasSize(3).doesNotContain(OWN_PID);
        }, "minigun.tasks.t.stages.work.concurrency=PROCESS_PER_BATCH", "minigun.tasks.t.stages.work.pool-size=2");
    }

    @Test
    void s295KeepsWorkersBetweenRunsAndEndsThemAfterKeepAlive() {
        TaskScenario.with(Numbers.class, (task, minigun) -> {
            TaskScenario.completed(TaskScenario.end(minigun.start(Numbers.class)));
            Set<Long> first = pids(task.collected);
            assertThat(first).hasSize(2).doesNotContain(OWN_PID);
            task.collected.clear();
            TaskScenario.completed(TaskScenario.end(minigun.start(Numbers.class)));
            assertThat(pids(task.collected)).isEqualTo(first);
            await().atMost(Duration.ofSeconds(10))
                .until(() -> first.stream().noneMatch((pid) -> ProcessHandle.of(pid).isPresent()));
        }, "minigun.tasks.t.stages.work.concurrency=PROCESS", "minigun.tasks.t.stages.work.pool-size=2",
                "minigun.worker.window=1", "minigun.worker.keep-alive=1s");
    }

    @Test
    void endsWorkersWithTheContext() {
        Set<Long> pids = new HashSet<>();
        TaskScenario.run(Numbers.class, (task, result) -> pids.addAll(pids(task.collected)), WORKERS);
        assertThat(pids).isNotEmpty()
            .noneMatch((pid) -> ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent());
    }

    @Test
    void s296RefusesAtStartWhatCannotBeSent() {
        assertThat(TaskScenario.refusal(Unsendable.class, WORKERS)).contains("'work'", Unsendable.class.getName(),
                "static", "Serializable", "constructor");
    }

    @Test
    void s425ProcessorsAndConsumersFollowThePlacementOfTheirTask(@TempDir Path directory) {
        TaskScenario.with(Sums.class, (task, minigun) -> {
            task.file = directory.resolve("sums").toString();
            TaskScenario.completed(TaskScenario.end(minigun.start(Sums.class)));
            List<String[]> saved = lines(directory.resolve("sums"));
            assertThat(saved).extracting((words) -> words[0]).containsExactlyInAnyOrder("0", "1", "2", "3", "4");
            assertThat(saved).extracting((words) -> words[1]).containsOnly("9900");
            assertThat(pids(saved, 2)).hasSizeBetween(1, 2).doesNotContain(OWN_PID);
            assertThat(pids(saved, 3)).hasSizeBetween(1, 2).doesNotContain(OWN_PID);
        });
    }

    @Test
    void s425RecordsAreSquaredInTheWorkersOfTheirTask(@TempDir Path directory) {
        TaskScenario.with(Squares.class, (task, minigun) -> {
            task.file = directory.resolve("squares").toString();
            TaskScenario.completed(TaskScenario.end(minigun.start(Squares.class)));
            List<String[]> saved = lines(directory.resolve("squares"));
            assertThat(saved).extracting((words) -> words[0] + " " + words[1])
                .containsExactlyInAnyOrder("0 0", "1 100", "2 400", "3 900", "4 1600");
            assertThat(pids(saved, 2)).hasSizeBetween(1, 2).doesNotContain(OWN_PID);
        });
    }

    private static List<String[]> lines(Path file) {
        try {
            return Files.readAllLines(file).stream().map((line) -> line.split(" ")).toList();
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    private static Set<Long> pids(List<String[]> lines, int word) {
        Set<Long> pids = new HashSet<>();
        lines.forEach((words) -> pids.add(Long.parseLong(words[word])));
        return pids;
    }

    private static Set<Long> pids(List<Result> results) {
        Set<Long> pids = new HashSet<>();
        results.forEach((result) -> pids.add(result.pid()));
        return pids;
    }

    record Result(int value, long pid) {
    }

    @MinigunTask("t")
    static class Numbers extends Collecting<Result> {

        @Producer
        void numbers(Output<Integer> output) {
            TaskScenario.emit(output, 0, 9);
        }

        @Processor
        Result work(int number) {
            TaskScenario.pause(40);
            return new Result(number * 100, ProcessHandle.current().pid());
        }

        @Consumer
        void collect(Result result) {
            this.collected.add(result);
        }

    }

    @MinigunTask("t")
    static class Batches extends Collecting<Result> {

        @Producer
        void numbers(Output<Integer> output) {
            TaskScenario.emit(output, 0, 2);
        }

        @Accumulator(maxSize = 1)
        List<Integer> batch(List<Integer> batch) {
            return batch;
        }

        @Processor
        static Result work(List<Integer> batch) {
            return new Result(batch.get(0) * 100, ProcessHandle.current().pid());
        }

        @Consumer
        void collect(Result result) {
            this.collected.add(result);
        }

    }

    @MinigunTask("t")
    static class Unsendable extends Collecting<Integer> {

        private final List<Result> known;

        Unsendable(Optional<Result> known) {
            this.known = known.stream().toList();
        }

        @Producer
        void numbers(Output<Integer> output) {
            output.emit(1);
        }

        @Processor
        int work(int number) {
            return number + this.known.size();
        }

        @Consumer
        void collect(int number) {
            this.collected.add(number);
        }

    }

    record Identified(int id, int value) {
    }

    /** Takes itself along to its workers, as it is when the run starts. */
    @MinigunTask(value = "t", concurrency = Concurrency.PROCESS, poolSize = 2)
    static class Sums implements Serializable {

        private static final long serialVersionUID = 1L;

        private String file = "";

        private int[] numbers = {};

        @BeforeRun
        void fill() {
            this.numbers = IntStream.range(0, 100).map((n) -> n * 2).toArray();
        }

        @Producer
        void ids(Output<Integer> output) {
            TaskScenario.emit(output, 0, 4);
        }

        @Processor
        String sum(int id) {
            return id + " " + IntStream.of(this.numbers).sum() + " " + ProcessHandle.current().pid();
        }

        @Consumer
        void save(String sum) throws IOException {
            Files.writeString(Path.of(this.file), sum + " " + ProcessHandle.current().pid() + "\n",
                    StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        }

    }

    /** The same with records. */
    @MinigunTask(value = "t", concurrency = Concurrency.PROCESS, poolSize = 2)
    static class Squares implements Serializable {

        private static final long serialVersionUID = 1L;

        private String file = "";

        @Producer
        void records(Output<Identified> output) {
            IntStream.range(0, 5).forEach((id) -> output.emit(new Identified(id, id * 10)));
        }

        @Processor
        String square(Identified item) {
            return item.id() + " " + item.value() * item.value() + " " + ProcessHandle.current().pid();
        }

        @Consumer
        void save(String square) throws IOException {
            Files.writeString(Path.of(this.file), square + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        }

    }

}
