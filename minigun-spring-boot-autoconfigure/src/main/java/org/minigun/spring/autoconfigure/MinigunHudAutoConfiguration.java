package org.minigun.spring.autoconfigure;

import java.util.List;

import org.minigun.spring.Minigun;
import org.minigun.spring.hud.MinigunHudEndpoint;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.autoconfigure.endpoint.expose.EndpointExposure;
import org.springframework.boot.actuate.endpoint.web.WebEndpointsSupplier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.SearchStrategy;
import org.springframework.context.annotation.Bean;

/**
 * {@link AutoConfiguration Auto-configuration} for the page {@code minigunhud}.
 */
@AutoConfiguration(after = MinigunAutoConfiguration.class)
@ConditionalOnWebApplication
@ConditionalOnClass(ConditionalOnAvailableEndpoint.class)
@ConditionalOnBean(Minigun.class)
public final class MinigunHudAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean(search = SearchStrategy.CURRENT)
    @ConditionalOnAvailableEndpoint(exposure = EndpointExposure.WEB)
    MinigunHudEndpoint minigunHudEndpoint(ObjectProvider<WebEndpointsSupplier> endpoints) {
        return new MinigunHudEndpoint(
                () -> endpoints.orderedStream().findFirst().map(WebEndpointsSupplier::getEndpoints).orElse(List.of()));
    }

}
