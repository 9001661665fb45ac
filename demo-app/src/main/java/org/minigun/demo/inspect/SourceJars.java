package org.minigun.demo.inspect;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Tells of jars that hold the sources or the documentation of others. Goes over the names
 * in them and opens nothing.
 */
public final class SourceJars {

    private static final Map<String, JarKind> ENDINGS = Map.of("sources", JarKind.SOURCES, "javadoc", JarKind.JAVADOC);

    private static final Set<String> LANGUAGES = Set.of("java", "kt", "kts", "scala", "groovy", "aj", "clj");

    private static final int ENTRY = 0x02014b50;

    private static final int HEADER = 46;

    private SourceJars() {
    }

    /**
     * Tells what a jar is by its name, unless there is a class in it: then it belongs on
     * a class path, whatever it is called.
     */
    static JarKind kind(Path file, ZipEnd.Directory directory) throws IOException {
        JarKind named = named(file);
        if (named != JarKind.JAR) {
            boolean[] hasClass = new boolean[1];
            boolean whole = names(file, directory, (name) -> hasClass[0] |= name.endsWith(".class"));
            return (whole && !hasClass[0]) ? named : JarKind.JAR;
        }
        return named;
    }

    private static JarKind named(Path file) {
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        return ENDINGS.entrySet()
            .stream()
            .filter((ending) -> name.endsWith("-" + ending.getKey() + ".jar"))
            .map(Map.Entry::getValue)
            .findFirst()
            .orElse(JarKind.JAR);
    }

    /**
     * Reads a jar of sources or documentation.
     * @param jar the jar
     * @return what was read
     * @throws UnreadableJarException if it cannot be read, with the reason
     * @throws ClosedByInterruptException if the thread was interrupted
     */
    public static JarReport report(FoundJar jar) throws IOException {
        try {
            Instant begun = Instant.now();
            FileState before = FileState.of(jar.file());
            int[] files = new int[1];
            names(jar.file(), JarInspector.check(jar), (name) -> files[0] += isSource(name) ? 1 : 0);
            String checksum = Checksum.of(jar.file());
            Reading reading = JarInspector.reading(jar, before, begun);
            return new JarReport(jar.file().toString(), checksum, before.size(), coordinates(jar), 0, null, null,
                    Map.of(), false, false, 0, 0, List.of(), List.of(), jar.kind(), files[0], reading);
        }
        catch (ClosedByInterruptException ex) {
            throw ex;
        }
        catch (IOException ex) {
            throw JarInspector.explained(jar, ex);
        }
    }

    /** Outside a Maven repository the classifier is the end of the name. */
    private static Coordinates coordinates(FoundJar jar) {
        Coordinates found = Coordinates.of(jar.directory(), jar.file(), null);
        String classifier = jar.kind().name().toLowerCase(Locale.ROOT);
        String version = found.version();
        return (found.classifier() == null && version != null && version.endsWith("-" + classifier))
                ? new Coordinates(found.groupId(), found.artifactId(),
                        version.substring(0, version.length() - classifier.length() - 1), classifier)
                : found;
    }

    private static boolean isSource(String name) {
        return LANGUAGES.contains(name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT));
    }

    /**
     * Goes over the directory of a zip file and keeps nothing of it.
     * @return whether it is as it was announced
     */
    private static boolean names(Path file, ZipEnd.Directory directory, Consumer<String> names) throws IOException {
        try (FileChannel channel = FileChannel.open(file)) {
            channel.position(directory.position());
            InputStream bytes = new BufferedInputStream(Channels.newInputStream(channel), 1 << 16);
            DataInputStream in = new DataInputStream(bytes);
            long left = directory.size();
            for (long entry = 0; entry < directory.entries(); entry++) {
                ByteBuffer header = ByteBuffer.wrap(in.readNBytes(HEADER)).order(ByteOrder.LITTLE_ENDIAN);
                if (header.limit() < HEADER || header.getInt(0) != ENTRY) {
                    return false;
                }
                int length = header.getShort(28) & 0xffff;
                int more = (header.getShort(30) & 0xffff) + (header.getShort(32) & 0xffff);
                left -= HEADER + length + more;
                if (left < 0) {
                    return false;
                }
                names.accept(new String(in.readNBytes(length), StandardCharsets.UTF_8));
                in.skipNBytes(more);
            }
            return left == 0;
        }
        catch (EOFException ex) {
            return false;
        }
    }

}
