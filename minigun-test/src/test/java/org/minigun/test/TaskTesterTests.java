package org.minigun.test;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.minigun.Concurrency;
import org.minigun.Output;
import org.minigun.Pipeline;
import org.minigun.annotation.Consumer;
import org.minigun.annotation.Producer;
import org.minigun.execution.Engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.minigun.test.MinigunAssertions.assertThat;

class TaskTesterTests {

    @Test
    void runsATaskOnTheCallingThreadInOneOrder() {
        Orders orders = new Orders();
        TestRun run = TaskTester.of(orders).capturing("numbers", "parse", "split", "batch").run();
        assertThat(run).isCompleted().ledgerIsTrue().stage("ship").received(2).done(2);
        assertThat(run.outputs("numbers")).containsExactly(1, 2, 3, 4, 5);
        assertThat(run.outputs("parse", String.class)).containsExactly("order 1", "order 2", "order 3", "order 4",
                "order 5");
        assertThat(run.outputs("split")).containsExactly("order 1", "order 2", "order 3", "order 4", "order 5");
        assertThat(run.outputs("batch")).containsExactly(List.of("order 1", "order 2"), List.of("order 4", "order 5"));
        assertThat(orders.calls).containsExactly("begun", "prepared", "ship 2", "express order 3", "ship 2");
    }

    @Test
    void givenItemsTakeThePlaceOfAProducer() {
        TestRun run = TaskTester.of(new Orders()).producing("numbers", 7, -1, 3).capturing("parse").run();
        assertThat(run.outputs("parse")).containsExactly("order 7", "order 3");
        assertThat(run).isCompleted().ledgerIsTrue().hasDeadLetters("parse", -1);
        assertThat(run).stage("parse").received(3).done(2).deadLettered(1).and().stage("express").done(1);
    }

    @Test
    void runsStagesWhereTheyArePlacedOnAnEngineThatIsThere() {
        Pipeline pipeline = Pipeline.named("squares")
            .producer("numbers", List.of(1, 2, 3))
            .processor("square", (n) -> n * n, (options) -> options.concurrency(Concurrency.THREAD, 2))
            .processor("next", (n) -> n + 1)
            .consumer("print", (n) -> {
            })
            .build();
        try (Engine engine = Engine.create()) {
            TestRun run = TaskTester.of(pipeline).on(engine).placed().capturing("square", "next").run();
            assertThat(run).everyItemIsDone();
            assertThat(run.outputs("square", Integer.class)).containsExactlyInAnyOrder(1, 4, 9);
            assertThat(run.outputs("next")).containsExactlyInAnyOrder(2, 5, 10);
        }
    }

    @Test
    void producersGetParameters() {
        TestRun run = TaskTester.of("counting", new Counting(), new Counting.Range(3, 5)).capturing("count").run();
        assertThat(run).everyItemIsDone();
        assertThat(run.outputs("count")).containsExactly(3, 4, 5);
    }

    static class Counting {

        record Range(int first, int last) {
        }

        @Producer
        void count(Range range, Output<Integer> output) {
            for (int i = range.first(); i <= range.last(); i++) {
                output.emit(i);
            }
        }

        @Consumer
        void take(Integer number) {
        }

    }

    @Test
    void sayWhatCannotBeCaptured() {
        TaskTester tester = TaskTester.of(new Orders());
        assertThatIllegalArgumentException().isThrownBy(() -> tester.capturing("pars"))
            .withMessageContaining("pars")
            .withMessageContaining("parse");
        assertThatIllegalArgumentException().isThrownBy(() -> tester.capturing("ship").run())
            .withMessageContaining("emits nothing");
        assertThatIllegalArgumentException().isThrownBy(() -> tester.run().outputs("parse"))
            .withMessageContaining("capturing(\"parse\")");
    }

}
