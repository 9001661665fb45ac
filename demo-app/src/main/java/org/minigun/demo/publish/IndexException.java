package org.minigun.demo.publish;

import java.io.IOException;

import org.jspecify.annotations.Nullable;

/**
 * The index cannot be published. The one in service, if there is one, stays.
 */
public final class IndexException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String remedy;

    IndexException(String message, String remedy, @Nullable Exception cause) {
        super(message, cause);
        this.remedy = remedy;
    }

    /**
     * Tells that the index cannot be written.
     * @param directory where it is
     * @param cause why
     */
    public IndexException(IndexDirectory directory, IOException cause) {
        this("The index in '" + directory.home() + "' cannot be written: " + cause,
                "See that the directory can be written and has room, or keep the index elsewhere: "
                        + "--census.index-directory=some/directory. What was published before is still in service.",
                cause);
    }

    /**
     * Returns what to do about it.
     * @return the remedy
     */
    public String remedy() {
        return this.remedy;
    }

}
