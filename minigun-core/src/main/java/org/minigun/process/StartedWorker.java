package org.minigun.process;

import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.minigun.protocol.StatusPage;

/**
 * The process of a worker and what belongs to it. Thread-safe, but for the channel.
 */
interface StartedWorker extends AutoCloseable {

    /** The process that was started: the JVM, or the command put in front of it. */
    Process process();

    /** The JVM itself. */
    ProcessHandle jvm();

    /** The connection, which blocks. */
    SocketChannel channel();

    /** The longest frame in bytes, either way. */
    int maxFrame();

    /** What the worker notes of itself. */
    StatusPage status();

    /**
     * The value of the environment variable {@code MINIGUN_WORKER}, by which processes
     * are known that it has left behind.
     */
    String marker();

    /**
     * The last lines of its standard error, oldest first.
     * @param limit how long to wait for what it has printed before its end
     * @throws InterruptedException if the thread is interrupted
     */
    List<String> lastErrors(Duration limit) throws InterruptedException;

    /** The file that its JVM has left as it crashed, moved to where it stays. */
    @Nullable Path crashFile();

    /** Kills what still runs, closes the connection and removes files. */
    @Override
    void close();

}
