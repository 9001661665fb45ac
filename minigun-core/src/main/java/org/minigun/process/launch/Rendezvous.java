package org.minigun.process.launch;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.minigun.protocol.Handshake;
import org.minigun.protocol.ProtocolException;

/**
 * The socket at which one worker is awaited. A peer that does not show the secret is
 * turned away and costs the worker nothing; once the worker is there nobody else can
 * connect. For one thread.
 */
final class Rendezvous implements AutoCloseable {

    /** Of so many peers that connect and say nothing the first are dropped. */
    private static final int MOST_PEERS = 32;

    private final Path file;

    private final Selector selector;

    private final ServerSocketChannel server;

    /**
     * Peers that have said nothing when they were last looked at, the first one first.
     */
    private final Deque<SelectionKey> silent = new ArrayDeque<>();

    private @Nullable SocketChannel worker;

    private long pid;

    private @Nullable String refused;

    Rendezvous(Path file) throws IOException {
        this.file = file;
        this.selector = Selector.open();
        try {
            this.server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            this.server.bind(UnixDomainSocketAddress.of(file));
            this.server.configureBlocking(false).register(this.selector, SelectionKey.OP_ACCEPT);
        }
        catch (IOException | RuntimeException ex) {
            this.selector.close();
            throw ex;
        }
    }

    /**
     * Waits for the worker.
     * @return whether it has come before its process ended and the time was up
     */
    boolean await(Process process, byte[] secret, long deadlineNanos) throws IOException, InterruptedException {
        process.onExit().thenRun(this.selector::wakeup);
        while (this.worker == null) {
            long left = TimeUnit.NANOSECONDS.toMillis(deadlineNanos - System.nanoTime());
            if (left <= 0 || !process.isAlive()) {
                return false;
            }
            this.selector.select((key) -> attend(key, secret), left);
            if (Thread.interrupted()) {
                throw new InterruptedException("Interrupted while a worker started");
            }
        }
        return true;
    }

    /**
     * Sends the worker its welcome.
     * @return the connection, in blocking mode
     */
    SocketChannel welcome(Handshake.Welcome welcome, long deadlineNanos) throws IOException, InterruptedException {
        SocketChannel channel = Objects.requireNonNull(this.worker);
        ByteBuffer frame = Handshake.welcome(welcome);
        SelectionKey key = channel.keyFor(this.selector);
        key.interestOps(SelectionKey.OP_WRITE);
        while (channel.write(frame) >= 0 && frame.hasRemaining()) {
            long left = TimeUnit.NANOSECONDS.toMillis(deadlineNanos - System.nanoTime());
            if (left <= 0) {
                throw new IOException("The worker does not take its welcome");
            }
            this.selector.select((ready) -> {
            }, left);
            if (Thread.interrupted()) {
                throw new InterruptedException("Interrupted while a worker started");
            }
        }
        key.cancel();
        this.selector.selectNow();
        channel.configureBlocking(true);
        this.worker = null;
        return channel;
    }

    /** The process id that the worker has told, untrusted. */
    long pid() {
        return this.pid;
    }

    /** Why the last peer was turned away, {@code null} if none was. */
    @Nullable String refused() {
        return this.refused;
    }

    private void attend(SelectionKey key, byte[] secret) {
        try {
            if (key.channel() == this.server) {
                accept();
            }
            else if (this.worker == null) {
                read(key, (SocketChannel) key.channel(), (ByteBuffer) key.attachment(), secret);
            }
        }
        catch (IOException ex) {
            // Of one peer; the worker may be another one.
            this.refused = ex.getMessage();
            turnAway(key);
        }
    }

    private void accept() throws IOException {
        SocketChannel peer = this.server.accept();
        if (peer == null) {
            return;
        }
        this.silent.removeIf((key) -> !key.isValid() || ((ByteBuffer) key.attachment()).position() > 0);
        if (this.silent.size() == MOST_PEERS) {
            turnAway(this.silent.remove());
        }
        // The length first, so that no byte beyond the frame is read.
        peer.configureBlocking(false);
        this.silent.add(peer.register(this.selector, SelectionKey.OP_READ, ByteBuffer.allocate(4)));
    }

    private void read(SelectionKey key, SocketChannel peer, ByteBuffer in, byte[] secret) throws IOException {
        if (peer.read(in) < 0) {
            throw new ProtocolException("The peer has said nothing");
        }
        if (in.hasRemaining()) {
            return;
        }
        if (in.capacity() == 4) {
            int length = in.getInt(0);
            if (length < 5 || length > Handshake.MAX_HELLO) {
                throw new ProtocolException("The peer's first frame has " + length + " bytes; a worker's is short");
            }
            ByteBuffer frame = ByteBuffer.allocate(length);
            key.attach(frame);
            read(key, peer, frame, secret);
            return;
        }
        this.pid = Handshake.checkHello(in.flip(), secret);
        this.worker = peer;
    }

    private static void turnAway(SelectionKey key) {
        key.cancel();
        try {
            key.channel().close();
        }
        catch (IOException ex) {
            // It is of no use either way.
        }
    }

    /** Removes the socket and whoever waits at it, but for a worker that was welcomed. */
    @Override
    public void close() {
        if (!this.selector.isOpen()) {
            return;
        }
        for (SelectionKey key : this.selector.keys()) {
            turnAway(key);
        }
        try {
            this.selector.close();
            Files.deleteIfExists(this.file);
        }
        catch (IOException ex) {
            // The directory is removed with the worker.
        }
    }

}
