package org.minigun.demo;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Builds real jars for tests.
 */
public final class JarBuilder {

    private static final byte[] CLASS_FILE = ownClassFile();

    private final Map<String, byte[]> entries = new LinkedHashMap<>();

    private Charset charset = StandardCharsets.UTF_8;

    private JarBuilder() {
    }

    public static JarBuilder jar() {
        return new JarBuilder();
    }

    public JarBuilder manifest(String... lines) {
        return text("META-INF/MANIFEST.MF", "Manifest-Version: 1.0\r\n" + String.join("\r\n", lines) + "\r\n\r\n");
    }

    /**
     * Adds a real class file for a major version, whatever the name.
     */
    public JarBuilder classFile(String path, int majorVersion) {
        byte[] bytes = CLASS_FILE.clone();
        bytes[6] = (byte) (majorVersion >> 8);
        bytes[7] = (byte) majorVersion;
        return entry(path + ".class", bytes);
    }

    public JarBuilder text(String name, String text) {
        return entry(name, text.getBytes(StandardCharsets.UTF_8));
    }

    public JarBuilder entry(String name, byte[] content) {
        this.entries.put(name, content);
        return this;
    }

    public JarBuilder namesIn(Charset names) {
        this.charset = names;
        return this;
    }

    public byte[] bytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes, this.charset)) {
            for (Map.Entry<String, byte[]> entry : this.entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
                zip.closeEntry();
            }
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
        return bytes.toByteArray();
    }

    public Path writeTo(Path file) {
        return write(file, bytes());
    }

    public static Path write(Path file, byte[] bytes) {
        try {
            Files.createDirectories(file.getParent());
            return Files.write(file, bytes);
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    private static byte[] ownClassFile() {
        try (InputStream in = JarBuilder.class.getResourceAsStream("JarBuilder.class")) {
            return in.readAllBytes();
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

}
