package org.minigun.demo.store;

import java.nio.file.Path;

/**
 * The published index cannot be read. The database knows the same, and the next
 * publication makes the index anew.
 */
public final class UnreadableIndexException extends Exception {

    private static final long serialVersionUID = 1L;

    UnreadableIndexException(Path home, Exception cause) {
        super("The index in '" + home + "' cannot be read: " + cause, cause);
    }

}
