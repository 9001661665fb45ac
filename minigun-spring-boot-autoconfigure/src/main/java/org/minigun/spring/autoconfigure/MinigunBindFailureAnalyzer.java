package org.minigun.spring.autoconfigure;

import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.UnboundConfigurationPropertiesException;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.ResolvableType;
import org.springframework.util.unit.DataSize;

/**
 * Says of a property below {@code minigun} that does not exist, or whose value is not of
 * its type, what to write instead. Leaves to Spring Boot what it says well: words of an
 * enumeration.
 */
final class MinigunBindFailureAnalyzer extends AbstractFailureAnalyzer<BindException> implements Ordered {

    private static final ConfigurationPropertyName ROOT = ConfigurationPropertyName.of("minigun");

    @Override
    public int getOrder() {
        return 0; // before Spring Boot's own
    }

    @Override
    protected @Nullable FailureAnalysis analyze(Throwable rootFailure, BindException cause) {
        if (!ROOT.equals(cause.getName()) && !ROOT.isAncestorOf(cause.getName())) {
            return null;
        }
        if (cause.getCause() instanceof UnboundConfigurationPropertiesException unbound) {
            return unknown(unbound.getUnboundProperties(), cause);
        }
        ConfigurationProperty property = cause.getProperty();
        String remedy = remedy(cause.getTarget().getType());
        if (property == null || remedy == null) {
            return null;
        }
        return new FailureAnalysis("Invalid value '%s' of property '%s'%s.".formatted(property.getValue(),
                property.getName(), origin(property)), remedy, cause);
    }

    private static FailureAnalysis unknown(Set<ConfigurationProperty> unbound, BindException cause) {
        StringBuilder reason = new StringBuilder();
        Set<String> remedies = new TreeSet<>();
        for (ConfigurationProperty property : unbound) {
            reason.append(reason.isEmpty() ? "" : " ")
                .append("There is no property '%s'%s.".formatted(property.getName(), origin(property)));
            remedies.add(PropertyNames.remedy(property.getName()));
        }
        return new FailureAnalysis(reason.toString(), String.join(" ", remedies), cause);
    }

    private static String origin(ConfigurationProperty property) {
        return (property.getOrigin() != null) ? " (" + property.getOrigin() + ")" : "";
    }

    private static @Nullable String remedy(ResolvableType type) {
        Class<?> wanted = type.resolve(Object.class);
        if (wanted == Duration.class) {
            return "Write a number with its unit (ns, us, ms, s, m, h or d), such as 50ms, 1s or 5m.";
        }
        if (wanted == DataSize.class) {
            return "Write a number with its unit (B, KB, MB or GB), such as 512MB.";
        }
        if (wanted == Integer.class || wanted == int.class || wanted == Long.class || wanted == long.class) {
            return "Write a whole number, such as 4.";
        }
        if (wanted == Double.class || wanted == double.class) {
            return "Write a number, such as 2 or 1.5.";
        }
        if (wanted == Boolean.class || wanted == boolean.class) {
            return "Write true or false.";
        }
        return null;
    }

}
