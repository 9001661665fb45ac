package org.minigun.execution;

import org.jspecify.annotations.Nullable;
import org.minigun.metrics.Sampler;
import org.minigun.metrics.StageCounters;

/**
 * An output, with the way of an item that meets nothing special. Also a template, see
 * {@link LinkCopies}.
 */
final class DirectOutput extends StageOutput {

    DirectOutput(StageRun stage, StageCounters counters, Receiver next, TargetReceivers targets,
            @Nullable Thread thread, boolean producer, Sampler sampler) {
        super(stage, counters, next, targets, thread, producer, sampler);
    }

    @Override
    public void emit(Object item) {
        if (this.owner != Thread.currentThread()) {
            checkUse();
        }
        if (item == null || this.control.signal() != RunControl.GO || this.counters.emittedHere() >= this.slowFrom) {
            emitSlow(this.next, item);
            return;
        }
        try {
            if (this.direct) {
                this.counters.emitted();
                this.next.accept(item);
            }
            else {
                this.next.accept(item);
                this.counters.emitted();
            }
        }
        catch (Exception ex) {
            throw cutOrSame(ex);
        }
    }

}
