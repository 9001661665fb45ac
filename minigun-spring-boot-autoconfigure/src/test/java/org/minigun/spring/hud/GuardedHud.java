package org.minigun.spring.hud;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.config.annotation.web.configurers.CsrfConfigurer;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;

/**
 * Who looks at the page signs in by Spring Security's own form; operators may write.
 */
@Configuration(proxyBeanMethods = false)
@EnableWebSecurity
class GuardedHud {

    @Bean
    @ConditionalOnProperty(name = "guard", havingValue = "spa")
    SecurityFilterChain tokenInCookie(HttpSecurity http) {
        return guarded(http).csrf(CsrfConfigurer::spa).build();
    }

    @Bean
    @ConditionalOnProperty(name = "guard", havingValue = "session")
    SecurityFilterChain tokenInSession(HttpSecurity http) {
        return guarded(http).csrf(Customizer.withDefaults()).build();
    }

    private static HttpSecurity guarded(HttpSecurity http) {
        return http.authorizeHttpRequests(
                (requests) -> requests.requestMatchers(HttpMethod.GET).authenticated().anyRequest().hasRole("OPERATOR"))
            .formLogin(Customizer.withDefaults())
            .httpBasic(Customizer.withDefaults());
    }

    @Bean
    InMemoryUserDetailsManager users() {
        return new InMemoryUserDetailsManager(user("olga", "OPERATOR"), user("victor", "VIEWER"));
    }

    private static UserDetails user(String name, String role) {
        return User.withUsername(name).password("{noop}secret").roles(role).build();
    }

}
