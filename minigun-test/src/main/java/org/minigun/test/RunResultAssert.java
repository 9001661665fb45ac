package org.minigun.test;

import java.util.List;
import java.util.Objects;

import org.assertj.core.api.AbstractAssert;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ListAssert;
import org.minigun.DeadLetter;
import org.minigun.Ledger;
import org.minigun.RunResult;
import org.minigun.RunState;

/**
 * Assertions of how a run ended.
 */
public final class RunResultAssert extends AbstractAssert<RunResultAssert, RunResult> {

    RunResultAssert(RunResult actual) {
        super(actual, RunResultAssert.class);
    }

    /**
     * Verifies that the run has completed: every producer had no more, and every item is
     * accounted for.
     * @return this
     */
    public RunResultAssert isCompleted() {
        return hasState(RunState.COMPLETED);
    }

    /**
     * Verifies the state.
     * @param state the state
     * @return this
     */
    public RunResultAssert hasState(RunState state) {
        isNotNull();
        if (this.actual.state() != state) {
            failWithMessage("Expected the run of task '%s' to be %s, but it is %s%s", this.actual.task(), state,
                    this.actual.state(), (this.actual.failure() != null) ? ": " + this.actual.failure() : "");
        }
        return this;
    }

    /**
     * Verifies that the run has failed, and goes on with its cause.
     * @return assertions of the exception of the user's code
     */
    public AbstractThrowableAssert<?, ? extends Throwable> hasFailedWithCause() {
        hasState(RunState.FAILED);
        return Assertions.assertThat(Objects.requireNonNull(this.actual.cause()));
    }

    /**
     * Verifies that nothing was lost and nothing was made up, at every stage and on every
     * edge. It holds for every run, however it ended.
     * @return this
     */
    public RunResultAssert ledgerIsTrue() {
        isNotNull();
        List<String> violations = this.actual.ledger().violations();
        if (!violations.isEmpty()) {
            failWithMessage("Expected the ledger of task '%s' to add up, but:%n  %s", this.actual.task(),
                    String.join(System.lineSeparator() + "  ", violations));
        }
        return this;
    }

    /**
     * Verifies that every item was finished at every stage that received it: none has
     * failed, was skipped, given up on or cut off; and that the ledger is true.
     * @return this
     */
    public RunResultAssert everyItemIsDone() {
        ledgerIsTrue();
        for (Ledger.StageEntry entry : this.actual.ledger().stages()) {
            if (entry.received() != entry.done()) {
                failWithMessage("Expected every item of stage '%s' to be done, but: %s", entry.stage(), entry);
            }
        }
        return this;
    }

    /**
     * Goes on with the accounts of a stage.
     * @param path its path
     * @return assertions of its accounts, which lead back by
     * {@link StageAccountAssert#and()}
     */
    public StageAccountAssert stage(String path) {
        isNotNull();
        return new StageAccountAssert(this.actual.ledger().stage(path), this);
    }

    /**
     * Goes on with the items that were given up on.
     * @return assertions of the dead letters that were kept
     */
    public ListAssert<DeadLetter> deadLetters() {
        isNotNull();
        return Assertions.assertThat(this.actual.deadLetters());
    }

    /**
     * Verifies which items a stage has given up on, in any order.
     * @param stage its path
     * @param items the items
     * @return this
     */
    public RunResultAssert hasDeadLetters(String stage, Object... items) {
        isNotNull();
        Assertions.assertThat(this.actual.deadLetters())
            .as("dead letters of stage '%s'", stage)
            .filteredOn((letter) -> letter.stage().equals(stage))
            .extracting(DeadLetter::item)
            .containsExactlyInAnyOrder(items);
        return this;
    }

}
