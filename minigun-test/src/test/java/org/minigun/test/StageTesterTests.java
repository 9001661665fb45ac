package org.minigun.test;

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.minigun.test.MinigunAssertions.assertThat;

class StageTesterTests {

    private final Orders orders = new Orders();

    private final TaskTester tester = TaskTester.of(this.orders);

    @Test
    void processorGivesResultsAndFailures() {
        StageOutcome outcome = this.tester.stage("parse").feed(1, -2, 3);
        assertThat(outcome.outputs(String.class)).containsExactly("order 1", "order 3");
        assertThat(outcome.thrown()).singleElement()
            .satisfies((thrown) -> assertThat(thrown).hasMessage("negative: -2"));
        assertThat(outcome.failures()).singleElement().satisfies((failure) -> assertThat(failure.item()).isEqualTo(-2));
        assertThat(outcome.result()).isCompleted().ledgerIsTrue().stage("parse").received(3).done(2).deadLettered(1);
    }

    @Test
    void itemsAreKeptByTarget() {
        StageOutcome outcome = this.tester.stage("split").feed("order 2", "order 3");
        assertThat(outcome.to("batch")).containsExactly("order 2");
        assertThat(outcome.to("express")).containsExactly("order 3");
        assertThat(outcome.outputs()).containsExactly("order 2", "order 3");
        assertThat(this.orders.calls).containsExactly("prepared");
        assertThatIllegalArgumentException().isThrownBy(() -> outcome.to("ship"))
            .withMessageContaining("[batch, express]");
    }

    @Test
    void accumulatorGivesBatches() {
        assertThat(this.tester.stage("batch").feed("a", "b", "c").outputs()).containsExactly(List.of("a", "b"),
                List.of("c"));
    }

    @Test
    void consumerTakesAndEmitsNothing() {
        StageOutcome outcome = this.tester.stage("ship").feed(List.of("a", "b"));
        assertThat(outcome.outputs()).isEmpty();
        assertThat(outcome.thrown()).isEmpty();
        assertThat(this.orders.calls).containsExactly("ship 2");
    }

    @Test
    void hooksOfTheRunRunWhenAskedFor() {
        this.tester.stage("split").withRunHooks().feed("order 1");
        assertThat(this.orders.calls).containsExactly("begun", "prepared");
    }

    @Test
    void producerProduces() {
        assertThat(this.tester.stage("numbers").produce().outputs()).containsExactly(1, 2, 3, 4, 5);
    }

    @Test
    void sayWhatToCallInstead() {
        assertThatIllegalStateException().isThrownBy(() -> this.tester.stage("numbers").feed(1))
            .withMessageContaining("produce()");
        assertThatIllegalStateException().isThrownBy(() -> this.tester.stage("parse").produce())
            .withMessageContaining("feed(");
        assertThatIllegalArgumentException().isThrownBy(() -> this.tester.stage("parsed"))
            .withMessageContaining("'orders'");
    }

}
