package org.minigun.demo.security;

import java.net.InetAddress;
import java.util.Locale;
import java.util.Set;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.firewall.StrictHttpFirewall;

/**
 * Without the profile {@code secured} nobody signs in, since only this machine is
 * answered, unless {@code server.address} says otherwise. Spring Security on the class
 * path would lock everything by itself.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@Profile("!secured")
class OpenEndpoints {

    private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]", "::1");

    /**
     * Needs no token: there is no session that a forged request could use, and what
     * writes takes JSON only, which no form of another site can send.
     */
    @Bean
    SecurityFilterChain open(HttpSecurity http) {
        return http.authorizeHttpRequests((requests) -> requests.anyRequest().permitAll())
            .csrf(AbstractHttpConfigurer::disable)
            .build();
    }

    /**
     * Another site whose name leads to this machine is not answered, as its scripts could
     * send JSON.
     */
    @Bean
    StrictHttpFirewall thisMachineOnly(@Value("${server.address:0.0.0.0}") InetAddress address) {
        StrictHttpFirewall firewall = new StrictHttpFirewall();
        if (address.isLoopbackAddress()) {
            firewall.setAllowedHostnames((host) -> THIS_MACHINE.contains(host.toLowerCase(Locale.ROOT)));
        }
        return firewall;
    }

    /** Nobody: else Spring Boot makes up a user and logs its password. */
    @Bean
    InMemoryUserDetailsManager users() {
        return new InMemoryUserDetailsManager();
    }

}
