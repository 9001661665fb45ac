package org.minigun.scenarios;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.minigun.Affinity;
import org.minigun.Concurrency;
import org.minigun.Output;
import org.minigun.Pipeline;
import org.minigun.Run;
import org.minigun.RunResult;
import org.minigun.RunState;
import org.minigun.WorkerContext;
import org.minigun.annotation.Accumulator;
import org.minigun.annotation.AfterFork;
import org.minigun.annotation.Consumer;
import org.minigun.annotation.NestedPipeline;
import org.minigun.annotation.Processor;
import org.minigun.annotation.Producer;
import org.minigun.annotation.TaskReader;
import org.minigun.execution.Engine;
import org.minigun.graph.InvalidPipelineException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * How the code of stages that run together comes to a worker, and how such stages are
 * stopped.
 */
class WorkerPipelineCodeTests {

    record Seen(int value, int calls, String forked, long pid) {
    }

    record Word(String text, int group) {
    }

    /** Stages of one object, made anew in the worker. */
    static class Inner {

        private int calls;

        private String forked = "no";

        @AfterFork
        void forked(WorkerContext context) {
            this.forked = context.task();
        }

        @Processor
        Integer first(Integer n) {
            this.calls++;
            return n;
        }

        @Processor
        void second(Integer n, Output<Seen> output) {
            output.emit(new Seen(n, this.calls, this.forked, ProcessHandle.current().pid()));
        }

    }

    static class Task {

        final List<Seen> seen = Scenario.collected();

        @Producer
        List<Integer> numbers() {
            return Scenario.numbers(1, 5);
        }

        @NestedPipeline(concurrency = Concurrency.PROCESS, poolSize = 1)
        Inner inner() {
            return new Inner();
        }

        @Consumer
        void collect(Seen one) {
            this.seen.add(one);
        }

    }

    @Test
    void stagesOfOneObjectShareAnInstanceInTheWorker() {
        Task task = new Task();
        Topology.completed(new TaskReader().read("shared", task));
        assertThat(task.seen).extracting(Seen::value).containsExactlyInAnyOrder(1, 2, 3, 4, 5);
        assertThat(task.seen).extracting(Seen::calls).contains(5);
        assertThat(task.seen).extracting(Seen::forked).containsOnly("shared");
        assertThat(task.seen).extracting(Seen::pid).doesNotContain(ProcessHandle.current().pid());
    }

    /** Stages with a key of the item and one of the task. */
    static class Keyed {

        @Accumulator(keyBy = "group", maxSize = 100)
        List<Word> byGroup(List<Word> words) {
            return words;
        }

        @Processor
        String join(List<Word> words) {
            return words.get(0).group() + ":" + words.size();
        }

    }

    static class KeyedTask {

        final List<String> joined = Scenario.collected();

        @Producer
        List<Word> words() {
            return List.of(new Word("a", 1), new Word("b", 2), new Word("c", 1));
        }

        @NestedPipeline(concurrency = Concurrency.PROCESS, poolSize = 1)
        Keyed keyed() {
            return new Keyed();
        }

        @Consumer
        void collect(String text) {
            this.joined.add(text);
        }

    }

    @Test
    @Tag("long")
    void keysByTheNameOfAMethodAreFoundInTheWorker() {
        KeyedTask task = new KeyedTask();
        Topology.completed(new TaskReader().read("keyed", task));
        assertThat(task.joined).containsExactlyInAnyOrder("1:2", "2:1");
    }

    /** Cannot be sent. */
    static final class Stubborn {

        int number() {
            return 1;
        }

    }

    @Test
    void codeThatCannotBeSentIsRefusedByTheInnerStagesPath() {
        Stubborn stubborn = new Stubborn();
        assertThatExceptionOfType(InvalidPipelineException.class).isThrownBy(() -> Pipeline.named("refused")
            .producer("numbers", Scenario.numbers(1, 5))
            .pipeline(Pipeline.nested("heavy", Integer.class)
                .processor("fine", (Integer n) -> n)
                .processor("add", (Integer n) -> n + stubborn.number())
                .build(), Integer.class, (o) -> o.concurrency(Concurrency.PROCESS, 1))
            .consumer("collect", (n) -> {
            })
            .build()).withMessageContaining("heavy/add").withMessageContaining("Stubborn");
    }

    @Test
    void hooksOfInnerStagesRunInTheApplication() {
        List<String> hooks = Scenario.collected();
        Topology.completed(Pipeline.named("hooks")
            .producer("numbers", Scenario.numbers(1, 5))
            .pipeline(Pipeline.nested("heavy", Integer.class)
                .processor("same", (Integer n) -> n,
                        (o) -> o.before((run) -> hooks.add("before")).after((run) -> hooks.add("after")))
                .build(), Integer.class, (o) -> o.concurrency(Concurrency.PROCESS, 1))
            .consumer("collect", (n) -> {
            })
            .build());
        assertThat(hooks).containsExactly("before", "after");
    }

    @Test
    void manyItemsCrossToColocatedStagesAndBack() {
        Set<Integer> collected = new HashSet<>();
        RunResult result = Topology.completed(Pipeline.named("many")
            .producer("numbers", Scenario.numbers(1, 50_000))
            .processor("double", (Integer n) -> n * 2, (o) -> o.concurrency(Concurrency.PROCESS, 1))
            .processor("add", (Integer n) -> n + 1, (o) -> o.affinity(Affinity.COLOCATED))
            .consumer("collect", collected::add)
            .build());
        assertThat(collected).hasSize(50_000);
        assertThat(result.ledger().stage("add").done()).isEqualTo(50_000);
    }

    @Test
    void aRunIsCancelledWhileAPipelineInAWorkerSleeps() throws InterruptedException {
        try (Engine engine = Engine.create()) {
            Run run = engine.start(Pipeline.named("cancelled")
                .producer("numbers", Scenario.numbers(1, 100))
                .pipeline(Pipeline.nested("heavy", Integer.class)
                    .processor("same", (Integer n) -> n)
                    .processor("sleep", (Integer n) -> {
                        Thread.sleep((n == 3) ? 60_000 : 0);
                        return n;
                    })
                    .build(), Integer.class, (o) -> o.concurrency(Concurrency.PROCESS, 1))
                .consumer("collect", (n) -> {
                })
                .build());
            await().until(() -> run.statistics().stage("heavy/sleep").done() >= 2);
            run.cancel();
            RunResult result = Scenario.end(run);
            assertThat(result.state()).isEqualTo(RunState.CANCELLED);
            assertThat(result.duration()).isLessThan(Duration.ofSeconds(20));
            assertThat(result.stuckThreads()).isEmpty();
        }
    }

    @Test
    void anEndlessProducerInAWorkersPipelineStops() {
        List<Integer> collected = Scenario.collected();
        try (Engine engine = Engine.create()) {
            Run run = engine.start(Pipeline.named("stopped")
                .pipeline(Pipeline.nested("inner").producer("numbers", Integer.class, (Output<Integer> output) -> {
                    for (int i = 0;; i++) {
                        output.emit(i);
                    }
                }).processor("same", (Integer n) -> n).build(), Integer.class,
                        (o) -> o.concurrency(Concurrency.PROCESS, 1))
                .consumer("collect", collected::add)
                .build());
            await().until(() -> collected.size() > 1000);
            run.stop();
            RunResult result = Scenario.end(run);
            assertThat(result.state()).isEqualTo(RunState.STOPPED);
            assertThat(result.ledger().stage("inner/same").done()).isEqualTo(collected.size());
        }
    }

}
