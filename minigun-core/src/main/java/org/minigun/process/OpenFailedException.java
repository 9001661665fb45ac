package org.minigun.process;

/**
 * A worker could not begin to serve a stage.
 */
final class OpenFailedException extends Exception {

    private static final long serialVersionUID = 1L;

    OpenFailedException(Throwable cause) {
        super(cause);
    }

    /** What the stage's own code, its constructor or its hook, has thrown. */
    Throwable thrown() {
        Throwable cause = getCause();
        return (cause != null) ? cause : this;
    }

}
