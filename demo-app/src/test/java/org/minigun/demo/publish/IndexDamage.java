package org.minigun.demo.publish;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.stream.Stream;
import java.util.zip.CRC32;

import org.apache.lucene.codecs.Codec;

/**
 * What may happen to an index.
 */
public final class IndexDamage {

    private IndexDamage() {
    }

    /**
     * Changes a bit in the middle of the largest file; done twice, all is well again.
     */
    public static void flip(Path index) throws IOException {
        Path file = largest(index);
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
    }

    /**
     * Loses the largest file.
     */
    public static void lose(Path index) throws IOException {
        Files.delete(largest(index));
    }

    /**
     * Does something while the largest file is there and cannot be opened.
     */
    public static void withoutAccess(Path index, Runnable work) throws IOException {
        Path file = largest(index);
        Path away = Files.move(file, index.resolveSibling("away"));
        // A link to itself: no user may open it, not even the one who may do all else.
        Files.createSymbolicLink(file, file);
        work.run();
        Files.move(away, file, StandardCopyOption.REPLACE_EXISTING);
    }

    private static Path largest(Path index) throws IOException {
        try (Stream<Path> files = Files.list(index)) {
            return files.max((one, other) -> Long.compare(one.toFile().length(), other.toFile().length()))
                .orElseThrow();
        }
    }

    /**
     * Makes it one that is sound, and written by a version with another format.
     */
    public static void otherVersion(Path index) throws IOException {
        Path file;
        try (Stream<Path> files = Files.list(index)) {
            file = files.filter((each) -> each.getFileName().toString().startsWith("segments_"))
                .findAny()
                .orElseThrow();
        }
        String name = Codec.getDefault().getName();
        String text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        String other = text.replace(name, "x".repeat(name.length()));
        if (other.equals(text)) {
            throw new AssertionError("The format " + name + " is not named in " + file);
        }
        byte[] bytes = other.getBytes(StandardCharsets.ISO_8859_1);
        // The checksum of all before it ends the file.
        int end = bytes.length - Long.BYTES;
        CRC32 checksum = new CRC32();
        checksum.update(bytes, 0, end);
        ByteBuffer.wrap(bytes).putLong(end, checksum.getValue());
        Files.write(file, bytes);
    }

}
