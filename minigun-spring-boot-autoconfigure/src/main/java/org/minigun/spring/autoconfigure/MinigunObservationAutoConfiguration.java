package org.minigun.spring.autoconfigure;

import io.micrometer.observation.ObservationRegistry;
import org.minigun.execution.Engine;
import org.minigun.spring.observation.DefaultRunObservationConvention;
import org.minigun.spring.observation.DefaultStageObservationConvention;
import org.minigun.spring.observation.MinigunObservations;
import org.minigun.spring.observation.RunObservationConvention;
import org.minigun.spring.observation.StageObservationConvention;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.SearchStrategy;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.core.annotation.Order;

/**
 * {@link AutoConfiguration Auto-configuration} for the observation of runs and stages.
 */
@AutoConfiguration(after = MinigunAutoConfiguration.class,
        afterName = "org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration")
@ConditionalOnClass(ObservationRegistry.class)
@ConditionalOnBean({ Engine.class, ObservationRegistry.class })
@ConditionalOnBooleanProperty(name = "minigun.observation.enabled", matchIfMissing = true)
public final class MinigunObservationAutoConfiguration {

    /** Behind what is carried as it is, before what needs the current span. */
    static final int ORDER = 0;

    @Bean
    @ConditionalOnMissingBean(search = SearchStrategy.CURRENT)
    @Primary
    @Order(ORDER)
    MinigunObservations minigunObservations(ObservationRegistry registry, MinigunProperties properties,
            ObjectProvider<RunObservationConvention> runs, ObjectProvider<StageObservationConvention> stages) {
        StageObservationConvention ofStages = properties.getObservation().isStages()
                ? stages.getIfAvailable(DefaultStageObservationConvention::new) : null;
        return new MinigunObservations(registry, runs.getIfAvailable(DefaultRunObservationConvention::new), ofStages);
    }

}
