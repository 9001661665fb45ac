package org.minigun.process.launch;

import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;

import org.jspecify.annotations.Nullable;
import org.minigun.protocol.StatusPage;

/**
 * A child JVM that has made itself known and waits for frames. Thread-safe, but for the
 * channel, which has one reader and one writer at a time.
 */
public final class LaunchedWorker implements AutoCloseable {

    private LaunchedWorker() {
    }

    /**
     * Returns the number of the worker in its pool.
     * @return the index
     */
    public int index() {
        throw new UnsupportedOperationException();
    }

    /**
     * Returns the process that was started: the JVM, or the command put in front of it.
     * @return the process
     */
    public Process process() {
        throw new UnsupportedOperationException();
    }

    /**
     * Returns the process of the JVM itself, also behind a command prefix where that can
     * be found out.
     * @return the handle
     */
    public ProcessHandle jvm() {
        throw new UnsupportedOperationException();
    }

    /**
     * Returns the connection, in blocking mode, after the handshake.
     * @return the channel
     */
    public SocketChannel channel() {
        throw new UnsupportedOperationException();
    }

    /**
     * Returns the page on which the worker notes what it does.
     * @return the page; it can be read after the worker's death and after
     * {@link #close()}
     */
    public StatusPage status() {
        throw new UnsupportedOperationException();
    }

    /**
     * Returns the private directory of the worker, which goes with {@link #close()}.
     * @return the directory
     */
    public Path directory() {
        throw new UnsupportedOperationException();
    }

    /**
     * Returns the last lines of the worker's standard error.
     * @return the lines
     */
    public OutputTail stderrTail() {
        throw new UnsupportedOperationException();
    }

    /**
     * Returns when the worker was started.
     * @return the time by {@link System#nanoTime()}
     */
    public long startedNanos() {
        throw new UnsupportedOperationException();
    }

    /**
     * Waits until all that the worker has printed is read, once its process has ended.
     * Processes that it has left behind may hold its outputs open, so the wait is
     * bounded.
     * @param limit how long to wait at most
     * @return whether all was read
     * @throws InterruptedException if the thread was interrupted
     */
    public boolean awaitOutput(Duration limit) throws InterruptedException {
        throw new UnsupportedOperationException();
    }

    /**
     * Returns the file that a crashed JVM leaves, after its end. It is moved to where it
     * outlives the application.
     * @return the file, or {@code null} if there is none
     */
    public @Nullable Path crashFile() {
        throw new UnsupportedOperationException();
    }

    /**
     * Kills the worker and its children by force if it still runs, closes the connection
     * and removes its files.
     */
    @Override
    public void close() {
        throw new UnsupportedOperationException();
    }

}
