package org.minigun.test;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.minigun.BatchFunction;
import org.minigun.EmitterFunction;
import org.minigun.Output;
import org.minigun.ProcessorFunction;
import org.minigun.ProducerFunction;
import org.minigun.Stage;
import org.minigun.StageBody;

/**
 * An output that notes what is emitted through it.
 *
 * @param output the output itself
 * @param noted where it is noted
 */
record Noting(Output<Object> output, List<Object> noted) implements Output<Object> {

    @Override
    public void emit(Object item) {
        this.output.emit(item);
        this.noted.add(item);
    }

    @Override
    public Output<Object> to(String target) {
        return new Noting(this.output.to(target), this.noted);
    }

    @Override
    public boolean isStopping() {
        return this.output.isStopping();
    }

    /** The code of a stage, which notes what it emits. */
    static StageBody body(Stage stage, List<Object> noted) {
        StageBody body = stage.body();
        if (body instanceof StageBody.Producer producer) {
            ProducerFunction<Object> function = producer.function();
            return new StageBody.Producer((output) -> function.produce(new Noting(output, noted)));
        }
        if (body instanceof StageBody.Emitter emitter) {
            EmitterFunction<Object, Object> function = emitter.function();
            return new StageBody.Emitter((item, output) -> function.process(item, new Noting(output, noted)));
        }
        if (body instanceof StageBody.Processor processor) {
            ProcessorFunction<Object, Object> function = processor.function();
            boolean flatten = Stages.flattens(stage);
            return new StageBody.Processor((item) -> result(function.process(item), flatten, noted));
        }
        if (body instanceof StageBody.Accumulator accumulator) {
            BatchFunction<Object, Object> function = accumulator.function();
            return new StageBody.Accumulator((batch) -> result(function.apply(batch), false, noted));
        }
        throw new IllegalArgumentException("Stage '" + stage.name()
                + "' cannot be captured: it is a nested pipeline that chooses a target for each item; capture the "
                + "stages after it");
    }

    private static @Nullable Object result(@Nullable Object result, boolean flatten, List<Object> noted) {
        if (result == null) {
            return null;
        }
        if (!flatten) {
            noted.add(result);
            return result;
        }
        List<Object> several = several(result);
        noted.addAll(several);
        return several;
    }

    private static List<Object> several(Object result) {
        List<Object> several = new ArrayList<>();
        if (result instanceof Stream<?> stream) {
            stream.forEach(several::add);
        }
        else if (result instanceof Iterable<?> items) {
            items.forEach(several::add);
        }
        else if (result instanceof Optional<?> optional) {
            optional.ifPresent(several::add);
        }
        else if (result instanceof Object[] array) {
            several.addAll(Arrays.asList(array));
        }
        else {
            for (int i = 0; i < java.lang.reflect.Array.getLength(result); i++) {
                several.add(java.lang.reflect.Array.get(result, i));
            }
        }
        return several;
    }

}
