package org.minigun.spring.autoconfigure;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.config.MeterFilter;
import org.minigun.execution.Engine;
import org.minigun.spring.Minigun;
import org.minigun.spring.metrics.LatencyOptions;
import org.minigun.spring.metrics.MinigunMetrics;
import org.minigun.spring.observation.RunObservationConvention;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.SearchStrategy;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

/**
 * {@link AutoConfiguration Auto-configuration} for the meters of tasks, pools and
 * workers.
 */
@AutoConfiguration(after = MinigunAutoConfiguration.class, afterName = {
        "org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration",
        "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration",
        "org.springframework.boot.micrometer.metrics.autoconfigure.export.simple.SimpleMetricsExportAutoConfiguration" })
@ConditionalOnClass({ MeterRegistry.class, MeterBinder.class })
@ConditionalOnBean({ Engine.class, MeterRegistry.class })
@ConditionalOnBooleanProperty(name = "minigun.metrics.enabled", matchIfMissing = true)
public final class MinigunMetricsAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean(search = SearchStrategy.CURRENT)
    @Primary
    MinigunMetrics minigunMetrics(Engine engine, MinigunProperties properties) {
        MetricsProperties said = properties.getMetrics();
        try {
            return new MinigunMetrics(engine,
                    new LatencyOptions(said.isLatencyHistogram(), said.getLatencyPercentiles()));
        }
        catch (IllegalArgumentException ex) {
            throw InvalidMinigunPropertyException.of("minigun.metrics.latency-percentiles", ex);
        }
    }

    /**
     * The timer that is made of the observation of a run would tell what the one of runs
     * tells, under another name, unless the application has said what it tells.
     */
    @Bean
    @ConditionalOnMissingBean(name = "minigunRunObservationMeterFilter", search = SearchStrategy.CURRENT)
    static MeterFilter minigunRunObservationMeterFilter(ObjectProvider<RunObservationConvention> own) {
        return MeterFilter.deny((id) -> id.getName().equals("minigun.run") && own.stream().findAny().isEmpty());
    }

    @Bean
    MinigunTaskMeters minigunTaskMeters(Minigun minigun, MinigunMetrics metrics) {
        return new MinigunTaskMeters(minigun, metrics);
    }

}
