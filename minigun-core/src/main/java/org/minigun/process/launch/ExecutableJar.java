package org.minigun.process.launch;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import org.jspecify.annotations.Nullable;

/**
 * An executable jar of Spring Boot: the application's classes and its jars within one
 * file, which a plain JVM does not find. They are unpacked once into the cache, since
 * starting from the jar itself costs several times as much. The classes become a jar too,
 * because an archive of class data cannot be made of directories.
 */
final class ExecutableJar {

    private static final String INDEX = "index";

    private static final String CLASSES = "application.jar";

    private final Path file;

    private final String folder;

    private ExecutableJar(Path file, String folder) {
        this.file = file;
        this.folder = folder;
    }

    /** Returns the jar if the file is one, otherwise {@code null}. */
    static @Nullable ExecutableJar of(Path file) {
        if (!Files.isRegularFile(file)) {
            return null;
        }
        try (JarFile jar = new JarFile(file.toFile(), false)) {
            for (String folder : new String[] { "BOOT-INF/", "WEB-INF/" }) {
                if (jar.getEntry(folder + "lib/") != null || jar.getEntry(folder + "classes/") != null) {
                    return new ExecutableJar(file, folder);
                }
            }
        }
        catch (IOException ex) {
            // Not a jar: the JVM passes it over too.
        }
        return null;
    }

    /**
     * Returns the jars, in the order of the class path; unpacks them if they are not in
     * the cache, or not as they were when they were put there.
     */
    List<Path> unpack(Path cache) throws IOException {
        try (JarFile jar = new JarFile(this.file.toFile(), false)) {
            Path directory = cache.resolve(key(jar));
            List<Path> files = verified(directory);
            if (files != null) {
                CacheDirectory.touch(directory);
                return files;
            }
            CacheDirectory.removeOld(cache);
            Path fresh = Trees.createPrivate(cache.resolve(UUID.randomUUID() + ".tmp"));
            try {
                unpack(jar, fresh);
                return put(fresh, directory);
            }
            finally {
                Trees.delete(fresh);
            }
        }
    }

    private static List<Path> put(Path fresh, Path directory) throws IOException {
        for (int attempt = 0; attempt < 10; attempt++) {
            try {
                Files.move(fresh, directory, StandardCopyOption.ATOMIC_MOVE);
            }
            catch (AtomicMoveNotSupportedException ex) {
                throw ex;
            }
            catch (FileAlreadyExistsException | DirectoryNotEmptyException ex) {
                // Another application was first, or what is there does not fit.
            }
            catch (FileSystemException ex) {
                if (!Files.isDirectory(directory)) {
                    throw ex;
                }
            }
            List<Path> files = verified(directory);
            if (files != null) {
                return files;
            }
            try {
                Path old = directory.resolveSibling(UUID.randomUUID() + ".old");
                Files.move(directory, old, StandardCopyOption.ATOMIC_MOVE);
                Trees.delete(old);
            }
            catch (NoSuchFileException ex) {
                // Another application has moved it away.
            }
        }
        throw new IOException("The unpacked jars in " + directory + " change all the time; remove the directory");
    }

    /** Path, size and time, and what the jar says of each of its entries. */
    private String key(JarFile jar) throws IOException {
        Digest digest = new Digest().add(this.file.toAbsolutePath().toString())
            .add(Files.size(this.file))
            .add(Files.getLastModifiedTime(this.file).toMillis());
        for (Enumeration<? extends ZipEntry> entries = jar.entries(); entries.hasMoreElements();) {
            ZipEntry entry = entries.nextElement();
            digest.add(entry.getName()).add(entry.getSize()).add(entry.getCrc());
        }
        return digest.toText();
    }

    private void unpack(JarFile jar, Path target) throws IOException {
        StringBuilder index = new StringBuilder();
        List<ZipEntry> classes = new ArrayList<>();
        List<ZipEntry> jars = new ArrayList<>();
        for (Enumeration<? extends ZipEntry> entries = jar.entries(); entries.hasMoreElements();) {
            ZipEntry entry = entries.nextElement();
            String name = entry.getName();
            if (name.startsWith(this.folder + "classes/") && name.length() > (this.folder + "classes/").length()) {
                classes.add(entry);
            }
            else if (!entry.isDirectory()
                    && (name.startsWith(this.folder + "lib/") || name.startsWith(this.folder + "lib-provided/"))) {
                jars.add(entry);
            }
        }
        if (!classes.isEmpty()) {
            packClasses(jar, classes, target.resolve(CLASSES));
            note(index, target.resolve(CLASSES));
        }
        Set<String> names = new TreeSet<>(Set.of(CLASSES, INDEX));
        for (ZipEntry entry : jars) {
            String name = simpleName(entry.getName());
            Path file = target.resolve(names.add(name) ? name : names.size() + "-" + name);
            try (InputStream in = jar.getInputStream(entry)) {
                Files.copy(in, file);
            }
            note(index, file);
        }
        Files.writeString(target.resolve(INDEX), index);
    }

    /**
     * The file's name, without what a file system or the platform's charset may refuse.
     */
    private static String simpleName(String entry) {
        return entry.substring(entry.lastIndexOf('/') + 1).replaceAll("[^A-Za-z0-9._+-]", "_");
    }

    private void packClasses(JarFile jar, List<ZipEntry> classes, Path target) throws IOException {
        String root = this.folder + "classes/";
        try (OutputStream file = Files.newOutputStream(target); ZipOutputStream out = new ZipOutputStream(file)) {
            if (jar.getEntry(root + JarFile.MANIFEST_NAME) == null) {
                out.putNextEntry(timed(new ZipEntry(JarFile.MANIFEST_NAME), 0));
                manifest(jar).write(out);
            }
            for (ZipEntry entry : classes) {
                ZipEntry copy = timed(new ZipEntry(entry.getName().substring(root.length())), entry.getTime());
                if (entry.getSize() >= 0) {
                    copy.setMethod(ZipEntry.STORED);
                    copy.setSize(entry.getSize());
                    copy.setCrc(entry.getCrc());
                }
                out.putNextEntry(copy);
                try (InputStream in = jar.getInputStream(entry)) {
                    in.transferTo(out);
                }
            }
        }
    }

    private static ZipEntry timed(ZipEntry entry, long millis) {
        entry.setTime(millis);
        return entry;
    }

    /** What packages tell of themselves, and not where to find classes. */
    private static Manifest manifest(JarFile jar) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        Manifest outer = jar.getManifest();
        if (outer != null) {
            outer.getMainAttributes().forEach((name, value) -> {
                String text = name.toString();
                if (text.startsWith("Implementation-") || text.startsWith("Specification-")
                        || text.equals("Multi-Release")) {
                    manifest.getMainAttributes().put(name, value);
                }
            });
        }
        return manifest;
    }

    private static void note(StringBuilder index, Path file) throws IOException {
        index.append(FileChecksum.of(file))
            .append(' ')
            .append(Files.size(file))
            .append(' ')
            .append(file.getFileName())
            .append('\n');
    }

    private static @Nullable List<Path> verified(Path directory) {
        try {
            List<Path> files = new ArrayList<>();
            for (String line : Files.readString(directory.resolve(INDEX), StandardCharsets.UTF_8).lines().toList()) {
                String[] parts = line.split(" ", 3);
                Path file = directory.resolve(parts[2]);
                if (Files.size(file) != Long.parseLong(parts[1]) || FileChecksum.of(file) != Long.parseLong(parts[0])) {
                    return null;
                }
                files.add(file);
            }
            return files.isEmpty() ? null : files;
        }
        catch (IOException | RuntimeException ex) {
            return null;
        }
    }

}
