package org.minigun.execution;

import java.util.List;

import org.minigun.metrics.StageCounters;

/**
 * Counts what enters nested pipelines, or leaves one, on the way to a stage.
 */
final class NestedReceiver extends Receiver {

    private final Receiver target;

    private final List<StageCounters> entered;

    private final List<StageCounters> left;

    NestedReceiver(Receiver target, List<StageCounters> entered, List<StageCounters> left) {
        this.target = target;
        this.entered = entered;
        this.left = left;
    }

    @Override
    void accept(Object item) throws Exception {
        if (!isDirect()) {
            this.target.accept(item);
        }
        for (StageCounters counters : this.entered) {
            counters.received();
            counters.done();
        }
        for (StageCounters counters : this.left) {
            counters.emitted();
        }
        if (isDirect()) {
            this.target.accept(item);
        }
    }

    @Override
    boolean isDirect() {
        return this.target.isDirect();
    }

    @Override
    void end() {
        this.target.end();
    }

}
