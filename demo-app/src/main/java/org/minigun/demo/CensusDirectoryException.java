package org.minigun.demo;

import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

import org.springframework.boot.diagnostics.FailureAnalyzedException;

/**
 * The directory to take a census of cannot be read.
 */
final class CensusDirectoryException extends FailureAnalyzedException {

    private static final long serialVersionUID = 1L;

    CensusDirectoryException(Path directory, Exception cause) {
        super("There is nothing to take a census of: directory '" + directory.toAbsolutePath() + "' "
                + ((cause instanceof NoSuchFileException) ? "does not exist." : "cannot be read: " + cause),
                "Name another one, 'census some/directory' or --census.directory=some/directory; "
                        + "or fill the local Maven repository, which is the default, by building something.",
                cause);
    }

}
