package org.minigun;

import org.jspecify.annotations.Nullable;

/**
 * Holds the context of a worker for its threads. For the worker's own use: an application
 * reads it by {@link WorkerContext#current()}.
 */
public final class WorkerContextHolder {

    static final ThreadLocal<@Nullable WorkerContext> CURRENT = new InheritableThreadLocal<>();

    private WorkerContextHolder() {
    }

    /**
     * Sets the context of the current thread and of those that it begins.
     * @param context the context, or {@code null} for none
     */
    public static void set(@Nullable WorkerContext context) {
        if (context != null) {
            CURRENT.set(context);
        }
        else {
            CURRENT.remove();
        }
    }

}
