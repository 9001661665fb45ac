package org.minigun.protocol;

import java.io.IOException;

/**
 * The other side has sent what the protocol does not allow. The connection cannot go on.
 */
public class ProtocolException extends IOException {

    private static final long serialVersionUID = 1L;

    /**
     * Makes an exception.
     * @param message what was sent, and what is allowed
     */
    public ProtocolException(String message) {
        super(message);
    }

    /**
     * Makes an exception.
     * @param message what was sent, and what is allowed
     * @param cause how it was found out
     */
    public ProtocolException(String message, Throwable cause) {
        super(message, cause);
    }

}
