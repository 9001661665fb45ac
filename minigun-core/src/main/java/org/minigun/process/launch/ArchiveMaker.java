package org.minigun.process.launch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes archives of class data, one after the other, on a thread of its own. Nobody waits
 * for it.
 */
final class ArchiveMaker implements AutoCloseable {

    private static final Logger LOGGER = LoggerFactory.getLogger(ArchiveMaker.class);

    /** The application has its own start to do first. */
    private static final long DELAY_MILLIS = Long.getLong("minigun.class-data-archive.delay", 5000);

    /** The JVM writes the archive as it exits. */
    private static final long LONGEST_EXIT_SECONDS = 120;

    private final ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1, ArchiveMaker::newThread);

    ArchiveMaker() {
        this.executor.setKeepAliveTime(1, TimeUnit.SECONDS);
        this.executor.allowCoreThreadTimeOut(true);
    }

    /**
     * Makes an archive: at once if a worker has told its classes, since the application
     * has started long ago and may be short of life, otherwise after a while.
     * @param classes names of classes that are to be in it, or {@code null}
     */
    void make(Path file, ArchiveKind kind, @Nullable Set<String> classes, ClassDataArchives.Training training) {
        try {
            this.executor.schedule(() -> makeNow(file, kind, classes, training), (classes != null) ? 0 : DELAY_MILLIS,
                    TimeUnit.MILLISECONDS);
        }
        catch (RejectedExecutionException | OutOfMemoryError ex) {
            // The application ends, or no thread can be started: it does without.
            LOGGER.debug("No archive of class data is made", ex);
        }
    }

    private static void makeNow(Path file, ArchiveKind kind, @Nullable Set<String> classes,
            ClassDataArchives.Training training) {
        // Same ending, which some versions insist on.
        Path fresh = file.resolveSibling(kind.fileName(UUID.randomUUID() + ".tmp"));
        Path list = fresh.resolveSibling(fresh.getFileName() + ".classes");
        try {
            CacheDirectory.removeOld(file.resolveSibling(""));
            if (classes != null) {
                Files.write(list, classes);
            }
            try (LaunchedWorker worker = training.start(kind.make(fresh), (classes != null) ? list : null)) {
                TrainingSession.run(worker);
                if (worker.process().waitFor(LONGEST_EXIT_SECONDS, TimeUnit.SECONDS)
                        && worker.process().exitValue() == 0 && Files.size(fresh) > 0) {
                    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
                    LOGGER.debug("Made the archive of class data {}", file);
                }
            }
        }
        catch (IOException | RuntimeException ex) {
            LOGGER.debug("No archive of class data was made, workers start without", ex);
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
        finally {
            Trees.delete(fresh);
            Trees.delete(list);
            Trees.delete(fresh.resolveSibling(fresh.getFileName() + ".config"));
        }
    }

    @Override
    public void close() {
        this.executor.shutdownNow();
        boolean interrupted = false;
        try {
            this.executor.awaitTermination(5, TimeUnit.SECONDS);
        }
        catch (InterruptedException ex) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static Thread newThread(Runnable program) {
        Thread thread = new Thread(program, "minigun-class-data-archive");
        thread.setDaemon(true);
        thread.setPriority(Thread.MIN_PRIORITY);
        return thread;
    }

}
