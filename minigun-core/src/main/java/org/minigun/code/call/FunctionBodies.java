package org.minigun.code.call;

import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.minigun.ConsumerFunction;
import org.minigun.EmitterFunction;
import org.minigun.Output;
import org.minigun.ProcessorFunction;
import org.minigun.ProducerFunction;

/**
 * Code that is a function.
 */
public final class FunctionBodies {

    private FunctionBodies() {
    }

    /**
     * Makes a body of a function.
     * @param function one of the functions of a pipeline's builder
     * @return the body
     * @throws IllegalArgumentException if it is none of those
     */
    static Body of(Object function) {
        if (function instanceof ProcessorFunction<?, ?>) {
            return new OfProcessor(cast(function));
        }
        if (function instanceof EmitterFunction<?, ?>) {
            return new OfEmitter(cast(function));
        }
        if (function instanceof ConsumerFunction<?>) {
            return new OfConsumer(cast(function));
        }
        if (function instanceof ProducerFunction<?>) {
            return new OfProducer(cast(function));
        }
        throw new IllegalArgumentException(
                "The code of a stage is none that can be called: ".concat(function.getClass().getName()));
    }

    @SuppressWarnings("unchecked") // the pipeline was checked where it was built
    private static <F> F cast(Object function) {
        return (F) function;
    }

    private static final class OfProcessor extends Body {

        private final ProcessorFunction<Object, Object> function;

        OfProcessor(ProcessorFunction<Object, Object> function) {
            this.function = function;
        }

        @Override
        public @Nullable Object call(@Nullable Object item, Output<Object> output) throws Exception {
            return this.function.process(Objects.requireNonNull(item));
        }

    }

    private static final class OfEmitter extends Body {

        private final EmitterFunction<Object, Object> function;

        OfEmitter(EmitterFunction<Object, Object> function) {
            this.function = function;
        }

        @Override
        public @Nullable Object call(@Nullable Object item, Output<Object> output) throws Exception {
            this.function.process(Objects.requireNonNull(item), output);
            return null;
        }

    }

    private static final class OfConsumer extends Body {

        private final ConsumerFunction<Object> function;

        OfConsumer(ConsumerFunction<Object> function) {
            this.function = function;
        }

        @Override
        public @Nullable Object call(@Nullable Object item, Output<Object> output) throws Exception {
            this.function.consume(Objects.requireNonNull(item));
            return null;
        }

    }

    private static final class OfProducer extends Body {

        private final ProducerFunction<Object> function;

        OfProducer(ProducerFunction<Object> function) {
            this.function = function;
        }

        @Override
        public @Nullable Object call(@Nullable Object item, Output<Object> output) throws Exception {
            this.function.produce(output);
            return null;
        }

    }

}
