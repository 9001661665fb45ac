package org.minigun.annotation;

import java.util.List;

import org.minigun.Setting;
import org.minigun.Settings;

/**
 * What a configuration says of one stage. It wins over the stage's annotation.
 *
 * @param settings what is said by value
 * @param methods what is said by the name of a method: keys and weighers
 */
public record StageOverride(Settings settings, List<NamedMethod> methods) {

    /**
     * A key or a weigher, said by the name of a method.
     *
     * @param setting what is said
     * @param method the name of a method of the task that takes an item, or of a method
     * without parameters, a record component or a getter of the item
     * @param origin where it is said
     */
    public record NamedMethod(Setting<?> setting, String method, String origin) {
    }

    /**
     * Says nothing.
     * @return the empty override
     */
    public static StageOverride none() {
        return new StageOverride(Settings.none(), List.of());
    }

}
