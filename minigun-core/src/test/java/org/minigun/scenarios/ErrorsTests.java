package org.minigun.scenarios;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.minigun.Concurrency;
import org.minigun.DeadLetter;
import org.minigun.OnError;
import org.minigun.Pipeline;
import org.minigun.Run;
import org.minigun.RunFailedException;
import org.minigun.RunListener;
import org.minigun.RunResult;
import org.minigun.RunState;
import org.minigun.RunStoppedException;
import org.minigun.Setting;
import org.minigun.StageOptions;
import org.minigun.execution.Engine;
import org.minigun.metrics.StageStatistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The rows of "Errors, retries, dead letters" that need no child process: what becomes of
 * an item that has failed. What retries do is in {@link RetriesTests}.
 */
class ErrorsTests {

    private final IllegalStateException thrown = new IllegalStateException("no");

    private final List<Integer> collected = Scenario.collected();

    @RepeatedTest(5)
    void s180_skip() {
        RunResult result = Scenario.run(failsOnTwo("s180", (o) -> o.onError(OnError.SKIP)));
        assertThat(result.state()).isEqualTo(RunState.COMPLETED);
        assertThat(this.collected).containsExactlyInAnyOrder(0, 2, 6, 8);
        var entry = result.ledger().stage("double");
        assertThat(entry.received()).isEqualTo(5);
        assertThat(entry.done()).isEqualTo(4);
        assertThat(entry.skipped()).isEqualTo(1);
        assertThat(result.deadLetters()).isEmpty();
        assertThat(result).asString()
            .startsWith("Run " + result.runId() + " of 's180': COMPLETED after ")
            .contains("\n  double: received 5, done 4, skipped 1, emitted 4\n");
    }

    @RepeatedTest(5)
    void s181_fail() {
        fail();
    }

    @Tag("long")
    @RepeatedTest(500)
    void s181_failManyTimes() {
        fail();
    }

    private void fail() {
        RunResult result = Scenario.run(failsOnTwo("s181", (o) -> {
        }));
        assertThat(result.state()).isEqualTo(RunState.FAILED);
        assertThat(result.cause()).isSameAs(this.thrown);
        assertThat(result.failure()).hasToString("'double', item 2: " + this.thrown);
        assertThat(result.ledger().stage("double").failed()).isEqualTo(1);
        assertThat(this.collected).doesNotContain(4);
    }

    @RepeatedTest(3)
    void s181_runThrowsWhatTheStageHasThrown() {
        try (Engine engine = Engine.create()) {
            Pipeline pipeline = failsOnTwo("s181-run", (o) -> {
            });
            assertThatExceptionOfType(RunFailedException.class).isThrownBy(() -> engine.run(pipeline))
                .withCause(this.thrown)
                .withMessageContaining("s181-run")
                .withMessageContaining("'double', item 2")
                .satisfies((failed) -> Scenario.assertHolds(failed.result()));
            assertThat(engine.runs()).isEmpty();
        }
    }

    @RepeatedTest(5)
    void s182_deadLetter() {
        RunResult result = Scenario.run(failsOnTwo("s182", (o) -> o.onError(OnError.DEAD_LETTER)));
        assertThat(result.state()).isEqualTo(RunState.COMPLETED);
        assertThat(this.collected).containsExactlyInAnyOrder(0, 2, 6, 8);
        assertThat(result.ledger().stage("double").deadLettered()).isEqualTo(1);
        assertThat(result.deadLetters()).singleElement().satisfies((letter) -> {
            assertThat(letter.item()).isEqualTo(2);
            assertThat(letter.stage()).isEqualTo("double");
            assertThat(letter.attempts()).isEqualTo(1);
            assertThat(letter.cause()).isSameAs(this.thrown);
            assertThat(letter.runId()).isEqualTo(result.runId());
            assertThat(letter.time()).isBetween(result.started(), result.started().plus(result.duration()));
        });
    }

    private Pipeline failsOnTwo(String task, Consumer<StageOptions<Integer, Integer>> options) {
        return Pipeline.named(task).producer("generate", Scenario.numbers(0, 4)).processor("double", (n) -> {
            if (n == 2) {
                throw this.thrown;
            }
            return n * 2;
        }, (StageOptions<Integer, Integer> o) -> {
            o.concurrency(Concurrency.THREAD, 2);
            options.accept(o);
        }).consumer("collect", this.collected::add).build();
    }

    @Test
    void s184_sourceOfAFailedItemSeesNothing() {
        List<Integer> returned = Scenario.collected();
        RunResult result = Scenario.run(Pipeline.named("s184")
            .producer("generate", Scenario.numbers(1, 10))
            .processor("source", Integer.class, (n, out) -> {
                out.emit(n);
                returned.add(n);
            })
            .processor("fail", (n) -> failOn(3, n), (o) -> o.onError(OnError.SKIP))
            .consumer("collect", this.collected::add)
            .build());
        assertThat(result.state()).isEqualTo(RunState.COMPLETED);
        assertThat(this.collected).containsExactly(1, 2, 4, 5, 6, 7, 8, 9, 10);
        assertThat(returned).isEqualTo(Scenario.numbers(1, 10));
        assertThat(result.ledger().stage("source").done()).isEqualTo(10);
        assertThat(result.ledger().stage("source").skipped()).isZero();
        assertThat(result.ledger().stage("fail").skipped()).isEqualTo(1);
    }

    @Test
    void s190_exceptionInAColocatedConsumer() {
        List<Integer> returned = Scenario.collected();
        RunResult result = Scenario.run(Pipeline.named("s190")
            .producer("generate", Scenario.numbers(1, 5))
            .processor("emit", Integer.class, (n, out) -> {
                out.emit(n);
                returned.add(n);
            })
            .consumer("collect", (n) -> this.collected.add(failOn(2, n)), (o) -> o.onError(OnError.SKIP))
            .build());
        assertThat(result.state()).isEqualTo(RunState.COMPLETED);
        assertThat(returned).containsExactly(1, 2, 3, 4, 5);
        assertThat(this.collected).containsExactly(1, 3, 4, 5);
        assertThat(result.ledger().stage("emit").done()).isEqualTo(5);
        assertThat(result.ledger().stage("collect").done()).isEqualTo(4);
        assertThat(result.ledger().stage("collect").skipped()).isEqualTo(1);
    }

    @RepeatedTest(3)
    void s191_failureInOneArmLeavesTheOtherAlone() {
        List<Integer> other = Scenario.collected();
        RunResult result = Scenario.run(Pipeline.named("s191")
            .producer("generate", Scenario.numbers(1, 5), (o) -> o.to("a", "b"))
            .consumer("a", (n) -> this.collected.add(failOn(3, n)), (o) -> o.onError(OnError.SKIP))
            .consumer("b", other::add)
            .build());
        assertThat(result.state()).isEqualTo(RunState.COMPLETED);
        assertThat(this.collected).containsExactlyInAnyOrder(1, 2, 4, 5);
        assertThat(other).containsExactlyInAnyOrder(1, 2, 3, 4, 5);
    }

    @Test
    void s192_deadLetterHandlerThatThrows() {
        List<DeadLetter> told = new ArrayList<>();
        RunListener throwing = new RunListener() {

            @Override
            public void itemDeadLettered(Run run, DeadLetter deadLetter) {
                throw new IllegalStateException("the handler's own");
            }

        };
        RunListener following = new RunListener() {

            @Override
            public void itemDeadLettered(Run run, DeadLetter deadLetter) {
                told.add(deadLetter);
            }

        };
        try (Logged logged = new Logged()) {
            RunResult result = Scenario.run(Pipeline.named("s192")
                .producer("generate", Scenario.numbers(1, 3))
                .consumer("collect", (n) -> this.collected.add(failOn(2, n)), (o) -> o.onError(OnError.DEAD_LETTER))
                .build(), (engine) -> engine.listener(throwing).listener(following));
            assertThat(result.state()).isEqualTo(RunState.COMPLETED);
            assertThat(this.collected).containsExactly(1, 3);
            assertThat(result.ledger().stage("collect").deadLettered()).isEqualTo(1);
            assertThat(result.deadLetters()).hasSize(1);
            assertThat(told).isEqualTo(result.deadLetters());
            assertThat(logged.messages()).anySatisfy(
                    (message) -> assertThat(message).contains(throwing.getClass().getName(), "'s192'", "threw"));
            assertThat(logged.thrown()).contains("the handler's own");
        }
    }

    @ParameterizedTest
    @EnumSource(OnError.class)
    void s193_errorThatNoJvmSurvivesEndsTheRun(OnError onError) {
        InternalError fatal = new InternalError("simulated");
        RunResult result = Scenario
            .run(Pipeline.named("s193").producer("generate", Scenario.numbers(1, 5)).consumer("collect", (n) -> {
                if (n == 3) {
                    throw fatal;
                }
                this.collected.add(n);
            }, (o) -> o.onError(onError).retries(2)).build());
        assertThat(result.state()).isEqualTo(RunState.FAILED);
        assertThat(result.cause()).isSameAs(fatal);
        assertThat(this.collected).containsExactly(1, 2);
        assertThat(result.ledger().stage("collect").failed()).isEqualTo(1);
    }

    @Test
    void s194_nearestWordOnErrorsWins() {
        Pipeline pipeline = Pipeline.named("s194")
            .options((o) -> o.onError(OnError.SKIP))
            .producer("generate", Scenario.numbers(1, 3))
            .consumer("collect", (n) -> this.collected.add(failOn(2, n)))
            .build();
        RunResult task = Scenario.run(pipeline, (engine) -> engine.set(Setting.ON_ERROR, OnError.FAIL));
        assertThat(task.state()).isEqualTo(RunState.COMPLETED);
        assertThat(task.ledger().stage("collect").skipped()).isEqualTo(1);
        Pipeline stage = pipeline.derive().configure("collect", (o) -> o.onError(OnError.DEAD_LETTER)).build();
        RunResult nearer = Scenario.run(stage, (engine) -> engine.set(Setting.ON_ERROR, OnError.FAIL));
        assertThat(nearer.ledger().stage("collect").deadLettered()).isEqualTo(1);
        Pipeline configured = stage.derive().configure("collect", (o) -> o.onError(OnError.FAIL)).build();
        assertThat(Scenario.run(configured).state()).isEqualTo(RunState.FAILED);
    }

    @Test
    void s194_applicationSpeaksWhereNoOneElseDoes() {
        RunResult result = Scenario.run(Pipeline.named("s194-application")
            .producer("generate", Scenario.numbers(1, 3))
            .consumer("collect", (n) -> this.collected.add(failOn(2, n)))
            .build(), (engine) -> engine.set(Setting.ON_ERROR, OnError.SKIP));
        assertThat(result.state()).isEqualTo(RunState.COMPLETED);
        assertThat(result.statistics().stage("collect")).extracting(StageStatistics::skipped).isEqualTo(1L);
    }

    @RepeatedTest(3)
    void s202_failedRunLeavesTheOthersAlone() throws InterruptedException {
        CountDownLatch failed = new CountDownLatch(1);
        Pipeline pipeline = Pipeline.named("s202")
            .producer("generate", Scenario.numbers(1, 100))
            .processor("pass", (n) -> n, (o) -> o.concurrency(Concurrency.THREAD, 2).capacity(4))
            .consumer("collect", this.collected::add)
            .build();
        Pipeline failing = pipeline.derive().replace("pass", (Integer n) -> failOn(50, n)).build();
        Pipeline waiting = pipeline.derive().replace("pass", (Integer n) -> {
            assertThat(failed.await(30, TimeUnit.SECONDS)).isTrue();
            return n * 1000;
        }).build();
        try (Engine engine = Engine.create()) {
            Run other = engine.start(waiting);
            Run first = engine.start(failing);
            first.await();
            assertThat(first.state()).isEqualTo(RunState.FAILED);
            assertThat(other.state()).isEqualTo(RunState.RUNNING);
            assertThat(engine.runs()).containsExactly(other);
            failed.countDown();
            RunResult result = Scenario.end(other);
            Scenario.assertHolds(first.await());
            assertThat(result.state()).isEqualTo(RunState.COMPLETED);
            assertThat(result.ledger().stage("collect").done()).isEqualTo(100);
        }
        assertThat(this.collected.stream().filter((n) -> n >= 1000)).hasSize(100);
    }

    private Integer failOn(int bad, Integer item) {
        if (item == bad) {
            throw this.thrown;
        }
        return item;
    }

    @Test
    void causesInACircleDoNotHoldUpAProducersFailure() {
        RuntimeException one = new RuntimeException("one");
        one.initCause(new RuntimeException("other", one));
        RunResult result = Scenario.run(Pipeline.named("circle").producer("numbers", Integer.class, (output) -> {
            throw one;
        }).consumer("collect", (Integer n) -> this.collected.add(n)).build());
        assertThat(result.state()).isEqualTo(RunState.FAILED);
        assertThat(result.cause()).isSameAs(one);
    }

    @Test
    void theEndOfAnotherRunIsAnItemsFailureLikeAnyOther() {
        RunResult result = Scenario
            .run(Pipeline.named("other").producer("numbers", Scenario.numbers(1, 5)).processor("work", (Integer n) -> {
                if (n == 3) {
                    throw new RunStoppedException("The run that this stage has started itself has ended");
                }
                return n;
            }, (o) -> o.concurrency(Concurrency.THREAD, 2).onError(OnError.DEAD_LETTER))
                .consumer("collect", this.collected::add)
                .build());
        assertThat(result.state()).isEqualTo(RunState.COMPLETED);
        assertThat(this.collected).containsExactlyInAnyOrder(1, 2, 4, 5);
        assertThat(result.deadLetters()).singleElement()
            .satisfies((letter) -> assertThat(letter.cause()).isInstanceOf(RunStoppedException.class));
    }

}
