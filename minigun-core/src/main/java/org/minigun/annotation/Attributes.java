package org.minigun.annotation;

import java.lang.annotation.Annotation;
import java.lang.reflect.Array;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.minigun.KeyFunction;
import org.minigun.Setting;
import org.minigun.Settings;
import org.minigun.Weigher;
import org.minigun.annotation.StageOverride.NamedMethod;

/**
 * Reads what the annotation of a stage says.
 */
final class Attributes {

    private static final Map<String, Setting<?>> SETTINGS = Stream
        .of(Setting.TO, Setting.FROM, Setting.ROUTING, Setting.ROUTING_KEY, Setting.CONCURRENCY, Setting.POOL_SIZE,
                Setting.POOL, Setting.AFFINITY, Setting.CAPACITY, Setting.BATCH_SIZE, Setting.RETRIES, Setting.BACKOFF,
                Setting.BACKOFF_MULTIPLIER, Setting.BACKOFF_MAX, Setting.ON_ERROR, Setting.ORDERED,
                Setting.PARTITION_BY, Setting.FLATTEN, Setting.MAX_SIZE, Setting.MAX_WAIT, Setting.MAX_TOTAL,
                Setting.MAX_WEIGHT, Setting.WEIGHER, Setting.KEY_BY)
        .collect(Collectors.toUnmodifiableMap(Attributes::attribute, Function.identity()));

    private final Refusals refusals;

    Attributes(Refusals refusals) {
        this.refusals = refusals;
    }

    /** Such as {@code poolSize} for {@code pool-size}. */
    private static String attribute(Setting<?> setting) {
        return Pattern.compile("-(.)")
            .matcher(setting.name())
            .replaceAll((match) -> match.group(1).toUpperCase(Locale.ROOT));
    }

    /** The name that the annotation gives, or that of the method. */
    String name(Method method, Annotation annotation) {
        String value = (String) value(annotation, "value");
        String name = (String) value(annotation, "name");
        if (!value.isEmpty() && !name.isEmpty() && !value.equals(name)) {
            throw this.refusals.refusal("The annotation of %s says two names: '%s' and '%s'."
                .formatted(Refusals.words(method), value, name), "Say one of them.");
        }
        return !name.isEmpty() ? name : !value.isEmpty() ? value : method.getName();
    }

    /** What the annotation says of the stage. */
    StageOverride read(String stage, Annotation annotation) {
        Settings settings = Settings.none();
        List<NamedMethod> methods = new ArrayList<>();
        for (Method attribute : attributes(annotation)) {
            Setting<?> setting = SETTINGS.get(attribute.getName());
            Object said = (setting != null) ? said(stage, attribute.getName(), value(annotation, attribute.getName()))
                    : null;
            if (setting == null || said == null) {
                continue;
            }
            if (setting.type() == KeyFunction.class || setting.type() == Weigher.class) {
                methods.add(new NamedMethod(setting, (String) said, Settings.CODE));
            }
            else {
                settings = with(settings, stage, setting, said);
            }
        }
        return new StageOverride(settings, methods);
    }

    private static List<Method> attributes(Annotation annotation) {
        return Stream.of(annotation.annotationType().getDeclaredMethods())
            .sorted(Comparator.comparing(Method::getName))
            .toList();
    }

    private <T> Settings with(Settings settings, String stage, Setting<T> setting, Object said) {
        try {
            Object value = (setting.type() == Duration.class) ? duration(stage, setting, (String) said) : said;
            return settings.with(setting, setting.type().cast(value), "stage '" + stage + "'", Settings.CODE);
        }
        catch (IllegalArgumentException ex) {
            throw this.refusals.refusal(ex, "");
        }
    }

    private static Duration duration(String stage, Setting<?> setting, String text) {
        try {
            return Durations.parse(text);
        }
        catch (IllegalArgumentException ex) {
            throw new IllegalArgumentException(
                    "Invalid %s (%s) of stage '%s': must be %s".formatted(setting, text, stage, ex.getMessage()), ex);
        }
    }

    /** The value as a setting takes it, or {@code null} if nothing was said. */
    private @Nullable Object said(String stage, String attribute, Object value) {
        if (value instanceof String[] names) {
            return (names.length > 0) ? List.of(names) : null;
        }
        if (value.getClass().isArray()) {
            if (Array.getLength(value) > 1) {
                throw this.refusals.refusal("Stage '%s' says several words for %s.".formatted(stage, attribute),
                        "Say one of them.");
            }
            return (Array.getLength(value) > 0) ? Array.get(value, 0) : null;
        }
        boolean unsaid = value.equals("") || value.equals(false) || value.equals(Integer.MIN_VALUE)
                || value.equals(Long.MIN_VALUE) || value.equals(Double.NaN);
        return unsaid ? null : value;
    }

    private static Object value(Annotation annotation, String attribute) {
        try {
            return annotation.annotationType().getMethod(attribute).invoke(annotation);
        }
        catch (ReflectiveOperationException ex) {
            throw new IllegalStateException("Cannot read " + attribute + " of " + annotation, ex);
        }
    }

}
