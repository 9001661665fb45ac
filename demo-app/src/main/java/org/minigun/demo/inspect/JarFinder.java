package org.minigun.demo.inspect;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Locale;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/**
 * Finds the jars in a directory. Symbolic links are not followed, but for the directory
 * itself. Thread-safe.
 */
public final class JarFinder {

    private final Path directory;

    /**
     * Makes a finder.
     * @param directory the directory to search
     */
    public JarFinder(Path directory) {
        this.directory = directory;
    }

    /**
     * Returns the directory.
     * @return the directory to search, as it was given
     */
    public Path directory() {
        return this.directory;
    }

    /**
     * Returns where the directory really is.
     * @return the directory, absolute and without links
     * @throws IOException if the directory does not exist or cannot be read
     */
    public Path root() throws IOException {
        return this.directory.toRealPath();
    }

    /**
     * Counts what {@link #find} finds.
     * @return the number
     * @throws IOException if the directory does not exist or cannot be read
     */
    public long count() throws IOException {
        LongAdder count = new LongAdder();
        find((path) -> count.increment());
        return count.sum();
    }

    /**
     * Finds the jars.
     * @param found gets each jar, and each directory that cannot be listed, as an
     * absolute path below {@link #root()}
     * @throws IOException if the directory does not exist or cannot be read
     */
    public void find(Consumer<Path> found) throws IOException {
        find(root(), (directory) -> {
        }, found);
    }

    /**
     * Finds the jars in a part of the directory.
     * @param start the part, as an absolute path below {@link #root()}, or that itself
     * @param visited gets each directory, before what is in it
     * @param found gets each jar, and each directory that cannot be listed
     * @throws IOException if the part cannot be read although it is the whole, or
     * {@code visited} throws it
     */
    public void find(Path start, DirectoryVisitor visited, Consumer<Path> found) throws IOException {
        Path root = root();
        Files.walkFileTree(start, new SimpleFileVisitor<>() {

            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
                    throws IOException {
                visited.visit(directory);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (attributes.isRegularFile() && isJar(file)) {
                    found.accept(file);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException ex) throws IOException {
                if (file.equals(root)) {
                    throw ex;
                }
                if (Files.isDirectory(file) || isJar(file)) {
                    found.accept(file);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException ex) {
                return FileVisitResult.CONTINUE;
            }

        });
    }

    /**
     * Tells whether a file is called as a jar is.
     * @param file the file, there or not
     * @return whether its name ends so
     */
    public boolean isJar(Path file) {
        return String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT).endsWith(".jar");
    }

    /**
     * Gets the directories.
     */
    @FunctionalInterface
    public interface DirectoryVisitor {

        /**
         * Gets a directory.
         * @param directory the directory
         * @throws IOException to end the search
         */
        void visit(Path directory) throws IOException;

    }

}
