package org.minigun.scenarios;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.minigun.Concurrency;
import org.minigun.DeadLetter;
import org.minigun.OnError;
import org.minigun.Output;
import org.minigun.Pipeline;
import org.minigun.PipelineOptions;
import org.minigun.Run;
import org.minigun.RunListener;
import org.minigun.RunResult;
import org.minigun.RunState;
import org.minigun.StageOptions;
import org.minigun.execution.Engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Bad input to the core, and the answer it gets.
 */
class BadInputTests {

    @Test
    void sizesOfZeroAndBelowAreRefused() {
        for (int size : new int[] { 0, -1, Integer.MIN_VALUE }) {
            assertStageRefused("pool-size", size, (o) -> o.poolSize(size));
            assertStageRefused("capacity", size, (o) -> o.capacity(size));
            assertStageRefused("batch-size", size, (o) -> o.batchSize(size));
            assertStageRefused("max-size", size, (o) -> o.maxSize(size));
            assertStageRefused("max-total", size, (o) -> o.maxTotal(size));
            assertStageRefused("max-weight", size, (o) -> o.maxWeight(size, (item) -> 1));
            assertPipelineRefused("threads", size, (o) -> o.threads(size));
            assertPipelineRefused("processes", size, (o) -> o.processes(size));
            assertPipelineRefused("pool-size", size, (o) -> o.poolSize(size));
            assertThatIllegalArgumentException().isThrownBy(() -> Engine.builder().totalThreads(size))
                .withMessageContaining("total-threads (" + size + ")")
                .withMessageContaining("at least 1");
        }
        assertStageRefused("retries", -1, (o) -> o.retries(-1));
    }

    @Test
    void negativeTimesAreRefused() {
        Duration negative = Duration.ofMillis(-1);
        assertStageRefused("backoff", negative, (o) -> o.backoff(negative));
        assertStageRefused("backoff-max", negative, (o) -> o.backoff(Duration.ZERO, 2, negative));
        assertStageRefused("backoff-multiplier", 0.5, (o) -> o.backoff(Duration.ZERO, 0.5, Duration.ZERO));
        assertStageRefused("backoff-multiplier", Double.NaN,
                (o) -> o.backoff(Duration.ZERO, Double.NaN, Duration.ZERO));
        assertStageRefused("max-wait", Duration.ZERO, (o) -> o.maxWait(Duration.ZERO));
        assertStageRefused("max-wait", negative, (o) -> o.maxWait(negative));
        assertPipelineRefused("shutdown-timeout", negative, (o) -> o.shutdownTimeout(negative));
    }

    private static void assertStageRefused(String setting, Object value, Consumer<StageOptions<Object, Object>> said) {
        assertThatIllegalArgumentException()
            .isThrownBy(() -> Pipeline.named("refused")
                .producer("read", List.of(new Object()))
                .<Object>processor("save", (item) -> item, said::accept))
            .withMessageContaining(setting + " (" + value + ")")
            .withMessageContaining("stage 'save'")
            .withMessageContaining("must be");
    }

    private static void assertPipelineRefused(String setting, Object value, Consumer<PipelineOptions> said) {
        assertThatIllegalArgumentException().isThrownBy(() -> Pipeline.named("refused").options(said))
            .withMessageContaining(setting + " (" + value + ")")
            .withMessageContaining("pipeline 'refused'")
            .withMessageContaining("must be");
    }

    @Test
    void anOutputIsRefusedAfterItsCallAndAfterItsRun() {
        AtomicReference<@Nullable Output<Integer>> kept = new AtomicReference<>();
        AtomicReference<@Nullable Output<Integer>> keptNamed = new AtomicReference<>();
        AtomicReference<@Nullable Output<Integer>> keptProducer = new AtomicReference<>();
        List<Throwable> thrown = Scenario.collected();
        List<Integer> collected = Scenario.collected();
        RunResult result = Scenario.run(Pipeline.named("late-output").producer("generate", Integer.class, (out) -> {
            keptProducer.set(out);
            out.emit(1);
            out.emit(2);
        }).processor("keep", Integer.class, (n, out) -> {
            out.emit(n);
            kept.set(out);
            keptNamed.set(out.to("again"));
        }).processor("again", Integer.class, (n, out) -> {
            emitTo(kept, thrown);
            out.emit(n);
        }, (o) -> o.concurrency(Concurrency.THREAD, 1)).consumer("collect", collected::add).build());
        assertThat(result.state()).isEqualTo(RunState.COMPLETED);
        emitTo(kept, thrown);
        emitTo(keptNamed, thrown);
        emitTo(keptProducer, thrown);
        assertThat(thrown).hasSizeGreaterThanOrEqualTo(3)
            .allSatisfy((ex) -> assertThat(ex).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("output of stage")
                .hasMessageContaining("only on the thread that got it"));
        assertThat(thrown.get(thrown.size() - 1)).hasMessageContaining("'generate'");
        assertThat(collected).containsExactly(1, 2);
        Scenario.assertHolds(result);
    }

    private static void emitTo(AtomicReference<@Nullable Output<Integer>> kept, List<Throwable> thrown) {
        Output<Integer> output = kept.get();
        if (output != null) {
            try {
                output.emit(99);
            }
            catch (RuntimeException ex) {
                thrown.add(ex);
            }
        }
    }

    @Test
    void anOutputIsRefusedOnAForeignThread() {
        List<Throwable> thrown = Scenario.collected();
        List<Integer> collected = Scenario.collected();
        RunResult result = Scenario.run(Pipeline.named("foreign-output").producer("generate", Integer.class, (out) -> {
            AtomicReference<@Nullable Output<Integer>> same = new AtomicReference<>(out);
            Thread foreign = new Thread(() -> emitTo(same, thrown), "foreign");
            foreign.start();
            foreign.join();
            out.emit(1);
        }).consumer("collect", collected::add).build());
        assertThat(thrown).singleElement()
            .satisfies((ex) -> assertThat(ex).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("'generate'")
                .hasMessageContaining("(foreign)")
                .hasMessageContaining("queue"));
        assertThat(collected).containsExactly(1);
        assertThat(result.state()).isEqualTo(RunState.COMPLETED);
    }

    @Test
    void aProducerThatThrowsHalfWayFailsTheRunWithItsException() {
        IllegalStateException cause = new IllegalStateException("the file is cut short");
        RunResult result = Scenario.run(halfWay("half-way", cause, OnError.FAIL, Scenario.collected()));
        assertThat(result.state()).isEqualTo(RunState.FAILED);
        assertThat(result.cause()).isSameAs(cause);
        assertThat(result.failure()).isNotNull();
        assertThat(result.failure().where()).isEqualTo("read");
        assertThat(result.producerFailures()).isEmpty();
    }

    @Test
    void aProducerThatThrowsHalfWayMayEndThere() {
        IllegalStateException cause = new IllegalStateException("the file is cut short");
        for (OnError onError : List.of(OnError.SKIP, OnError.DEAD_LETTER)) {
            List<Integer> collected = Scenario.collected();
            RunResult result = Scenario.run(halfWay("half-way-" + onError, cause, onError, collected));
            assertThat(result.state()).isEqualTo(RunState.COMPLETED);
            assertThat(collected).containsExactly(0, 1, 2, 3, 4);
            assertThat(result.producerFailures()).singleElement().satisfies((failure) -> {
                assertThat(failure.producer()).isEqualTo("read");
                assertThat(failure.cause()).isSameAs(cause);
            });
        }
    }

    private static Pipeline halfWay(String name, RuntimeException cause, OnError onError, List<Integer> collected) {
        return Pipeline.named(name).producer("read", Integer.class, (out) -> {
            for (int i = 0; i < 5; i++) {
                out.emit(i);
            }
            throw cause;
        }, (o) -> o.onError(onError))
            .consumer("collect", collected::add, (o) -> o.concurrency(Concurrency.THREAD, 1))
            .build();
    }

    @Test
    @SuppressWarnings("NullAway")
    void nullIsAnErrorOfTheItemThatEmittedIt() {
        List<Integer> collected = Scenario.collected();
        RunResult result = Scenario.run(Pipeline.named("null-item")
            .producer("generate", Scenario.numbers(1, 3))
            .processor("map", Integer.class, (n, out) -> out.emit((n == 2) ? null : n),
                    (o) -> o.onError(OnError.DEAD_LETTER))
            .consumer("collect", collected::add)
            .build());
        assertThat(collected).containsExactly(1, 3);
        assertThat(result.deadLetters()).singleElement().satisfies((letter) -> {
            assertThat(letter.item()).isEqualTo(2);
            assertThat(letter.cause()).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'map'")
                .hasMessageContaining("null");
        });
    }

    @Test
    @SuppressWarnings("NullAway")
    void aProducerThatEmitsNullFailsTheRun() {
        List<Integer> items = new ArrayList<>(List.of(1, 2, 3));
        items.set(1, null);
        RunResult result = Scenario
            .run(Pipeline.named("null-producer").producer("generate", items).consumer("c", (n) -> {
            }).build());
        assertThat(result.state()).isEqualTo(RunState.FAILED);
        assertThat(result.cause()).isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining("'generate'")
            .hasMessageContaining("null");
    }

    @Test
    void aListenerThatThrowsChangesNothing() {
        List<Integer> collected = Scenario.collected();
        List<String> told = Scenario.collected();
        RunListener second = new RunListener() {

            @Override
            public void runEnded(Run run, RunResult result) {
                told.add("ended " + result.state());
            }

        };
        RunResult result = Scenario
            .run(Pipeline.named("bad-listener").producer("generate", Scenario.numbers(1, 4)).processor("work", (n) -> {
                if (n % 2 == 0) {
                    throw new IllegalStateException("even");
                }
                return n;
            }, (o) -> o.retries(1).backoff(Duration.ZERO).onError(OnError.DEAD_LETTER))
                .consumer("collect", collected::add)
                .build(), (engine) -> engine.listener(new Throwing()).listener(second));
        assertThat(result.state()).isEqualTo(RunState.COMPLETED);
        assertThat(collected).containsExactly(1, 3);
        assertThat(result.deadLetters()).extracting(DeadLetter::item).containsExactly(2, 4);
        assertThat(told).containsExactly("ended COMPLETED");
    }

    @Test
    void aClosedEngineStartsNothing() {
        Engine engine = Engine.create();
        engine.close();
        assertThatExceptionOfType(IllegalStateException.class)
            .isThrownBy(() -> engine.start(halfWay("closed", new IllegalStateException(), OnError.FAIL, List.of())))
            .withMessageContaining("closed")
            .withMessageContaining("'closed'");
    }

    /** Throws at every event. */
    private static final class Throwing implements RunListener {

        @Override
        public void runStarted(Run run) {
            throw new IllegalStateException("listener");
        }

        @Override
        public void runEnded(Run run, RunResult result) {
            throw new AssertionError("listener");
        }

        @Override
        public void stageStarted(Run run, String stage) {
            throw new IllegalStateException("listener");
        }

        @Override
        public void stageEnded(Run run, String stage) {
            throw new IllegalStateException("listener");
        }

        @Override
        public void itemRetried(Run run, String stage, Object item, int attempt, Throwable cause) {
            throw new IllegalStateException("listener");
        }

        @Override
        public void itemDeadLettered(Run run, DeadLetter letter) {
            throw new StackOverflowError("listener");
        }

    }

}
