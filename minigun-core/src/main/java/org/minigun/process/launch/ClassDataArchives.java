package org.minigun.process.launch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;
import org.minigun.protocol.WorkerProperties;

/**
 * Archives of class data, by which a worker's JVM starts faster. Each is made once for
 * all that it depends on (Java, flags, jars), by a worker that serves nobody, and is
 * found again by later starts of the application. A JVM passes over an archive that does
 * not fit, so workers start with none and with a stale one too. Thread-safe.
 * <p>
 * The archive for workers of a batch each also has what their stage loads, since each of
 * them loads it again: the first that has served its batch has told its classes.
 */
final class ClassDataArchives implements AutoCloseable {

    private final CacheDirectory cache;

    private final Map<Key, Use> known = new ConcurrentHashMap<>();

    private final Set<Path> attempted = ConcurrentHashMap.newKeySet();

    private final Map<Path, Long> checksums = new ConcurrentHashMap<>();

    private final ArchiveMaker maker = new ArchiveMaker();

    ClassDataArchives(CacheDirectory cache) {
        this.cache = cache;
    }

    /** Finds the archive for workers of a kind. */
    Use find(LaunchOptions options, WorkerClassPath path) {
        if (!options.classDataArchive()) {
            return Use.NONE;
        }
        String stage = options.perBatch() ? options.workerProperties().get(WorkerProperties.REHEARSAL) : null;
        Key key = new Key(JavaCommand.home(options), JavaCommand.flags(options), path, stage);
        Use use = this.known.get(key);
        if (use == null) {
            use = find(key);
            this.known.put(key, use);
        }
        return use;
    }

    private Use find(Key key) {
        ArchiveKind kind = ArchiveKind.of(key.home(), key.flags());
        if (kind == null || !isAllJars(key.path())) {
            return Use.NONE;
        }
        try {
            Path directory = this.cache.directory("archives");
            return new Use(directory.resolve(kind.fileName(digest(key))), kind, key.stage() != null);
        }
        catch (IOException ex) {
            return Use.NONE;
        }
    }

    /**
     * Makes the archive in the background if there is none, once.
     * @param training starts a worker with further options
     */
    void makeIfMissing(Use use, Training training) {
        Path file = use.file;
        ArchiveKind kind = use.kind;
        if (file != null && kind != null && !use.ofStage && !Files.exists(file) && this.attempted.add(file)) {
            this.maker.make(file, kind, null, training);
        }
    }

    /** Whether a worker that is about to start is to tell the classes that it loads. */
    boolean learnsFromNext(Use use) {
        return use.ofStage && use.file != null && !use.distrusted && !Files.exists(use.file)
                && this.attempted.add(use.file);
    }

    /**
     * A worker that was to tell its classes has ended: makes the archive in the
     * background, or has the next one tell if it had nothing to do.
     * @param training starts a worker with further options
     */
    void learn(Use use, LaunchedWorker worker, Training training) {
        Path file = use.file;
        ArchiveKind kind = use.kind;
        if (file == null || kind == null) {
            return;
        }
        if (worker.status().settled() == 0) {
            learnFromAnother(use);
            return;
        }
        this.maker.make(file, kind, LoadedClasses.read(worker.directory()), training);
    }

    /** The worker that was to tell its classes has not: the next one is to. */
    void learnFromAnother(Use use) {
        if (use.file != null) {
            this.attempted.remove(use.file);
        }
    }

    @Override
    public void close() {
        this.maker.close();
    }

    /** A directory cannot be archived, and one on the path spoils what is behind it. */
    private static boolean isAllJars(WorkerClassPath path) {
        for (String entry : path.entries()) {
            if (Files.isDirectory(Path.of(entry))) {
                return false;
            }
        }
        return true;
    }

    private String digest(Key key) throws IOException {
        Digest digest = new Digest().add(key.home().toAbsolutePath().toString());
        for (String part : List.of("release", "lib/modules", "lib/server/libjvm.so")) {
            add(digest, key.home().resolve(part));
        }
        for (String flag : key.flags()) {
            digest.add(flag);
        }
        for (String entry : key.path().entries()) {
            Path file = Path.of(entry);
            add(digest.add(entry), file);
            if (key.stage() != null && Files.isRegularFile(file)) {
                // The JVM compares size and time alone, and both may be those of an older
                // jar of the application, where builds can be repeated.
                digest.add(checksum(file));
            }
        }
        if (key.stage() != null) {
            digest.add(key.stage());
        }
        return digest.toText();
    }

    /** Computed once, however many stages there are. */
    private long checksum(Path file) throws IOException {
        Long known = this.checksums.get(file);
        if (known == null) {
            known = FileChecksum.of(file);
            this.checksums.put(file, known);
        }
        return known;
    }

    private static void add(Digest digest, Path file) throws IOException {
        if (Files.isRegularFile(file)) {
            digest.add(Files.size(file)).add(Files.getLastModifiedTime(file).toMillis());
        }
    }

    private record Key(Path home, List<String> flags, WorkerClassPath path, @Nullable String stage) {
    }

    /**
     * Starts the worker that the archive is made of. It loads the classes that a file
     * names, if there is one.
     */
    interface Training {

        LaunchedWorker start(List<String> flags, @Nullable Path classes) throws IOException, InterruptedException;

    }

    /** The archive for workers of a kind, whether it exists or not. */
    static final class Use {

        static final Use NONE = new Use(null, null, false);

        private final @Nullable Path file;

        private final @Nullable ArchiveKind kind;

        /** Whether it is for the workers of one stage. */
        private final boolean ofStage;

        private volatile boolean distrusted;

        Use(@Nullable Path file, @Nullable ArchiveKind kind, boolean ofStage) {
            this.file = file;
            this.kind = kind;
            this.ofStage = ofStage;
        }

        /** The options by which a JVM uses the archive, none if there is none. */
        List<String> options() {
            if (this.file == null || this.kind == null || this.distrusted || !Files.isRegularFile(this.file)) {
                return List.of();
            }
            CacheDirectory.touch(this.file);
            return this.kind.use(this.file);
        }

        /** A JVM has not started with it: it is made anew when the application starts. */
        void distrust() {
            this.distrusted = true;
            Trees.delete(this.file);
        }

    }

}
