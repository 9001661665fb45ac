package org.minigun;

import org.jspecify.annotations.Nullable;

/**
 * What a stage does: the user's code, by kind of stage.
 */
public sealed interface StageBody {

    /**
     * Returns the user's code.
     * @return the function, or {@code null} if the stage is a pipeline
     */
    @Nullable Object function();

    /**
     * Emits items.
     *
     * @param function the user's code
     */
    record Producer(ProducerFunction<Object> function) implements StageBody {
    }

    /**
     * Turns an item into one result, none, or (flattened) several.
     *
     * @param function the user's code
     */
    record Processor(ProcessorFunction<Object, Object> function) implements StageBody {
    }

    /**
     * Turns an item into as many results as it emits.
     *
     * @param function the user's code
     */
    record Emitter(EmitterFunction<Object, Object> function) implements StageBody {
    }

    /**
     * Batches items.
     *
     * @param function the user's code, given the full batch
     */
    record Accumulator(BatchFunction<Object, Object> function) implements StageBody {
    }

    /**
     * Finishes an item.
     *
     * @param function the user's code
     */
    record Consumer(ConsumerFunction<Object> function) implements StageBody {
    }

    /**
     * Stands for a whole pipeline.
     *
     * @param pipeline the pipeline
     */
    record Nested(Pipeline pipeline) implements StageBody {

        @Override
        public @Nullable Object function() {
            return null;
        }

    }

}
