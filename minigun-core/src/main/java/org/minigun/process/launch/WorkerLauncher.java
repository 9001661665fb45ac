package org.minigun.process.launch;

import java.io.IOException;
import java.nio.file.Path;

import org.jspecify.annotations.Nullable;

/**
 * Starts worker JVMs that have the application's class path. Makes its private directory
 * at the first start. Thread-safe.
 */
public final class WorkerLauncher implements AutoCloseable {

    private WorkerLauncher() {
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
     * archives of class data), or {@code null} for one in the user's cache directory
     * @return the launcher
     */
    public static WorkerLauncher create(@Nullable ClassLoader loader, @Nullable Path cache) {
        return new WorkerLauncher();
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
        throw new UnsupportedOperationException();
    }

    /**
     * Removes the private directory. Workers that still run are killed.
     */
    @Override
    public void close() {
        throw new UnsupportedOperationException();
    }

}
