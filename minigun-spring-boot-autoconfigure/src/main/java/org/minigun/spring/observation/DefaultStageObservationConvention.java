package org.minigun.spring.observation;

import io.micrometer.common.KeyValue;
import io.micrometer.common.KeyValues;

/**
 * Observation {@code minigun.stage}: low cardinality keys {@code minigun.task} and
 * {@code minigun.stage}, high cardinality key {@code minigun.run.id}.
 */
public class DefaultStageObservationConvention implements StageObservationConvention {

    /**
     * Makes the convention.
     */
    public DefaultStageObservationConvention() {
    }

    @Override
    public String getName() {
        return "minigun.stage";
    }

    @Override
    public String getContextualName(StageObservationContext context) {
        return "stage " + context.stage();
    }

    @Override
    public KeyValues getLowCardinalityKeyValues(StageObservationContext context) {
        return KeyValues.of(KeyValue.of("minigun.task", context.run().task()),
                KeyValue.of("minigun.stage", context.stage()));
    }

    @Override
    public KeyValues getHighCardinalityKeyValues(StageObservationContext context) {
        return KeyValues.of(KeyValue.of("minigun.run.id", context.run().id()));
    }

}
