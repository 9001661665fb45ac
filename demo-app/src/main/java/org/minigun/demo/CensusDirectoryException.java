package org.minigun.demo;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

import org.minigun.demo.inspect.JarFinder;

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

    /**
     * Returns where the directory really is.
     * @param finder who searches it
     * @return the directory, absolute and without links
     * @throws CensusDirectoryException if it cannot be read
     */
    static Path rootOf(JarFinder finder) {
        try {
            return finder.root();
        }
        catch (IOException ex) {
            throw new CensusDirectoryException(finder.directory(), ex);
        }
    }

}
