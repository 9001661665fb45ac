package org.minigun.spring.autoconfigure;

import org.minigun.execution.Engine;
import org.minigun.spring.Minigun;
import org.minigun.spring.actuate.MinigunEndpoint;
import org.minigun.spring.actuate.MinigunEndpointWebExtension;
import org.minigun.spring.actuate.MinigunPoolsEndpoint;
import org.minigun.spring.actuate.MinigunPoolsEndpointWebExtension;
import org.minigun.spring.actuate.MinigunRunsEndpoint;
import org.minigun.spring.actuate.MinigunRunsEndpointWebExtension;
import org.minigun.spring.actuate.StartParameters;
import org.minigun.spring.history.RunHistory;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.autoconfigure.endpoint.expose.EndpointExposure;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.SearchStrategy;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/**
 * {@link AutoConfiguration Auto-configuration} for the endpoints {@code minigun},
 * {@code minigunruns} and {@code minigunpools}.
 */
@AutoConfiguration(after = MinigunAutoConfiguration.class)
@ConditionalOnClass(ConditionalOnAvailableEndpoint.class)
@ConditionalOnBean({ Minigun.class, RunHistory.class })
@EnableConfigurationProperties(EndpointShowProperties.class)
public final class MinigunEndpointAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean(search = SearchStrategy.CURRENT)
    @ConditionalOnAvailableEndpoint
    MinigunEndpoint minigunEndpoint(Minigun minigun, RunHistory history, EndpointShowProperties properties,
            ObjectProvider<SanitizingFunction> sanitizing) {
        return new MinigunEndpoint(minigun, history, sanitizing.orderedStream().toList(), properties.getShowValues(),
                properties.getRoles());
    }

    @Bean
    @ConditionalOnMissingBean(search = SearchStrategy.CURRENT)
    @ConditionalOnBean(MinigunEndpoint.class)
    @ConditionalOnAvailableEndpoint(exposure = EndpointExposure.WEB)
    MinigunEndpointWebExtension minigunEndpointWebExtension(MinigunEndpoint endpoint) {
        return new MinigunEndpointWebExtension(endpoint);
    }

    @Bean
    @ConditionalOnMissingBean(search = SearchStrategy.CURRENT)
    @ConditionalOnBean(MinigunEndpointWebExtension.class)
    StartParameters minigunStartParameters() {
        return new StartParameters();
    }

    @Bean
    @ConditionalOnMissingBean(search = SearchStrategy.CURRENT)
    @ConditionalOnAvailableEndpoint
    MinigunRunsEndpoint minigunRunsEndpoint(Minigun minigun, RunHistory history, EndpointShowProperties properties,
            ObjectProvider<SanitizingFunction> sanitizing) {
        return new MinigunRunsEndpoint(minigun, history, sanitizing.orderedStream().toList(),
                properties.getShowValues(), properties.getRoles());
    }

    @Bean
    @ConditionalOnMissingBean(search = SearchStrategy.CURRENT)
    @ConditionalOnBean(MinigunRunsEndpoint.class)
    @ConditionalOnAvailableEndpoint(exposure = EndpointExposure.WEB)
    MinigunRunsEndpointWebExtension minigunRunsEndpointWebExtension(MinigunRunsEndpoint endpoint) {
        return new MinigunRunsEndpointWebExtension(endpoint);
    }

    @Bean
    @ConditionalOnMissingBean(search = SearchStrategy.CURRENT)
    @ConditionalOnBean(Engine.class)
    @ConditionalOnAvailableEndpoint
    MinigunPoolsEndpoint minigunPoolsEndpoint(Engine engine) {
        return new MinigunPoolsEndpoint(engine);
    }

    @Bean
    @ConditionalOnMissingBean(search = SearchStrategy.CURRENT)
    @ConditionalOnBean(MinigunPoolsEndpoint.class)
    @ConditionalOnAvailableEndpoint(exposure = EndpointExposure.WEB)
    MinigunPoolsEndpointWebExtension minigunPoolsEndpointWebExtension(MinigunPoolsEndpoint endpoint) {
        return new MinigunPoolsEndpointWebExtension(endpoint);
    }

}
