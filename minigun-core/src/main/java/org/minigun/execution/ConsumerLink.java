package org.minigun.execution;

import org.minigun.ConsumerFunction;
import org.minigun.metrics.StageCounters;

/**
 * A consumer.
 */
final class ConsumerLink extends Link {

    private final ConsumerFunction<Object> function;

    ConsumerLink(StageRun stage, StageCounters counters, ConsumerFunction<Object> function) {
        super(stage, counters);
        this.function = function;
    }

    @Override
    void accept(Object item) {
        this.counters.received();
        try {
            this.function.consume(item);
            this.counters.done();
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
            this.function.consume(item);
            this.counters.timed(System.nanoTime() - start);
            this.counters.done();
        }
        catch (Throwable thrown) {
            failed(item, thrown);
        }
        this.counters.current(null);
    }

    @Override
    void attempt(Object item) throws Exception {
        this.function.consume(item);
        this.counters.done();
    }

    @Override
    void finish() {
    }

}
