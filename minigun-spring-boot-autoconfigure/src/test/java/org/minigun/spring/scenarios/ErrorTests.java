package org.minigun.spring.scenarios;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.minigun.Concurrency;
import org.minigun.OnError;
import org.minigun.RunFailedException;
import org.minigun.RunState;
import org.minigun.annotation.Consumer;
import org.minigun.annotation.Processor;
import org.minigun.annotation.Producer;
import org.minigun.spring.MinigunTask;
import org.minigun.spring.scenarios.TaskScenario.Collecting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.minigun.spring.scenarios.TaskScenario.completed;
import static org.minigun.spring.scenarios.TaskScenario.numbers;
import static org.minigun.spring.scenarios.TaskScenario.run;
import static org.minigun.spring.scenarios.TaskScenario.with;

class ErrorTests {

    @Test
    void s180_skippedItemIsCountedAndTheRunGoesOn() {
        run(Failing.class, (task, result) -> {
            completed(result);
            assertThat(task.collected).containsExactlyInAnyOrder(0, 2, 6, 8);
            var entry = result.ledger().stage("p");
            assertThat(entry.received()).isEqualTo(5);
            assertThat(entry.done()).isEqualTo(4);
            assertThat(entry.skipped()).isEqualTo(1);
        }, "minigun.tasks.failing.stages.p.on-error=skip");
    }

    @Test
    void s181_failedRunCarriesTheException() {
        run(Failing.class, (task, result) -> {
            assertThat(result.state()).isEqualTo(RunState.FAILED);
            assertThat(result.cause()).isExactlyInstanceOf(IllegalStateException.class).hasMessage("two");
        });
        with(Failing.class,
                (task, minigun) -> assertThatExceptionOfType(RunFailedException.class)
                    .isThrownBy(() -> minigun.run(Failing.class))
                    .havingCause()
                    .isExactlyInstanceOf(IllegalStateException.class)
                    .withMessage("two"));
    }

    @Test
    void s182_deadLetterKeepsItemAndCause() {
        run(Failing.class, (task, result) -> {
            completed(result);
            assertThat(task.collected).containsExactlyInAnyOrder(0, 2, 6, 8);
            assertThat(result.deadLetters()).singleElement().satisfies((letter) -> {
                assertThat(letter.item()).isEqualTo(2);
                assertThat(letter.stage()).isEqualTo("p");
                assertThat(letter.attempts()).isEqualTo(1);
                assertThat(letter.cause()).hasMessage("two");
            });
        }, "minigun.tasks.failing.on-error=dead-letter");
    }

    @Test
    void s194_nearestWordOnErrorsWins() {
        run(Skipping.class, (task, result) -> {
            completed(result);
            assertThat(result.ledger().stage("p").skipped()).isEqualTo(1);
        }, "minigun.on-error=fail");
        run(Skipping.class, (task, result) -> {
            completed(result);
            assertThat(result.deadLetters()).hasSize(1);
        }, "minigun.on-error=fail", "minigun.tasks.skipping.stages.p.on-error=dead-letter");
        run(SaysFail.class, (task, result) -> {
            completed(result);
            assertThat(result.ledger().stage("p").skipped()).isEqualTo(1);
        }, "minigun.tasks.says-fail.stages.p.on-error=skip");
    }

    abstract static class Five extends Collecting<Integer> {

        @Producer
        List<Integer> generate() {
            return numbers(0, 4);
        }

        int twice(int item) {
            if (item == 2) {
                throw new IllegalStateException("two");
            }
            return 2 * item;
        }

    }

    @MinigunTask
    static class Failing extends Five {

        @Processor(concurrency = Concurrency.THREAD, poolSize = 2)
        int p(int item) {
            return twice(item);
        }

        @Consumer
        void collect(int item) {
            this.collected.add(item);
        }

    }

    @MinigunTask(onError = OnError.SKIP)
    static class Skipping extends Five {

        @Processor
        int p(int item) {
            return twice(item);
        }

        @Consumer
        void collect(int item) {
            this.collected.add(item);
        }

    }

    @MinigunTask
    static class SaysFail extends Five {

        @Processor(onError = OnError.FAIL)
        int p(int item) {
            return twice(item);
        }

        @Consumer
        void collect(int item) {
            this.collected.add(item);
        }

    }

}
