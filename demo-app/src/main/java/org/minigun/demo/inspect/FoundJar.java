package org.minigun.demo.inspect;

import java.nio.file.Path;

/**
 * A jar that was found, with all that is needed to read it, wherever it will be read.
 *
 * @param file the jar, absolute
 * @param directory the directory that was searched, absolute
 * @param limits how much the jar may ask of its reader
 * @param deep whether to open the jars within the jar, and to load its command line tools
 */
public record FoundJar(Path file, Path directory, Limits limits, boolean deep) {

    @Override
    public String toString() {
        return this.file.toString();
    }

}
