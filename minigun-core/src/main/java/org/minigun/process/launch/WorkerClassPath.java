package org.minigun.process.launch;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

import org.jspecify.annotations.Nullable;
import org.minigun.protocol.Handshake;

/**
 * The class path of workers: what the application's class loaders read, in their order.
 * Paths are left as they are (relative ones too, since a worker starts in the same
 * directory), because a platform's charset may not be able to write them otherwise.
 */
final class WorkerClassPath {

    private static final String NESTED = "jar:nested:";

    private static final String PROGRAM = "org/minigun/worker/WorkerMain.class";

    private static final String PACKAGE = "org/minigun/";

    private final List<String> entries;

    /** Files in the cache, which somebody may empty. */
    private final List<Path> unpacked;

    private WorkerClassPath(List<String> entries, List<Path> unpacked) {
        this.entries = entries;
        this.unpacked = unpacked;
    }

    /** Finds it out; unpacks executable jars into the cache. */
    static WorkerClassPath of(@Nullable ClassLoader loader, CacheDirectory cache) throws IOException {
        Set<String> found = new LinkedHashSet<>();
        for (ClassLoader next = loader; next != null; next = next.getParent()) {
            // Those that restart an application look into their own URLs first, and the
            // others do not mind.
            if (next instanceof URLClassLoader urls) {
                for (URL url : urls.getURLs()) {
                    addUrl(url, found);
                }
            }
        }
        addPath(System.getProperty("java.class.path"), found);
        addPath(System.getProperty("jdk.module.path"), found);
        List<String> entries = new ArrayList<>();
        List<Path> unpacked = new ArrayList<>();
        for (String entry : found) {
            ExecutableJar jar = ExecutableJar.of(Path.of(entry));
            if (jar != null) {
                for (Path file : unpack(jar, cache)) {
                    unpacked.add(file);
                    entries.add(file.toString());
                }
            }
            else {
                entries.add(entry);
            }
        }
        if (unpacked.isEmpty()) {
            addOwn(entries);
        }
        return new WorkerClassPath(ownFirst(entries), List.copyOf(unpacked));
    }

    private static List<Path> unpack(ExecutableJar jar, CacheDirectory cache) throws IOException {
        try {
            return jar.unpack(cache.directory("jars"));
        }
        catch (IOException ex) {
            // The user's cache is full, say: then for this application alone.
            try {
                return jar.unpack(cache.temporary("jars"));
            }
            catch (IOException also) {
                also.addSuppressed(ex);
                throw also;
            }
        }
    }

    List<String> entries() {
        return this.entries;
    }

    /** Whether nothing was removed from the cache; notes that it is in use. */
    boolean isThere() {
        if (!this.unpacked.isEmpty()) {
            Path directory = this.unpacked.get(0).resolveSibling(".");
            CacheDirectory.touch(directory.normalize());
        }
        return this.unpacked.stream().allMatch(Files::isRegularFile);
    }

    String text() {
        return String.join(File.pathSeparator, this.entries);
    }

    private static void addPath(@Nullable String path, Set<String> found) {
        if (path == null) {
            return;
        }
        for (String entry : path.split(File.pathSeparator)) {
            if (!entry.isEmpty()) {
                found.add(entry);
            }
        }
    }

    private static void addUrl(URL url, Set<String> found) {
        try {
            String text = url.toString();
            if (text.startsWith(NESTED)) {
                // jar:nested:/path/of.jar/!BOOT-INF/lib/x.jar!/ - the outer jar is taken
                // as a whole.
                int end = text.indexOf("/!");
                if (end > 0) {
                    addFile(Path.of(URI.create("file:" + text.substring(NESTED.length(), end))), found);
                }
            }
            else if (url.getProtocol().equals("file")) {
                addFile(Path.of(url.toURI()), found);
            }
        }
        catch (Exception ex) {
            // Not a file: a worker's JVM could not read it either.
        }
    }

    /** Adds a file unless it is on the list by a relative name. */
    private static void addFile(Path file, Set<String> found) {
        for (String entry : System.getProperty("java.class.path", "").split(File.pathSeparator)) {
            if (!entry.isEmpty() && Path.of(entry).toAbsolutePath().normalize().equals(file.normalize())) {
                found.add(entry);
                return;
            }
        }
        found.add(file.toString());
    }

    /** Minigun itself must be there, whatever class loader it came by. */
    private static void addOwn(List<String> entries) {
        // At the end, where it takes nothing away from a jar whose manifest names it too.
        CodeSource source = Handshake.class.getProtectionDomain().getCodeSource();
        if (source == null || !source.getLocation().getProtocol().equals("file")) {
            return;
        }
        try {
            String own = Path.of(source.getLocation().toURI()).toString();
            if (entries.stream()
                .noneMatch((entry) -> Path.of(entry).toAbsolutePath().normalize().toString().equals(own))) {
                entries.add(own);
            }
        }
        catch (Exception ex) {
            // Not a file that a worker's JVM could read.
        }
    }

    /**
     * Puts Minigun's own jar in front: otherwise each worker would open all jars before
     * it to find that they do not have its program, which doubles its start. A jar that
     * has other classes too stays where it is.
     */
    private static List<String> ownFirst(List<String> entries) {
        for (int i = 1; i < entries.size(); i++) {
            if (isOwnAlone(new File(entries.get(i)))) {
                List<String> ordered = new ArrayList<>(entries);
                ordered.add(0, ordered.remove(i));
                return List.copyOf(ordered);
            }
        }
        return List.copyOf(entries);
    }

    private static boolean isOwnAlone(File file) {
        if (!file.isFile()) {
            return false;
        }
        try (ZipFile jar = new ZipFile(file)) {
            if (jar.getEntry(PROGRAM) == null) {
                return false;
            }
            return jar.stream()
                .map(ZipEntry::getName)
                .allMatch((name) -> name.startsWith(PACKAGE) || name.startsWith("META-INF/") || name.endsWith("/"));
        }
        catch (IOException ex) {
            return false;
        }
    }

}
