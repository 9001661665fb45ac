package org.minigun.worker;

import org.jspecify.annotations.Nullable;

/**
 * The application cannot be reached any more: the thread that finds out ends.
 */
final class ConnectionLostException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ConnectionLostException() {
        this(null);
    }

    ConnectionLostException(@Nullable Throwable cause) {
        super("The application is gone", cause, false, false);
    }

}
