package org.minigun.worker;

import org.jspecify.annotations.Nullable;

/**
 * Asks exceptions of the stage's code for their causes, whatever their own methods do.
 */
final class Causes {

    /** How far is looked: causes may go round in a circle. */
    static final int DEEPEST = 16;

    private Causes() {
    }

    static @Nullable Throwable of(Throwable thrown) {
        try {
            return thrown.getCause();
        }
        catch (Throwable ex) {
            return null;
        }
    }

}
