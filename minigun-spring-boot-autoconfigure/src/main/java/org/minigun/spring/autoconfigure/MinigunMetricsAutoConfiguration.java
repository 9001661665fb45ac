package org.minigun.spring.autoconfigure;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.minigun.execution.Engine;
import org.minigun.spring.Minigun;
import org.minigun.spring.metrics.LatencyOptions;
import org.minigun.spring.metrics.MinigunMetrics;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

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
    @ConditionalOnMissingBean
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

    @Bean
    MinigunTaskMeters minigunTaskMeters(Minigun minigun, MinigunMetrics metrics) {
        return new MinigunTaskMeters(minigun, metrics);
    }

}
