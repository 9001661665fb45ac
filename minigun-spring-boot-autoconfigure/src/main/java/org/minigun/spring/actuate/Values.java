package org.minigun.spring.actuate;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.SanitizableData;
import org.springframework.boot.actuate.endpoint.Sanitizer;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.boot.actuate.endpoint.SecurityContext;
import org.springframework.boot.actuate.endpoint.Show;

/**
 * Shows values of parameters and settings, or hides them, as Spring Boot's own endpoints
 * do.
 */
final class Values {

    private final Sanitizer sanitizer;

    private final Show show;

    private final Set<String> roles;

    Values(Collection<SanitizingFunction> functions, Show show, Set<String> roles) {
        this.sanitizer = new Sanitizer(List.copyOf(functions));
        this.show = show;
        this.roles = Set.copyOf(roles);
    }

    /** Whether values are shown where nobody is known who asks. */
    boolean shown() {
        return this.show == Show.ALWAYS;
    }

    boolean shownTo(SecurityContext context) {
        return this.show.isShown(context, this.roles);
    }

    Map<String, String> of(Map<String, String> values, boolean shown) {
        Map<String, String> result = new LinkedHashMap<>();
        new TreeMap<>(values).forEach((name, value) -> result.put(name, String.valueOf(of(name, value, shown))));
        return result;
    }

    @Nullable Object of(String name, @Nullable Object value, boolean shown) {
        return this.sanitizer.sanitize(new SanitizableData(null, name, value), shown);
    }

}
