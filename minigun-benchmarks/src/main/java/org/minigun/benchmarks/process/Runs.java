package org.minigun.benchmarks.process;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.IntFunction;

import org.minigun.Pipeline;
import org.minigun.ProcessorFunction;
import org.minigun.StageOptions;
import org.minigun.execution.Engine;

/**
 * Runs of one stage between a producer and a sink.
 */
final class Runs {

    private Runs() {
    }

    /** Items a second. */
    static <T, R> double rate(Engine engine, IntFunction<Object> items, int count, ProcessorFunction<T, R> body,
            Consumer<StageOptions<T, R>> options) throws InterruptedException {
        long start = System.nanoTime();
        run(engine, items, count, body, options);
        return count / ((System.nanoTime() - start) / 1e9);
    }

    @SuppressWarnings("unchecked")
    static <T, R> void run(Engine engine, IntFunction<Object> items, int count, ProcessorFunction<T, R> body,
            Consumer<StageOptions<T, R>> options) throws InterruptedException {
        AtomicInteger seen = new AtomicInteger();
        engine.run(Pipeline.named("rate").producer("items", Object.class, (output) -> {
            for (int i = 0; i < count; i++) {
                output.emit(items.apply(i));
            }
        })
            .processor("work", (ProcessorFunction<Object, R>) (ProcessorFunction<?, R>) body,
                    (o) -> options.accept((StageOptions<T, R>) (StageOptions<?, ?>) o))
            .consumer("sink", (item) -> seen.lazySet(seen.get() + 1))
            .build());
        if (seen.get() != count) {
            throw new IllegalStateException(seen + " of " + count + " items have arrived");
        }
    }

}
