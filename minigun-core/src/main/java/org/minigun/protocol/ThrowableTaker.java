package org.minigun.protocol;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Makes data of an exception: bounded, without cycles, and whatever its own methods do.
 */
final class ThrowableTaker {

    static final int MAX_DEPTH = 20;

    static final int MAX_FRAMES = 1024;

    static final int MAX_TEXT = 64 * 1024;

    static final int MAX_SUPPRESSED = 64;

    /** Of all exceptions of one tree. */
    static final int MAX_NODES = 256;

    private final Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());

    private ThrowableTaker() {
    }

    static ThrowableData take(Throwable thrown) {
        return new ThrowableTaker().take(thrown, 1);
    }

    private ThrowableData take(Throwable thrown, int depth) {
        this.seen.add(thrown);
        String type = thrown.getClass().getName();
        String message = message(thrown);
        List<ThrowableData> suppressed = new ArrayList<>(0);
        ThrowableData cause = null;
        if (depth < MAX_DEPTH) {
            cause = next(cause(thrown), depth);
            for (Throwable each : suppressed(thrown)) {
                ThrowableData data = (suppressed.size() < MAX_SUPPRESSED) ? next(each, depth) : null;
                if (data != null) {
                    suppressed.add(data);
                }
            }
        }
        return new ThrowableData(type, message, text(thrown, type, message), stack(thrown), cause, suppressed);
    }

    private @Nullable ThrowableData next(@Nullable Throwable thrown, int depth) {
        if (thrown == null || this.seen.size() >= MAX_NODES || this.seen.contains(thrown)) {
            return null;
        }
        return take(thrown, depth + 1);
    }

    private static @Nullable String message(Throwable thrown) {
        try {
            String message = thrown.getMessage();
            return (message != null) ? cut(message) : null;
        }
        catch (Throwable ex) {
            return "(its getMessage() threw " + ex.getClass().getName() + ")";
        }
    }

    private static String text(Throwable thrown, String type, @Nullable String message) {
        try {
            String text = thrown.toString();
            if (text != null) {
                return cut(text);
            }
        }
        catch (Throwable ex) {
            // Told without it.
        }
        return (message != null) ? type + ": " + message : type;
    }

    private static @Nullable Throwable cause(Throwable thrown) {
        try {
            return thrown.getCause();
        }
        catch (Throwable ex) {
            return null;
        }
    }

    private static Throwable[] suppressed(Throwable thrown) {
        return thrown.getSuppressed();
    }

    private static List<StackTraceElement> stack(Throwable thrown) {
        try {
            StackTraceElement[] stack = thrown.getStackTrace();
            return Arrays.asList((stack.length > MAX_FRAMES) ? Arrays.copyOf(stack, MAX_FRAMES) : stack);
        }
        catch (Throwable ex) {
            return List.of();
        }
    }

    private static String cut(String text) {
        return (text.length() <= MAX_TEXT) ? text : text.substring(0, MAX_TEXT - 3) + "...";
    }

}
