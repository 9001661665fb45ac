package org.minigun.spring.autoconfigure;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;
import org.minigun.Setting;
import org.minigun.Settings;
import org.minigun.annotation.StageOverride;
import org.minigun.annotation.StageOverride.NamedMethod;

/**
 * Collects settings from properties, each with the full name of its property as its
 * origin. Not thread-safe.
 */
final class PropertySettings {

    private final String prefix;

    private final String owner;

    private final List<NamedMethod> methods = new ArrayList<>();

    private Settings settings = Settings.none();

    /**
     * Begins to collect.
     * @param prefix what stands before the name of a setting in that of its property,
     * with the dot
     * @param owner what is spoken of, for messages
     */
    PropertySettings(String prefix, String owner) {
        this.prefix = prefix;
        this.owner = owner;
    }

    <T> PropertySettings say(Setting<T> setting, @Nullable T value) {
        return say(setting, value, setting.name());
    }

    <T> PropertySettings say(Setting<T> setting, @Nullable T value, String name) {
        if (value != null) {
            String property = this.prefix + name;
            try {
                this.settings = this.settings.with(setting, value, this.owner, property);
            }
            catch (IllegalArgumentException ex) {
                throw InvalidMinigunPropertyException.of(property, ex);
            }
        }
        return this;
    }

    /** Says what only an application can check: of its machine, not of the value. */
    <T> PropertySettings say(Setting<T> setting, @Nullable T value, String name, Predicate<T> valid, String rule) {
        if (value != null && !valid.test(value)) {
            throw InvalidMinigunPropertyException.of(this.prefix + name, new IllegalArgumentException(
                    "Invalid %s (%s) of %s: must be %s".formatted(setting.name(), value, this.owner, rule)));
        }
        return say(setting, value, name);
    }

    void method(Setting<?> setting, @Nullable String method) {
        if (method != null) {
            this.methods.add(new NamedMethod(setting, method, this.prefix + setting.name()));
        }
    }

    Settings settings() {
        return this.settings;
    }

    StageOverride override() {
        return new StageOverride(this.settings, this.methods);
    }

}
