package org.minigun.test;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.minigun.DeadLetter;
import org.minigun.Setting;
import org.minigun.execution.Engine;
import org.minigun.process.WorkerCrashException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.minigun.test.MinigunAssertions.assertThat;

class WorkerFaultsTests {

    @Test
    void killedWorkersCostTheirItemAndNoOther() {
        try (Engine engine = Engine.builder().set(Setting.ITEM_TIMEOUT, Duration.ofSeconds(2)).build()) {
            TaskTester tester = TaskTester.of(new Orders()).on(engine).placed().capturing("parse");
            TestRun killed = tester.changing(WorkerFaults.killOn("parse", (Integer n) -> n == 3)).run();
            assertThat(killed).isCompleted().ledgerIsTrue().hasDeadLetters("parse", 3);
            assertThat(killed.result().deadLetters()).first()
                .extracting(DeadLetter::cause)
                .isInstanceOf(WorkerCrashException.class)
                .asString()
                .contains("KILL");
            assertThat(killed.outputs("parse")).containsExactlyInAnyOrder("order 1", "order 2", "order 4", "order 5");

            TestRun once = tester.changing(WorkerFaults.killOnceOn("parse", (Integer n) -> n == 3)).run();
            assertThat(once).everyItemIsDone();
            assertThat(once.outputs("parse")).hasSize(5);

            StageOutcome hung = tester.options((options) -> options.set(Setting.MAX_CRASHES, 1))
                .changing(WorkerFaults.hangOn("parse", (Integer n) -> n == 2))
                .stage("parse")
                .feed(1, 2, -3);
            assertThat(hung.outputs()).containsExactly("order 1");
            assertThat(hung.thrown()).hasSize(2)
                .anySatisfy((thrown) -> assertThat(thrown).isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("negative: -3"));
        }
    }

    @Test
    void theApplicationIsNeverStruck() {
        StageOutcome outcome = TaskTester.of(new Orders())
            .changing(WorkerFaults.exitOn("parse", (Integer n) -> n == 3))
            .stage("parse")
            .feed(1, 3);
        assertThat(outcome.outputs()).containsExactly("order 1");
        assertThat(outcome.thrown()).singleElement()
            .satisfies((thrown) -> assertThat(thrown).hasMessageContaining("placed()"));
    }

}
