package org.minigun.spring.scenarios;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.minigun.Output;
import org.minigun.annotation.Accumulator;
import org.minigun.annotation.Consumer;
import org.minigun.annotation.Processor;
import org.minigun.annotation.Producer;
import org.minigun.spring.MinigunTask;
import org.minigun.spring.scenarios.TaskScenario.Collecting;

import static org.assertj.core.api.Assertions.assertThat;

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
    void s295KeepsWorkersBetweenRuns() {
        TaskScenario.with(Numbers.class, (task, minigun) -> {
            TaskScenario.completed(TaskScenario.end(minigun.start(Numbers.class)));
            Set<Long> first = pids(task.collected);
            task.collected.clear();
            TaskScenario.completed(TaskScenario.end(minigun.start(Numbers.class)));
            assertThat(first).containsAll(pids(task.collected));
        }, "minigun.tasks.t.stages.work.concurrency=PROCESS", "minigun.tasks.t.stages.work.pool-size=1");
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
            TaskScenario.pause(10);
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

}
