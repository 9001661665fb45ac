package org.minigun.spring.autoconfigure;

import org.minigun.execution.Engine;
import org.minigun.spring.Minigun;
import org.minigun.spring.actuate.MinigunInfoContributor;

import org.springframework.boot.actuate.autoconfigure.info.ConditionalOnEnabledInfoContributor;
import org.springframework.boot.actuate.info.InfoContributor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.SearchStrategy;
import org.springframework.context.annotation.Bean;

/**
 * {@link AutoConfiguration Auto-configuration} for what the info endpoint tells of
 * Minigun.
 */
@AutoConfiguration(after = MinigunAutoConfiguration.class)
@ConditionalOnClass({ InfoContributor.class, ConditionalOnEnabledInfoContributor.class })
@ConditionalOnBean({ Minigun.class, Engine.class })
@ConditionalOnEnabledInfoContributor("minigun")
public final class MinigunInfoAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean(search = SearchStrategy.CURRENT)
    MinigunInfoContributor minigunInfoContributor(Minigun minigun, Engine engine) {
        return new MinigunInfoContributor(minigun, engine);
    }

}
