package org.minigun.spring.autoconfigure;

import java.util.HashSet;
import java.util.Set;

import org.springframework.boot.actuate.endpoint.Show;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Properties of the endpoints for tasks and runs.
 */
@ConfigurationProperties("management.endpoint.minigun")
public class EndpointShowProperties {

    /**
     * When to show unsanitized values: parameters of tasks and runs, and settings of
     * worker processes that may hold secrets.
     */
    private Show showValues = Show.NEVER;

    /**
     * Roles used to determine whether a user is authorized to be shown unsanitized
     * values. When empty, all authenticated users are authorized.
     */
    private final Set<String> roles = new HashSet<>();

    public Show getShowValues() {
        return this.showValues;
    }

    public void setShowValues(Show showValues) {
        this.showValues = showValues;
    }

    public Set<String> getRoles() {
        return this.roles;
    }

}
