package org.minigun.test;

import org.minigun.RunResult;

/**
 * Entry to the assertions of runs, besides AssertJ's own.
 */
public final class MinigunAssertions {

    private MinigunAssertions() {
    }

    /**
     * Begins assertions of a run.
     * @param actual how the run ended
     * @return the assertions
     */
    public static RunResultAssert assertThat(RunResult actual) {
        return new RunResultAssert(actual);
    }

    /**
     * Begins assertions of a run.
     * @param actual the run
     * @return the assertions of how it ended
     */
    public static RunResultAssert assertThat(TestRun actual) {
        return new RunResultAssert(actual.result());
    }

}
