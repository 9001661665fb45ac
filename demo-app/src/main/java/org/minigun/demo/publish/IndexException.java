package org.minigun.demo.publish;

import java.io.IOException;
import java.nio.file.Path;

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
     * Tells that the index in service cannot be read, and may be sound all the same.
     * @param index where it is
     * @param cause why
     * @return the exception
     */
    public static IndexException unreadable(Path index, IOException cause) {
        return new IndexException("The index in '" + index + "' cannot be read: " + cause,
                "If that passes, as too many open files do, publish again. If it does not, delete the directory, and "
                        + "publish: all is published anew.",
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
