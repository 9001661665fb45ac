package org.minigun.demo.inspect;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.ClosedByInterruptException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
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

    private static final int BUFFER = 64 << 10;

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
        catch (UnreadableJarException | ClosedByInterruptException ex) {
            throw ex;
        }
        catch (NoSuchFileException ex) {
            throw new UnreadableJarException("vanished before it was read", ex);
        }
        catch (AccessDeniedException ex) {
            throw new UnreadableJarException("access denied", ex);
        }
        catch (ZipException ex) {
            throw new UnreadableJarException("corrupt: " + ex.getMessage(), ex);
        }
        catch (IOException ex) {
            if (Files.notExists(jar.file())) {
                throw new UnreadableJarException("vanished while it was read", ex);
            }
            throw new UnreadableJarException("cannot be read: " + ex.getMessage(), ex);
        }
    }

    private static JarReport read(FoundJar jar) throws IOException {
        Path file = jar.file();
        BasicFileAttributes before = Files.readAttributes(file, BasicFileAttributes.class);
        if (before.isDirectory()) {
            throw new UnreadableJarException("a directory that cannot be listed");
        }
        if (before.size() > jar.limits().maxSize()) {
            throw new UnreadableJarException(String.format(Locale.ROOT,
                    "too large: %,d bytes, more than the limit of %,d", before.size(), jar.limits().maxSize()));
        }
        ZipEnd.check(file, jar.limits());
        JarContents contents;
        List<String> tools = List.of();
        try (ZipFile zip = open(file)) {
            contents = JarContents.read(zip, jar.limits());
            if (jar.deep()) {
                contents.add(NestedJars.of(zip));
                tools = Tools.of(zip, file);
            }
        }
        String checksum = checksum(file);
        BasicFileAttributes after = Files.readAttributes(file, BasicFileAttributes.class);
        if (after.size() != before.size() || !after.lastModifiedTime().equals(before.lastModifiedTime())) {
            throw new UnreadableJarException("changed while it was read");
        }
        return contents.report(jar, checksum, before.size(), tools);
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

    private static String checksum(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] buffer = new byte[BUFFER];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                digest.update(buffer, 0, n);
            }
            return HexFormat.of().formatHex(digest.digest());
        }
        catch (NoSuchAlgorithmException ex) {
            throw new IllegalStateException("Every Java has SHA-256", ex);
        }
    }

}
