package org.minigun.test;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.minigun.DeadLetter;
import org.minigun.ProducerFailure;
import org.minigun.RunFailure;
import org.minigun.RunResult;

/**
 * What became of the items that a test gave a stage. Immutable.
 */
public final class StageOutcome {

    private final RunResult result;

    private final String stage;

    private final List<Object> outputs;

    private final Map<String, List<Object>> byTarget;

    StageOutcome(RunResult result, String stage, List<Object> outputs, Map<String, List<Object>> byTarget) {
        this.result = result;
        this.stage = stage;
        this.outputs = List.copyOf(outputs);
        this.byTarget = byTarget.entrySet()
            .stream()
            .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, (entry) -> List.copyOf(entry.getValue())));
    }

    /**
     * Returns what the stage has emitted, in this order. Of a stage with several targets,
     * an item is listed once for each that got it.
     * @return the items
     */
    public List<Object> outputs() {
        return this.outputs;
    }

    /**
     * Returns what the stage has emitted, in this order.
     * @param <T> the type of the items
     * @param type the type of the items
     * @return the items
     * @throws ClassCastException if an item is of another type
     */
    public <T> List<T> outputs(Class<T> type) {
        return this.outputs.stream().<T>map(type::cast).toList();
    }

    /**
     * Returns what one target got, in this order.
     * @param target the name of a stage that the tested one feeds
     * @return the items
     * @throws IllegalArgumentException if it does not feed such a stage
     */
    public List<Object> to(String target) {
        List<Object> items = this.byTarget.get(target);
        if (items == null) {
            throw new IllegalArgumentException("Stage '" + this.stage + "' has no target '" + target + "'; it feeds "
                    + this.byTarget.keySet().stream().sorted().toList());
        }
        return items;
    }

    /**
     * Returns the items that have failed, each with its last attempt's exception.
     * @return the failures, in the order in which they were given up on
     */
    public List<DeadLetter> failures() {
        return this.result.deadLetters();
    }

    /**
     * Returns what was thrown: by the stage for its items, after the last attempt, and by
     * a producer or a hook.
     * @return the exceptions
     */
    public List<Throwable> thrown() {
        List<Throwable> thrown = new ArrayList<>();
        this.result.deadLetters().stream().map(DeadLetter::cause).forEach(thrown::add);
        this.result.producerFailures().stream().map(ProducerFailure::cause).forEach(thrown::add);
        RunFailure failure = this.result.failure();
        if (failure != null) {
            thrown.add(failure.cause());
        }
        return thrown;
    }

    /**
     * Returns how the run ended in which the stage stood.
     * @return the result, with the accounts of the stage
     */
    public RunResult result() {
        return this.result;
    }

}
