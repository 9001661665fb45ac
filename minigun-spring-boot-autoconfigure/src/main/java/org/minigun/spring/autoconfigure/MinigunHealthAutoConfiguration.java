package org.minigun.spring.autoconfigure;

import org.minigun.execution.Engine;
import org.minigun.spring.Minigun;
import org.minigun.spring.actuate.MinigunHealthIndicator;
import org.minigun.spring.history.RunHistory;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.SearchStrategy;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.context.annotation.Bean;

/**
 * {@link AutoConfiguration Auto-configuration} for the health of worker processes.
 */
@AutoConfiguration(after = MinigunAutoConfiguration.class)
@ConditionalOnClass({ HealthContributor.class, ConditionalOnEnabledHealthIndicator.class })
@ConditionalOnBean({ Minigun.class, Engine.class })
@ConditionalOnEnabledHealthIndicator("minigun")
public final class MinigunHealthAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean(name = { "minigunHealthIndicator", "minigunHealthContributor" },
            search = SearchStrategy.CURRENT)
    HealthContributor minigunHealthContributor(Minigun minigun, Engine engine, RunHistory history,
            MinigunProperties properties) {
        return new MinigunHealthIndicator(minigun, engine, history, properties.getHealth().isDownOnFailedRun());
    }

}
