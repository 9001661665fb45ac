package org.minigun.worker;

import java.util.Arrays;

import org.jspecify.annotations.Nullable;
import org.minigun.code.call.FunctionBodies;
import org.minigun.code.call.MethodBody;

/**
 * Shortens the stack traces of what a stage's code has thrown to what the user has
 * written: what is below the call is the worker's.
 */
final class StageStacks {

    private static final String METHODS = MethodBody.class.getName();

    private static final String FUNCTIONS = FunctionBodies.class.getName();

    private StageStacks() {
    }

    /**
     * Shortens the stack trace of an exception and those of its causes.
     * @param thrown what the stage's code has thrown
     */
    static void shorten(Throwable thrown) {
        @Nullable Throwable cause = thrown;
        for (int depth = 0; cause != null && depth < Causes.DEEPEST; depth++) {
            shortenOne(cause);
            cause = Causes.of(cause);
        }
    }

    private static void shortenOne(Throwable thrown) {
        try {
            StackTraceElement[] frames = thrown.getStackTrace();
            int length = usersFrames(frames);
            if (length > 0 && length < frames.length) {
                thrown.setStackTrace(Arrays.copyOf(frames, length));
            }
        }
        catch (Throwable ex) {
            // One whose own methods fail is told as far as it goes.
        }
    }

    private static int usersFrames(StackTraceElement[] frames) {
        for (int i = 0; i < frames.length; i++) {
            if (frames[i].getClassName().equals(METHODS) || frames[i].getClassName().startsWith(FUNCTIONS)) {
                int end = i;
                while (end > 0 && isReflection(frames[end - 1].getClassName())) {
                    end--;
                }
                return end;
            }
        }
        return frames.length;
    }

    private static boolean isReflection(String type) {
        return type.startsWith("java.lang.reflect.") || type.startsWith("jdk.internal.reflect.")
                || type.startsWith("java.lang.invoke.");
    }

}
