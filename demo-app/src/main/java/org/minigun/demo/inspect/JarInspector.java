package org.minigun.demo.inspect;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * Reads a jar. Needs memory for its class names, not for its contents: of a class only
 * the first bytes are inflated, so what a jar says of itself is believed, and not
 * verified. Read deeply, a jar may ask for any memory and time, and runs code of its own:
 * that belongs in a worker. Thread-safe.
 */
public final class JarInspector {

    private JarInspector() {
    }

    /**
     * Reads a jar.
     * @param jar the jar
     * @return what was read
     * @throws UnreadableJarException if the file is not a whole jar within its limits,
     * with the reason
     * @throws ClosedByInterruptException if the thread was interrupted
     */
    public static JarReport inspect(FoundJar jar) throws IOException {
        try {
            return read(jar);
        }
        catch (ClosedByInterruptException ex) {
            throw ex;
        }
        catch (IOException ex) {
            throw explained(jar, ex);
        }
    }

    /**
     * Says why a file cannot be read.
     */
    static UnreadableJarException explained(FoundJar jar, IOException ex) {
        if (ex instanceof UnreadableJarException explained) {
            return explained;
        }
        if (ex instanceof NoSuchFileException) {
            return new UnreadableJarException("vanished before it was read", ex);
        }
        if (ex instanceof AccessDeniedException) {
            return new UnreadableJarException("access denied", ex);
        }
        if (ex instanceof ZipException) {
            return new UnreadableJarException("corrupt: " + ex.getMessage(), ex);
        }
        if (Files.notExists(jar.file())) {
            return new UnreadableJarException("vanished while it was read", ex);
        }
        return new UnreadableJarException("cannot be read: " + ex.getMessage(), ex);
    }

    /**
     * Checks that a file is a whole zip file within its limits, as far as that can be
     * seen without opening it.
     * @throws UnreadableJarException if it is not, with the reason
     */
    static ZipEnd.Directory check(FoundJar jar) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(jar.file(), BasicFileAttributes.class);
        if (attributes.isDirectory()) {
            throw new UnreadableJarException("a directory that cannot be listed");
        }
        if (attributes.size() > jar.limits().maxSize()) {
            throw new UnreadableJarException(String.format(Locale.ROOT,
                    "too large: %,d bytes, more than the limit of %,d", attributes.size(), jar.limits().maxSize()));
        }
        if (!Files.isReadable(jar.file())) {
            throw new UnreadableJarException("access denied");
        }
        return ZipEnd.check(jar.file(), jar.limits());
    }

    private static JarReport read(FoundJar jar) throws IOException {
        Path file = jar.file();
        Instant begun = Instant.now();
        FileState before = FileState.of(file);
        check(jar);
        JarContents contents;
        List<String> tools = List.of();
        try (ZipFile zip = open(file)) {
            contents = JarContents.read(zip, jar.limits());
            if (jar.deep()) {
                contents.add(NestedJars.of(zip));
                tools = Tools.of(zip, file);
            }
        }
        return contents.report(jar, Checksum.of(file), reading(jar, before, begun), tools);
    }

    /**
     * Notes how a jar was read.
     * @param begun a time before the file was looked at: it may have changed since then
     * within the same tick of its file system's clock
     * @throws UnreadableJarException if it has changed meanwhile
     */
    static Reading reading(FoundJar jar, FileState before, Instant begun) throws IOException {
        if (!FileState.of(jar.file()).equals(before)) {
            throw new UnreadableJarException("changed while it was read");
        }
        return new Reading(before, before.isSettled(begun), jar.reader(), jar.limits().toString());
    }

    private static ZipFile open(Path file) throws IOException {
        try {
            return new ZipFile(file.toFile(), StandardCharsets.UTF_8);
        }
        catch (ZipException ex) {
            if (String.valueOf(ex.getMessage()).contains("entry name")) {
                return new ZipFile(file.toFile(), StandardCharsets.ISO_8859_1);
            }
            throw ex;
        }
    }

}
