package org.minigun.test;

import java.io.File;
import java.util.UUID;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;
import org.minigun.Pipeline;

/**
 * Faults of worker processes, to be put into a pipeline by
 * {@link TaskTester#changing(UnaryOperator)} or by a pipeline customizer. A real worker
 * dies or hangs while the item is in work, and what the application does about it is
 * tested as it is.
 * <p>
 * The stage has to run in worker processes: {@code concurrency = PROCESS} or
 * {@code PROCESS_PER_BATCH}, and {@link TaskTester#placed()}. Elsewhere the item fails
 * with an {@link IllegalStateException} that says so. The instance that a faulty stage is
 * called on is not the one that {@code @AfterFork} hooks of its class are called on.
 */
public final class WorkerFaults {

    private WorkerFaults() {
    }

    /**
     * Kills the worker, by the signal KILL where there are signals, each time that an
     * item is in work.
     * @param <T> the type of the items
     * @param stage the path of the stage
     * @param item chooses the items
     * @return changes a pipeline so
     */
    public static <T> UnaryOperator<Pipeline> killOn(String stage, ItemPredicate<T> item) {
        return fault(Fault.KILL, stage, item, null);
    }

    /**
     * Kills the worker the first time that such an item is in work; the next worker gets
     * through.
     * @param <T> the type of the items
     * @param stage the path of the stage
     * @param item chooses the items
     * @return changes a pipeline so
     */
    public static <T> UnaryOperator<Pipeline> killOnceOn(String stage, ItemPredicate<T> item) {
        return fault(Fault.KILL, stage, item, once());
    }

    /**
     * Lets the worker end by {@code System.exit(0)} each time that an item is in work.
     * @param <T> the type of the items
     * @param stage the path of the stage
     * @param item chooses the items
     * @return changes a pipeline so
     */
    public static <T> UnaryOperator<Pipeline> exitOn(String stage, ItemPredicate<T> item) {
        return fault(Fault.EXIT, stage, item, null);
    }

    /**
     * Lets the worker hang each time that an item is in work, so that
     * {@code item-timeout} ends it.
     * @param <T> the type of the items
     * @param stage the path of the stage
     * @param item chooses the items
     * @return changes a pipeline so
     */
    public static <T> UnaryOperator<Pipeline> hangOn(String stage, ItemPredicate<T> item) {
        return fault(Fault.HANG, stage, item, null);
    }

    private static File once() {
        File mark = new File(System.getProperty("java.io.tmpdir"), "minigun-fault-" + UUID.randomUUID());
        mark.deleteOnExit();
        return mark;
    }

    private static UnaryOperator<Pipeline> fault(Fault fault, String stage, ItemPredicate<?> item,
            @Nullable File once) {
        return (pipeline) -> Stages.changed(pipeline, stage,
                (healthy) -> FaultyStage.of(stage, healthy, fault, item, once));
    }

}
