package org.minigun.spring.autoconfigure;

import java.util.Collection;
import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * Finds names that were written the way configuration files and environment variables
 * write them: {@code jar-census} and {@code JARCENSUS} for {@code jarCensus}.
 */
final class Names {

    private Names() {
    }

    /**
     * What keeps a name from being the name of a task, or {@code null}. It is a segment
     * of the addresses of endpoints, where servers refuse some characters also if they
     * are encoded, and the first one of the names of pools.
     */
    static @Nullable String unfit(String name) {
        if (name.isBlank() || name.equals(".") || name.equals("..")) {
            return "is no word";
        }
        return name.codePoints()
            .filter((one) -> one == '/' || one == '\\' || Character.isISOControl(one))
            .mapToObj((one) -> Character.isISOControl(one) ? "has a control character"
                    : "has a '" + Character.toString(one) + "'")
            .findFirst()
            .orElse(null);
    }

    /**
     * The known name that is meant, or {@code null} if there is none, or more than one.
     */
    static @Nullable String meant(String written, Collection<String> known) {
        if (known.contains(written)) {
            return written;
        }
        List<String> alike = known.stream().filter((name) -> alike(written, name)).toList();
        return (alike.size() == 1) ? alike.get(0) : null;
    }

    /**
     * Tells whether a name that was written may be a known one. A path is only that path,
     * but its slashes may be left out, as environment variables have none.
     */
    static boolean alike(String written, String known) {
        String marks = written.contains("/") ? "[^\\p{L}\\p{N}/]" : "[^\\p{L}\\p{N}]";
        return uniform(known, marks).equals(uniform(written, marks));
    }

    private static String uniform(String name, String marks) {
        return name.replaceAll(marks, "").toLowerCase(Locale.ROOT);
    }

}
