package org.minigun.spring.autoconfigure;

import io.micrometer.context.ContextSnapshotFactory;
import io.micrometer.observation.contextpropagation.ObservationThreadLocalAccessor;
import org.minigun.execution.Engine;
import org.minigun.spring.observation.MinigunObservations;
import org.minigun.spring.observation.ThreadLocalCarrier;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.SearchStrategy;
import org.springframework.context.annotation.Bean;
import org.springframework.core.annotation.Order;

/**
 * {@link AutoConfiguration Auto-configuration} for the carrying of thread-locals to the
 * threads of a run.
 */
@AutoConfiguration(after = MinigunObservationAutoConfiguration.class)
@ConditionalOnClass({ ContextSnapshotFactory.class, ObservationThreadLocalAccessor.class })
@ConditionalOnBean(Engine.class)
public final class MinigunContextPropagationAutoConfiguration {

    /** The run has an observation of its own, if any: the caller's may have ended. */
    @Bean
    @ConditionalOnMissingBean(search = SearchStrategy.CURRENT)
    @Order(MinigunObservationAutoConfiguration.ORDER - 100)
    ThreadLocalCarrier minigunThreadLocalCarrier(ObjectProvider<MinigunObservations> observations) {
        boolean observed = observations.getIfAvailable() != null;
        return new ThreadLocalCarrier(ContextSnapshotFactory.builder()
            .captureKeyPredicate((key) -> !observed || !ObservationThreadLocalAccessor.KEY.equals(key))
            .build());
    }

}
