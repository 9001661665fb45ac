package org.minigun.test;

import org.assertj.core.api.AbstractAssert;
import org.minigun.Ledger;

/**
 * Assertions of what became of the items of a stage.
 */
public final class StageAccountAssert extends AbstractAssert<StageAccountAssert, Ledger.StageEntry> {

    private final RunResultAssert run;

    StageAccountAssert(Ledger.StageEntry actual, RunResultAssert run) {
        super(actual, StageAccountAssert.class);
        this.run = run;
    }

    /**
     * Verifies how many items arrived.
     * @param items the number
     * @return this
     */
    public StageAccountAssert received(long items) {
        return count("received", items, this.actual.received());
    }

    /**
     * Verifies how many items were finished.
     * @param items the number
     * @return this
     */
    public StageAccountAssert done(long items) {
        return count("done", items, this.actual.done());
    }

    /**
     * Verifies how many items have failed the run.
     * @param items the number
     * @return this
     */
    public StageAccountAssert failed(long items) {
        return count("failed", items, this.actual.failed());
    }

    /**
     * Verifies how many items were skipped.
     * @param items the number
     * @return this
     */
    public StageAccountAssert skipped(long items) {
        return count("skipped", items, this.actual.skipped());
    }

    /**
     * Verifies how many items were given up on.
     * @param items the number
     * @return this
     */
    public StageAccountAssert deadLettered(long items) {
        return count("deadLettered", items, this.actual.deadLettered());
    }

    /**
     * Verifies how many items were cut off.
     * @param items the number
     * @return this
     */
    public StageAccountAssert unfinished(long items) {
        return count("unfinished", items, this.actual.unfinished());
    }

    /**
     * Goes back to the run.
     * @return the assertions of the run
     */
    public RunResultAssert and() {
        return this.run;
    }

    private StageAccountAssert count(String what, long expected, long found) {
        if (expected != found) {
            failWithMessage("Expected %s of stage '%s' to be %s, but it is %s: %s", what, this.actual.stage(), expected,
                    found, this.actual);
        }
        return this;
    }

}
