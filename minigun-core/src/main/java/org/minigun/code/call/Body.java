package org.minigun.code.call;

import org.jspecify.annotations.Nullable;
import org.minigun.Output;

/**
 * A stage's code, whatever it was made of. Called by the stage's thread.
 */
public abstract class Body {

    /**
     * Calls the code.
     * @param item the item, or {@code null} for a producer
     * @param output where results go, for code that takes an output
     * @return what the code has returned, {@code null} if it returns nothing
     * @throws Throwable what the code has thrown, as it was thrown
     */
    public abstract @Nullable Object call(@Nullable Object item, Output<Object> output) throws Throwable;

}
