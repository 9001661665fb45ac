package org.minigun.execution;

import org.jspecify.annotations.Nullable;
import org.minigun.ProcessorFunction;
import org.minigun.metrics.StageCounters;

/**
 * A processor that gives one result or none.
 */
final class ProcessorLink extends Link {

    private final ProcessorFunction<Object, Object> function;

    private final Receiver next;

    private final boolean direct;

    ProcessorLink(StageRun stage, StageCounters counters, ProcessorFunction<Object, Object> function, Receiver next) {
        super(stage, counters);
        this.function = function;
        this.next = next;
        this.direct = next.isDirect();
    }

    @Override
    void accept(Object item) {
        this.counters.received();
        try {
            pass(this.function.process(item));
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
            long start = System.nanoTime();
            Object result = this.function.process(item);
            this.counters.timed(System.nanoTime() - start);
            passMeasured(result);
        }
        catch (Throwable thrown) {
            failed(item, thrown);
        }
        this.counters.current(null);
    }

    @Override
    void attempt(Object item) throws Exception {
        pass(this.function.process(item));
    }

    private void pass(@Nullable Object result) throws Exception {
        if (result == null) {
            this.counters.done();
        }
        else if (this.direct) {
            this.counters.passed();
            this.next.accept(result);
        }
        else {
            this.next.accept(result);
            this.counters.passed();
        }
    }

    private void passMeasured(@Nullable Object result) throws Exception {
        if (result == null) {
            this.counters.done();
        }
        else if (this.direct) {
            this.counters.passed();
            this.next.acceptMeasured(result);
        }
        else {
            this.next.acceptMeasured(result);
            this.counters.passed();
        }
    }

    @Override
    void finish() {
        this.next.end();
    }

}
