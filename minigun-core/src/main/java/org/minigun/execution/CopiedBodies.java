package org.minigun.execution;

import org.minigun.ConsumerFunction;
import org.minigun.EmitterFunction;
import org.minigun.Output;
import org.minigun.ProcessorFunction;
import org.minigun.ProducerFunction;
import org.minigun.StageBody;

/**
 * The code of stages whose items are copied on their way in and out, though the code runs
 * here.
 */
final class CopiedBodies {

    private CopiedBodies() {
    }

    static StageBody of(StageBody body, ItemCopier copier) {
        if (body instanceof StageBody.Processor processor) {
            ProcessorFunction<Object, Object> function = processor.function();
            return new StageBody.Processor((item) -> {
                Object result = function.process(copier.in(item));
                return (result != null) ? copier.out(result) : null;
            });
        }
        if (body instanceof StageBody.Emitter emitter) {
            EmitterFunction<Object, Object> function = emitter.function();
            return new StageBody.Emitter(
                    (item, output) -> function.process(copier.in(item), new CopyingOutput(output, copier)));
        }
        if (body instanceof StageBody.Consumer consumer) {
            ConsumerFunction<Object> function = consumer.function();
            return new StageBody.Consumer((item) -> function.consume(copier.in(item)));
        }
        if (body instanceof StageBody.Producer producer) {
            ProducerFunction<Object> function = producer.function();
            return new StageBody.Producer((output) -> function.produce(new CopyingOutput(output, copier)));
        }
        return body;
    }

    /** Copies what is emitted. */
    private static final class CopyingOutput implements Output<Object> {

        private final Output<Object> output;

        private final ItemCopier copier;

        CopyingOutput(Output<Object> output, ItemCopier copier) {
            this.output = output;
            this.copier = copier;
        }

        @Override
        public void emit(Object item) {
            this.output.emit(copied(item));
        }

        @Override
        public Output<Object> to(String target) {
            return new CopyingOutput(this.output.to(target), this.copier);
        }

        @Override
        public void expect(long items) {
            this.output.expect(items);
        }

        @Override
        public boolean isStopping() {
            return this.output.isStopping();
        }

        private Object copied(Object item) {
            if (item == null) {
                return item;
            }
            try {
                return this.copier.out(item);
            }
            catch (RuntimeException ex) {
                throw ex;
            }
            catch (Exception ex) {
                throw new IllegalArgumentException(ex.getMessage(), ex);
            }
        }

    }

}
