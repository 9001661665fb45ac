package org.minigun;

import org.jspecify.annotations.Nullable;

/**
 * The body of a hook that runs in a worker process ({@link Hook.Kind#AFTER_FORK}): a
 * method of the task or a function, one of which is there.
 *
 * @param method the method, which takes nothing or a {@link WorkerContext}, or
 * {@code null}
 * @param function the function, or {@code null}
 */
public record ForkBody(@Nullable StageMethod method, @Nullable WorkerHook function) implements Hook.Body {

    /**
     * Is not called: the hook runs in a worker.
     */
    @Override
    public void run(Run run) {
        throw new IllegalStateException("An AFTER_FORK hook runs in a worker, not in the application");
    }

}
