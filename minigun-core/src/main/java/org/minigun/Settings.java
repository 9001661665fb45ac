package org.minigun;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * What was said of a stage, a pipeline or the application: an immutable map from settings
 * to values, each with the place where it was said, so that a plan can explain itself.
 */
public final class Settings {

    /** The origin of what was said in the program: in an annotation or the builder. */
    public static final String CODE = "code";

    private static final Settings NONE = new Settings(Map.of());

    private final Map<Setting<?>, Said> values;

    private Settings(Map<Setting<?>, Said> values) {
        this.values = values;
    }

    /**
     * Returns settings that say nothing.
     * @return the empty settings
     */
    public static Settings none() {
        return NONE;
    }

    /**
     * Returns the value of a setting.
     * @param <T> the type of the value
     * @param setting the setting
     * @return its value, or {@code null} if nothing was said
     */
    public <T> @Nullable T get(Setting<T> setting) {
        Said said = this.values.get(setting);
        return (said != null) ? setting.type().cast(said.value()) : null;
    }

    /**
     * Returns the value of a setting, or another one if nothing was said.
     * @param <T> the type of the value
     * @param setting the setting
     * @param otherwise the value if nothing was said
     * @return the value
     */
    public <T> T get(Setting<T> setting, T otherwise) {
        T value = get(setting);
        return (value != null) ? value : otherwise;
    }

    /**
     * Tells where the value of a setting was said.
     * @param setting the setting
     * @return {@link #CODE}, or the name of a property, or empty if nothing was said
     */
    public Optional<String> origin(Setting<?> setting) {
        return Optional.ofNullable(this.values.get(setting)).map(Said::origin);
    }

    /**
     * Returns what was said.
     * @return the settings that have a value
     */
    public Set<Setting<?>> said() {
        return this.values.keySet();
    }

    /**
     * Returns a copy in which one more thing is said.
     * @param <T> the type of the value
     * @param setting the setting
     * @param value its value
     * @param owner what it is said of, for the message if the value is refused: such as
     * {@code stage 'inspect'}
     * @param origin where it is said
     * @return the copy
     * @throws IllegalArgumentException if the value is refused
     */
    public <T> Settings with(Setting<T> setting, T value, String owner, String origin) {
        Map<Setting<?>, Said> copy = new LinkedHashMap<>(this.values);
        copy.put(setting, new Said(setting.check(value, owner), origin));
        return new Settings(copy);
    }

    /**
     * Returns a copy in which others' words win over these.
     * @param others the settings that win
     * @return the copy
     */
    public Settings overlaidBy(Settings others) {
        if (others.values.isEmpty()) {
            return this;
        }
        Map<Setting<?>, Said> copy = new LinkedHashMap<>(this.values);
        copy.putAll(others.values);
        return new Settings(copy);
    }

    /**
     * Returns a copy in which nothing is said of some settings.
     * @param settings the settings
     * @return the copy
     */
    public Settings without(Set<Setting<?>> settings) {
        Map<Setting<?>, Said> copy = new LinkedHashMap<>(this.values);
        copy.keySet().removeAll(settings);
        return new Settings(copy);
    }

    @Override
    public String toString() {
        return this.values.toString();
    }

    private record Said(Object value, String origin) {

        @Override
        public String toString() {
            return this.value + " (" + this.origin + ")";
        }

    }

}
