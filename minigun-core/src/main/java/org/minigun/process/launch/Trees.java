package org.minigun.process.launch;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Directories that nobody else may look into.
 */
final class Trees {

    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rwx------");

    private Trees() {
    }

    /** Makes a directory with mode 0700, which must not exist yet. */
    static Path createPrivate(Path directory) throws IOException {
        FileAttribute<?>[] attributes = isPosix(directory)
                ? new FileAttribute<?>[] { PosixFilePermissions.asFileAttribute(OWNER_ONLY) } : new FileAttribute<?>[0];
        Files.createDirectory(directory, attributes);
        if (attributes.length > 0) {
            // The process's umask may have taken away from the mode.
            Files.setPosixFilePermissions(directory, OWNER_ONLY);
        }
        return directory;
    }

    /** Whether a directory belongs to the owner of the other one, and to nobody else. */
    static boolean isPrivate(Path directory, Path ownedByUs) throws IOException {
        if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS) || !Files.isWritable(directory)) {
            return false;
        }
        if (!isPosix(directory)) {
            return true;
        }
        return Files.getOwner(directory).equals(Files.getOwner(ownedByUs))
                && OWNER_ONLY.containsAll(Files.getPosixFilePermissions(directory));
    }

    /** Deletes what can be deleted; links are not followed. */
    static void delete(@Nullable Path root) {
        if (root == null || !Files.exists(root, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try {
            Files.walkFileTree(root, new Deletion());
        }
        catch (IOException ex) {
            // What is left is found by the next application that starts.
        }
    }

    private static boolean isPosix(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    private static final class Deletion extends SimpleFileVisitor<Path> {

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException ex) {
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException ex) throws IOException {
            try {
                Files.deleteIfExists(directory);
            }
            catch (DirectoryNotEmptyException ignored) {
                // A process that still runs has made a file; the next start cleans up.
            }
            return FileVisitResult.CONTINUE;
        }

    }

}
