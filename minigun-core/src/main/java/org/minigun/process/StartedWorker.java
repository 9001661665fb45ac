package org.minigun.process;

import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.List;

import org.minigun.protocol.StatusPage;

/**
 * The process of a worker and what belongs to it.
 */
interface StartedWorker {

    /** The process. */
    Process process();

    /** The connection, which blocks. */
    SocketChannel channel();

    /** What the worker notes of itself. */
    StatusPage status();

    /** The worker's private directory. */
    Path directory();

    /** The value of the environment variable by which its descendants are known. */
    String marker();

    /** The last lines of its standard error, oldest first. */
    List<String> lastErrors();

    /** Closes the connection and removes files. The process is left as it is. */
    void close();

}
