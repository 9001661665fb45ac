package org.minigun.process;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * Tells in what two sets of options differ, in the words of the settings.
 */
final class PoolDifferences {

    /** Where the option is not called as the setting is. */
    private static final Map<String, String> NAMES = Map.of("heapBytes", "worker-heap", "workerProperties",
            "log levels", "size", "pool-size");

    private PoolDifferences() {
    }

    /** The names of settings in which two records of one type differ. */
    static List<String> between(Record one, Record other) {
        List<String> names = new ArrayList<>();
        for (RecordComponent component : one.getClass().getRecordComponents()) {
            if (!Objects.equals(value(component, one), value(component, other))) {
                names.add(NAMES.getOrDefault(component.getName(), kebab(component.getName())));
            }
        }
        return names;
    }

    private static Object value(RecordComponent component, Record of) {
        try {
            return Objects.requireNonNullElse(component.getAccessor().invoke(of), "");
        }
        catch (ReflectiveOperationException ex) {
            throw new IllegalStateException(component.getName(), ex);
        }
    }

    private static String kebab(String name) {
        return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }

}
