package org.minigun.spring.observation;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;

/**
 * Names the observation of a stage and its keys. A bean of this type replaces
 * {@link DefaultStageObservationConvention}.
 */
public interface StageObservationConvention extends ObservationConvention<StageObservationContext> {

    @Override
    default boolean supportsContext(Observation.Context context) {
        return context instanceof StageObservationContext;
    }

}
