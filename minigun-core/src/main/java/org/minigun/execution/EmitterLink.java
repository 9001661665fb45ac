package org.minigun.execution;

import org.minigun.EmitterFunction;
import org.minigun.metrics.StageCounters;

/**
 * A processor that emits as often as it likes.
 */
final class EmitterLink extends Link {

    private final EmitterFunction<Object, Object> function;

    private final StageOutput output;

    private final Receiver next;

    private final boolean holding;

    EmitterLink(StageRun stage, StageCounters counters, EmitterFunction<Object, Object> function, StageOutput output,
            Receiver next) {
        super(stage, counters);
        this.function = function;
        this.output = output;
        this.next = next;
        this.holding = stage.retries() > 0;
    }

    @Override
    void accept(Object item) {
        this.counters.received();
        try {
            if (this.holding) {
                attempt(item);
            }
            else {
                call(item);
            }
        }
        catch (Throwable thrown) {
            failed(item, thrown);
        }
    }

    @Override
    void acceptMeasured(Object item) {
        this.counters.received();
        this.counters.current(item);
        try {
            callMeasured(item);
        }
        catch (Throwable thrown) {
            failed(item, thrown);
        }
        this.counters.current(null);
    }

    private void call(Object item) throws Exception {
        this.output.open();
        try {
            this.function.process(item, this.output);
        }
        finally {
            this.output.close();
        }
        this.output.checkCut();
        this.counters.done();
    }

    private void callMeasured(Object item) throws Exception {
        this.output.openSlow(true, this.holding);
        long start = System.nanoTime();
        try {
            this.function.process(item, this.output);
        }
        finally {
            this.counters.timed(Math.max(0, System.nanoTime() - start - this.output.downstreamNanos()));
            this.output.close();
        }
        complete();
    }

    @Override
    void attempt(Object item) throws Exception {
        this.output.openSlow(false, this.holding);
        try {
            this.function.process(item, this.output);
        }
        finally {
            this.output.close();
        }
        complete();
    }

    private void complete() throws Exception {
        this.output.passHeld();
        this.output.checkCut();
        this.counters.done();
    }

    @Override
    void finish() {
        this.next.end();
    }

}
