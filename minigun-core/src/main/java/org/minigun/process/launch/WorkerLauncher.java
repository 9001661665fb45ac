package org.minigun.process.launch;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.minigun.protocol.Handshake;
import org.minigun.protocol.MarkedProcesses;
import org.minigun.protocol.WorkerProperties;

/**
 * Starts worker JVMs that have the application's class path. Makes its private
 * directories when they are needed. Thread-safe.
 */
public final class WorkerLauncher implements AutoCloseable {

    private static final SecureRandom RANDOM = new SecureRandom();

    private static final Function<Path, List<String>> NO_FLAGS = (files) -> List.of();

    private final @Nullable ClassLoader loader;

    private final PrivateDirectory directory = PrivateDirectory.forSockets();

    private final PrivateDirectory data = PrivateDirectory.forData();

    private final CacheDirectory cache;

    private final ClassDataArchives archives;

    private final Set<LaunchedWorker> workers = ConcurrentHashMap.newKeySet();

    /** Workers that tell which classes they load, and what follows from their end. */
    private final Map<LaunchedWorker, Runnable> learners = new ConcurrentHashMap<>();

    private @Nullable WorkerClassPath classPath;

    private volatile boolean closed;

    private WorkerLauncher(@Nullable ClassLoader loader, @Nullable Path cache) {
        this.loader = loader;
        this.cache = new CacheDirectory(cache, this.directory);
        this.archives = new ClassDataArchives(this.cache);
    }

    /**
     * Makes a launcher for the class path of the application.
     * @return the launcher
     */
    public static WorkerLauncher create() {
        return create(Thread.currentThread().getContextClassLoader(), null);
    }

    /**
     * Makes a launcher.
     * @param loader the application's class loader: what it and its parents load, workers
     * find too
     * @param cache the directory for what outlives the application (unpacked jars,
     * archives of class data, crash files), which is made with mode 0700, or {@code null}
     * for one in the user's cache directory
     * @return the launcher
     */
    public static WorkerLauncher create(@Nullable ClassLoader loader, @Nullable Path cache) {
        return new WorkerLauncher(loader, cache);
    }

    /**
     * Starts a worker and waits until it has made itself known.
     * @param options how to start it
     * @param index its number in its pool
     * @return the worker, which was sent the welcome
     * @throws LaunchException if its JVM has ended, or did not make itself known in time;
     * it is gone then
     * @throws IOException if the files that it needs cannot be made
     * @throws InterruptedException if the thread was interrupted; the worker is gone then
     */
    public LaunchedWorker launch(LaunchOptions options, int index) throws IOException, InterruptedException {
        try {
            return launchNow(options, index);
        }
        catch (IOException ex) {
            // An interrupt closes whatever file is in use.
            if (Thread.interrupted()) {
                throw new InterruptedException("Interrupted while a worker started");
            }
            throw ex;
        }
    }

    private LaunchedWorker launchNow(LaunchOptions options, int index) throws IOException, InterruptedException {
        WorkerClassPath path = classPath();
        ClassDataArchives.Use archive = this.archives.find(options, path);
        ClassDataArchives.Training training = (flags, classes) -> start(trained(options, classes), index, path,
                (files) -> flags);
        if (this.archives.learnsFromNext(archive)) {
            return startLearner(options, index, path, archive, training);
        }
        LaunchedWorker worker;
        try {
            worker = start(options, index, path, (files) -> archive.options());
        }
        catch (LaunchException ex) {
            if (archive.options().isEmpty() || ex.exitCode() == null) {
                throw ex;
            }
            // Perhaps the archive is broken: a worker starts without one too.
            archive.distrust();
            worker = start(options, index, path, NO_FLAGS);
        }
        this.archives.makeIfMissing(archive, training);
        return worker;
    }

    /** With a mark of its own: what carries that of a worker ends with the worker. */
    private static LaunchOptions trained(LaunchOptions options, @Nullable Path classes) {
        LaunchOptions marked = options.withEnvironment(MarkedProcesses.MARKER,
                MarkedProcesses.below(System.getenv(MarkedProcesses.MARKER), UUID.randomUUID().toString()));
        return (classes != null) ? marked.withWorkerProperty(WorkerProperties.TRAINING, classes.toString()) : marked;
    }

    private LaunchedWorker startLearner(LaunchOptions options, int index, WorkerClassPath path,
            ClassDataArchives.Use archive, ClassDataArchives.Training training)
            throws IOException, InterruptedException {
        boolean learns = false;
        try {
            LaunchedWorker worker = start(options, index, path, LoadedClasses::options);
            this.learners.put(worker, () -> this.archives.learn(archive, worker, training));
            learns = true;
            return worker;
        }
        catch (LaunchException ex) {
            if (ex.exitCode() == null) {
                throw ex;
            }
            // Perhaps it may not log into its directory: a worker does without.
            LaunchedWorker worker = start(options, index, path, NO_FLAGS);
            archive.distrust();
            return worker;
        }
        finally {
            if (!learns) {
                this.archives.learnFromAnother(archive);
            }
        }
    }

    private LaunchedWorker start(LaunchOptions options, int index, WorkerClassPath path,
            Function<Path, List<String>> archive) throws IOException, InterruptedException {
        Path files = this.directory.newWorker();
        boolean started = false;
        try (Rendezvous rendezvous = new Rendezvous(files.resolve(WorkerFiles.SOCKET))) {
            JavaCommand command = JavaCommand.of(options);
            List<String> words = command.build(options, path, archive.apply(files), files);
            byte[] secret = new byte[Handshake.SECRET_LENGTH];
            RANDOM.nextBytes(secret);
            StartingWorker starting;
            try {
                starting = StartingWorker.start(options, index, files, words, secret);
            }
            catch (IOException ex) {
                throw LaunchFailure.notStarted(command, options, ex);
            }
            try {
                LaunchedWorker worker = await(rendezvous, starting, command, options, secret);
                started = true;
                return worker;
            }
            finally {
                if (!started) {
                    starting.kill();
                    starting.removeFiles();
                }
            }
        }
        finally {
            if (!started) {
                Trees.delete(files);
            }
        }
    }

    private LaunchedWorker await(Rendezvous rendezvous, StartingWorker starting, JavaCommand command,
            LaunchOptions options, byte[] secret) throws IOException, InterruptedException {
        long deadline = starting.startedNanos() + options.startTimeout().toNanos();
        if (!rendezvous.await(starting.process(), secret, deadline)) {
            throw LaunchFailure.notConnected(starting, command, options, rendezvous.refused());
        }
        SocketChannel channel = rendezvous.welcome(new Handshake.Welcome(starting.index(), options.maxFrame(),
                options.maxDepth(), options.workerProperties()), deadline);
        LaunchedWorker worker = new LaunchedWorker(starting, channel, jvm(starting.process(), rendezvous.pid()), this);
        this.workers.add(worker);
        if (this.closed) {
            worker.close();
            throw new IOException("The launcher of workers was closed while a worker started");
        }
        return worker;
    }

    /**
     * What a worker tells of itself counts only if it is a descendant of what was
     * started.
     */
    private static ProcessHandle jvm(Process process, long told) {
        if (process.pid() != told) {
            Optional<ProcessHandle> descendant = process.descendants()
                .filter((handle) -> handle.pid() == told)
                .findAny();
            if (descendant.isPresent()) {
                return descendant.get();
            }
        }
        return process.toHandle();
    }

    /**
     * Returns a directory for data that workers read, below {@code java.io.tmpdir} and
     * private to the application. It goes with the launcher; if the application is killed
     * it goes when another one makes its own.
     * @return the directory, which is made if it does not exist (any more)
     * @throws IOException if it cannot be made; the message tells where
     */
    public Path dataDirectory() throws IOException {
        return this.data.root();
    }

    private synchronized WorkerClassPath classPath() throws IOException {
        WorkerClassPath path = this.classPath;
        if (path == null || !path.isThere()) {
            path = WorkerClassPath.of(this.loader, this.cache);
            this.classPath = path;
        }
        return path;
    }

    @Nullable Path keepCrashFile(Path files) {
        return WorkerFiles.keepCrashFile(files, this.cache);
    }

    /** A worker has ended; its files are still there. */
    void ended(LaunchedWorker worker) {
        Runnable learner = this.learners.remove(worker);
        if (learner != null) {
            learner.run();
        }
    }

    void forget(LaunchedWorker worker) {
        this.workers.remove(worker);
    }

    /**
     * Removes the private directories. Workers that still run are killed.
     */
    @Override
    public void close() {
        this.closed = true;
        this.archives.close();
        for (LaunchedWorker worker : this.workers) {
            worker.close();
        }
        this.directory.close();
        this.data.close();
    }

}
