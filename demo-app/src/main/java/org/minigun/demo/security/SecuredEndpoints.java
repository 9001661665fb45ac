package org.minigun.demo.security;

import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.boot.security.autoconfigure.actuate.web.servlet.EndpointRequest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.CsrfConfigurer;
import org.springframework.security.web.SecurityFilterChain;

/**
 * With the profile {@code secured}, who asks the endpoints or opens the page of tasks
 * signs in, by form or by HTTP Basic; who starts or steers has the role OPERATOR; and a
 * forged request does nothing.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@Profile("secured")
class SecuredEndpoints {

    static final String OPERATOR = "OPERATOR";

    @Bean
    SecurityFilterChain secured(HttpSecurity http) {
        return http
            .authorizeHttpRequests((requests) -> requests.requestMatchers(EndpointRequest.to(HealthEndpoint.class))
                .permitAll()
                .requestMatchers(EndpointRequest.toAnyEndpoint().withHttpMethod(HttpMethod.GET))
                .authenticated()
                .requestMatchers(EndpointRequest.toAnyEndpoint())
                .hasRole(OPERATOR)
                .anyRequest()
                .permitAll())
            .formLogin(Customizer.withDefaults())
            .httpBasic(Customizer.withDefaults())
            .csrf(CsrfConfigurer::spa)
            .exceptionHandling((exceptions) -> exceptions.accessDeniedHandler(new ReasonedRefusal()))
            .build();
    }

}
