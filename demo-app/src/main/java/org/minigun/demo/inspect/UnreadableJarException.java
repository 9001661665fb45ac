package org.minigun.demo.inspect;

import java.io.IOException;

import org.jspecify.annotations.Nullable;

/**
 * A file could not be read as a jar. The message is the reason, a phrase without the name
 * of the file.
 */
public final class UnreadableJarException extends IOException {

    private static final long serialVersionUID = 1L;

    UnreadableJarException(String reason) {
        this(reason, null);
    }

    UnreadableJarException(String reason, @Nullable Throwable cause) {
        super(reason, cause);
    }

}
