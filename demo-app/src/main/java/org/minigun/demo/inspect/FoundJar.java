package org.minigun.demo.inspect;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * A jar that was found, with all that is needed to read it, wherever it will be read.
 *
 * @param file the jar, absolute
 * @param directory the directory that was searched, absolute
 * @param limits how much the jar may ask of its reader
 * @param deep whether to open the jars within the jar, and to load its command line tools
 * @param kind what it is, as far as that is known without reading it
 * @param problem why it is {@link JarKind#BROKEN}, else empty
 */
public record FoundJar(Path file, Path directory, Limits limits, boolean deep, JarKind kind, String problem) {

    /**
     * Raised when a reader tells more of a jar than before, or other than before: what
     * was read by an earlier one is read again.
     */
    private static final int READER = 2;

    /**
     * Makes one of which nothing is known yet.
     * @param file the jar, absolute
     * @param directory the directory that was searched, absolute
     * @param limits how much the jar may ask of its reader
     * @param deep whether to open the jars within the jar, and to load its command line
     * tools
     */
    public FoundJar(Path file, Path directory, Limits limits, boolean deep) {
        this(file, directory, limits, deep, JarKind.JAR, "");
    }

    /**
     * Looks at the beginning and the end of the file, and at the names in it if it is
     * called sources or documentation. This is cheap, and harms nobody.
     * @return the same jar, its kind known
     * @throws ClosedByInterruptException if the thread was interrupted
     */
    public FoundJar sorted() throws ClosedByInterruptException {
        if (!isNameText()) {
            return broken("its name is no text in " + System.getProperty("sun.jnu.encoding")
                    + ", the encoding of names here: rename it, or take the census in a locale that has its letters, "
                    + "LC_ALL=C.UTF-8 for example");
        }
        try {
            ZipEnd.Directory names = JarInspector.check(this);
            return new FoundJar(this.file, this.directory, this.limits, this.deep, SourceJars.kind(this.file, names),
                    "");
        }
        catch (ClosedByInterruptException ex) {
            throw ex;
        }
        catch (IOException ex) {
            return broken(String.valueOf(JarInspector.explained(this, ex).getMessage()));
        }
    }

    /**
     * A jar is known by its path as a text, from which it must be found again.
     */
    private boolean isNameText() {
        try {
            return Path.of(this.file.toString()).equals(this.file);
        }
        catch (InvalidPathException ex) {
            return false;
        }
    }

    private FoundJar broken(String problem) {
        return new FoundJar(this.file, this.directory, this.limits, this.deep, JarKind.BROKEN, problem);
    }

    /**
     * Returns how it is read, which decides what is told of it.
     * @return the same for two readings that tell the same of one file
     */
    public String reader() {
        return READER + (this.deep ? " deep" : "");
    }

    @Override
    public String toString() {
        return this.file.toString();
    }

}
