package org.minigun.worker;

import java.io.File;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Map;

import org.minigun.protocol.Handshake;
import org.minigun.protocol.ProtocolException;

/**
 * The worker's connection to its application, after the handshake.
 */
final class WorkerConnection {

    private final SocketChannel channel;

    private final Handshake.Welcome welcome;

    private final Watchdog watchdog;

    WorkerConnection(SocketChannel channel, Handshake.Welcome welcome, Watchdog watchdog) {
        this.channel = channel;
        this.watchdog = watchdog;
        this.welcome = welcome;
    }

    /** Connects and makes the worker known. */
    static WorkerConnection connect(String socket, byte[] secret, Watchdog watchdog) throws IOException {
        SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
        ByteBuffer hello = Handshake.hello(secret, pid());
        while (hello.hasRemaining()) {
            channel.write(hello);
        }
        int length = read(channel, 4).getInt();
        if (length < 1 || length > Handshake.MAX_WELCOME) {
            throw new ProtocolException("The application's first frame has a wrong length");
        }
        return new WorkerConnection(channel, Handshake.readWelcome(read(channel, length)), watchdog);
    }

    /** The way by ProcessHandle loads dozens of classes. */
    private static long pid() {
        try {
            return Long.parseLong(new File("/proc/self").getCanonicalFile().getName());
        }
        catch (IOException | NumberFormatException ex) {
            return ProcessHandle.current().pid();
        }
    }

    /** Reads so many bytes and none of the frames that may follow. */
    private static ByteBuffer read(SocketChannel channel, int length) throws IOException {
        ByteBuffer in = ByteBuffer.allocate(length);
        while (in.hasRemaining()) {
            if (channel.read(in) < 0) {
                throw new ProtocolException("The application has closed the connection in place of a welcome");
            }
        }
        return in.flip();
    }

    /** The connection, in blocking mode. One thread reads at a time. */
    SocketChannel channel() {
        return this.channel;
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
        this.watchdog.bite();
    }

}
