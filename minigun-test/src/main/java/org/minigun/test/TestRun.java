package org.minigun.test;

import java.util.List;

import org.minigun.RunResult;

/**
 * A run of a task in a test, which has ended. Immutable.
 */
public final class TestRun {

    private final RunResult result;

    private final Captures captures;

    TestRun(RunResult result, Captures captures) {
        this.result = result;
        this.captures = captures;
    }

    /**
     * Returns how the run ended.
     * @return the result, also of a run that has failed
     */
    public RunResult result() {
        return this.result;
    }

    /**
     * Returns what a stage has emitted.
     * @param stage its name
     * @return the items, in the order in which they were emitted
     * @throws IllegalArgumentException if the stage was not named in
     * {@link TaskTester#capturing}
     */
    public List<Object> outputs(String stage) {
        return this.captures.of(stage);
    }

    /**
     * Returns what a stage has emitted.
     * @param <T> the type of the items
     * @param stage its name
     * @param type the type of the items
     * @return the items, in the order in which they were emitted
     * @throws IllegalArgumentException if the stage was not named in
     * {@link TaskTester#capturing}
     * @throws ClassCastException if an item is of another type
     */
    public <T> List<T> outputs(String stage, Class<T> type) {
        return outputs(stage).stream().<T>map(type::cast).toList();
    }

}
