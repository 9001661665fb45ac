package org.minigun.worker;

import java.nio.channels.SocketChannel;
import java.util.Map;

import org.minigun.protocol.Handshake;

/**
 * The worker's connection to its application, after the handshake.
 */
final class WorkerConnection {

    private final SocketChannel channel;

    private final Handshake.Welcome welcome;

    private final Object writeLock = new Object();

    WorkerConnection(SocketChannel channel, Handshake.Welcome welcome) {
        this.channel = channel;
        this.welcome = welcome;
    }

    /** The connection, in blocking mode. One thread reads at a time. */
    SocketChannel channel() {
        return this.channel;
    }

    /** Held by whoever writes frames. */
    Object writeLock() {
        return this.writeLock;
    }

    int workerIndex() {
        return this.welcome.workerIndex();
    }

    int maxFrame() {
        return this.welcome.maxFrame();
    }

    int maxDepth() {
        return this.welcome.maxDepth();
    }

    Map<String, String> properties() {
        return this.welcome.properties();
    }

    /**
     * The application is gone: ends this process and those that it has started, at once.
     * Does not return. To be called by the reader at the end of the socket.
     */
    void applicationGone() {
        throw new UnsupportedOperationException();
    }

}
