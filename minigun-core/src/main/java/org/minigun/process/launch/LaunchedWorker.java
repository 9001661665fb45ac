package org.minigun.process.launch;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.minigun.protocol.StatusPage;

/**
 * A child JVM that has made itself known and waits for frames. Thread-safe, but for the
 * channel, which has one reader and one writer at a time.
 */
public final class LaunchedWorker implements AutoCloseable {

    private final StartingWorker starting;

    private final SocketChannel channel;

    private final ProcessHandle jvm;

    private final WorkerLauncher launcher;

    private @Nullable Path crashFile;

    private boolean closed;

    LaunchedWorker(StartingWorker starting, SocketChannel channel, ProcessHandle jvm, WorkerLauncher launcher) {
        this.starting = starting;
        this.channel = channel;
        this.jvm = jvm;
        this.launcher = launcher;
    }

    /**
     * Returns the number of the worker in its pool.
     * @return the index
     */
    public int index() {
        return this.starting.index();
    }

    /**
     * Returns the process that was started: the JVM, or the command put in front of it.
     * @return the process
     */
    public Process process() {
        return this.starting.process();
    }

    /**
     * Returns the process of the JVM itself, also behind a command prefix where that can
     * be found out.
     * @return the handle
     */
    public ProcessHandle jvm() {
        return this.jvm;
    }

    /**
     * Returns the connection, in blocking mode, after the handshake.
     * @return the channel
     */
    public SocketChannel channel() {
        return this.channel;
    }

    /**
     * Returns the page on which the worker notes what it does.
     * @return the page; it can be read after the worker's death and after
     * {@link #close()}
     */
    public StatusPage status() {
        return this.starting.status();
    }

    /**
     * Returns the private directory of the worker, which goes with {@link #close()}.
     * @return the directory
     */
    public Path directory() {
        return this.starting.directory();
    }

    /**
     * Returns the last lines of the worker's standard error.
     * @return the lines
     */
    public OutputTail stderrTail() {
        return this.starting.stderr();
    }

    /**
     * Returns when the worker was started.
     * @return the time by {@link System#nanoTime()}
     */
    public long startedNanos() {
        return this.starting.startedNanos();
    }

    /**
     * Returns the command by which the worker was started.
     * @return the command, nothing in it is secret
     */
    public List<String> command() {
        return this.starting.command();
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
        return this.starting.awaitOutput(limit);
    }

    /**
     * Returns the file that a crashed JVM leaves, after its end. It is moved to where it
     * outlives the application.
     * @return the file, or {@code null} if there is none
     */
    public synchronized @Nullable Path crashFile() {
        if (this.crashFile == null && !this.closed) {
            this.crashFile = this.launcher.keepCrashFile(directory());
        }
        return this.crashFile;
    }

    /**
     * Kills the worker and its children by force if it still runs, closes the connection
     * and removes its files.
     */
    @Override
    public void close() {
        synchronized (this) {
            if (this.closed) {
                return;
            }
            crashFile();
            this.closed = true;
        }
        this.starting.kill();
        this.jvm.destroyForcibly();
        try {
            this.channel.close();
        }
        catch (IOException ex) {
            // Its other end is gone.
        }
        awaitEnd();
        try {
            this.launcher.ended(this);
        }
        finally {
            this.starting.removeFiles();
            this.launcher.forget(this);
        }
    }

    /** A dying JVM may still make files in its directory. */
    private void awaitEnd() {
        try {
            process().waitFor(1, TimeUnit.SECONDS);
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
    }

}
