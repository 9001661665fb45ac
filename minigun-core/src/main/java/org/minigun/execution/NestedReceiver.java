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
        if (isDirect()) {
            count();
            this.target.accept(item);
        }
        else {
            this.target.accept(item);
            count();
        }
    }

    @Override
    void acceptMeasured(Object item) throws Exception {
        if (isDirect()) {
            count();
            this.target.acceptMeasured(item);
        }
        else {
            this.target.acceptMeasured(item);
            count();
        }
    }

    private void count() {
        for (StageCounters counters : this.entered) {
            counters.received();
            counters.done();
        }
        for (StageCounters counters : this.left) {
            counters.emitted();
        }
    }

    @Override
    void end() {
        this.target.end();
    }

    @Override
    boolean isDirect() {
        return this.target.isDirect();
    }

}
