package org.minigun.process.launch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.minigun.protocol.Handshake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Who is let in at the socket of a worker, and who is not.
 */
@Timeout(30)
class RendezvousTests {

    private static final byte[] SECRET = new byte[Handshake.SECRET_LENGTH];

    private final List<SocketChannel> peers = new ArrayList<>();

    private Process process;

    private Path directory;

    private Path socket;

    private Rendezvous rendezvous;

    @BeforeEach
    void open() throws IOException {
        this.process = new ProcessBuilder("sleep", "60").start();
        this.directory = Files.createTempDirectory("mg");
        this.socket = this.directory.resolve("s");
        this.rendezvous = new Rendezvous(this.socket);
    }

    @AfterEach
    void close() throws IOException {
        this.rendezvous.close();
        for (SocketChannel peer : this.peers) {
            peer.close();
        }
        this.process.destroyForcibly();
        Files.delete(this.directory);
    }

    @Test
    void letsInWhoKnowsTheSecret() throws Exception {
        SocketChannel worker = connect();
        worker.write(Handshake.hello(SECRET, 42));
        assertThat(await()).isTrue();
        assertThat(this.rendezvous.pid()).isEqualTo(42);
        try (SocketChannel channel = this.rendezvous.welcome(new Handshake.Welcome(3, 1024, 9, Map.of("a", "ä")),
                System.nanoTime() + 1_000_000_000)) {
            this.rendezvous.close();
            assertThat(channel.isBlocking()).isTrue();
            assertThat(readWelcome(worker)).isEqualTo(new Handshake.Welcome(3, 1024, 9, Map.of("a", "ä")));
            channel.write(ByteBuffer.wrap(new byte[] { 1 }));
            assertThat(worker.read(ByteBuffer.allocate(8))).isEqualTo(1);
        }
    }

    @Test
    void nobodyElseCanConnectOnceTheWorkerIsThere() throws Exception {
        connect().write(Handshake.hello(SECRET, 42));
        SocketChannel second = connect();
        assertThat(await()).isTrue();
        this.rendezvous.close();
        assertThat(isTurnedAway(second)).isTrue();
        assertThat(this.socket).doesNotExist();
        assertThatExceptionOfType(IOException.class).isThrownBy(this::connect);
    }

    @Test
    void s304_aStrangerWithoutTheSecretIsTurnedAwayAndCostsTheWorkerNothing() throws Exception {
        byte[] wrong = SECRET.clone();
        wrong[31] = 1;
        SocketChannel stranger = connect();
        stranger.write(Handshake.hello(wrong, 1));
        CompletableFuture<Boolean> turnedAway = CompletableFuture.supplyAsync(() -> {
            boolean ended = isTurnedAway(stranger);
            write(connectUnchecked(), Handshake.hello(SECRET, 42));
            return ended;
        });
        assertThat(await()).isTrue();
        assertThat(this.rendezvous.pid()).isEqualTo(42);
        assertThat(this.rendezvous.refused()).contains("secret");
        assertThat(turnedAway.get(5, TimeUnit.SECONDS)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = { Integer.MIN_VALUE, -1, 0, 4, 1025, Integer.MAX_VALUE })
    void neverReadsMoreThanAShortFrame(int length) throws Exception {
        SocketChannel stranger = connect();
        stranger.write(ByteBuffer.allocate(4).putInt(0, length));
        CompletableFuture<Boolean> turnedAway = CompletableFuture.supplyAsync(() -> {
            boolean ended = isTurnedAway(stranger);
            write(connectUnchecked(), Handshake.hello(SECRET, 42));
            return ended;
        });
        assertThat(await()).isTrue();
        assertThat(turnedAway.get(5, TimeUnit.SECONDS)).isTrue();
        assertThat(this.rendezvous.refused()).contains(Integer.toString(length));
    }

    @Test
    void peersThatSayNothingDoNotHoldUpTheWorker() throws Exception {
        for (int i = 0; i < 100; i++) {
            CompletableFuture.runAsync(this::connectUnchecked);
        }
        ByteBuffer hello = Handshake.hello(SECRET, 42);
        CompletableFuture.runAsync(() -> {
            SocketChannel worker = connectUnchecked();
            // Byte by byte, as a slow machine might.
            while (hello.hasRemaining()) {
                write(worker, hello.slice(hello.position(), 1));
                hello.position(hello.position() + 1);
            }
        });
        assertThat(await()).isTrue();
    }

    @Test
    void refusesAnotherVersionAndSaysSo() throws Exception {
        ByteBuffer hello = Handshake.hello(SECRET, 42);
        hello.putShort(9, (short) 2);
        connect().write(hello);
        this.rendezvous.await(this.process, SECRET, System.nanoTime() + 300_000_000);
        assertThat(this.rendezvous.refused()).contains("version 2");
    }

    @Test
    void givesUpWhenTheProcessEnds() throws Exception {
        CompletableFuture.runAsync(() -> this.process.destroyForcibly());
        assertThat(await()).isFalse();
    }

    @Test
    void givesUpWhenInterrupted() {
        Thread.currentThread().interrupt();
        assertThatExceptionOfType(InterruptedException.class).isThrownBy(this::await);
    }

    private boolean await() throws IOException, InterruptedException {
        return this.rendezvous.await(this.process, SECRET, System.nanoTime() + 20_000_000_000L);
    }

    private SocketChannel connect() throws IOException {
        SocketChannel peer = SocketChannel.open(UnixDomainSocketAddress.of(this.socket));
        synchronized (this.peers) {
            this.peers.add(peer);
        }
        return peer;
    }

    private SocketChannel connectUnchecked() {
        try {
            return connect();
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    private static void write(SocketChannel channel, ByteBuffer bytes) {
        try {
            channel.write(bytes);
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    private static boolean isTurnedAway(SocketChannel peer) {
        try {
            return peer.read(ByteBuffer.allocate(1)) < 0;
        }
        catch (IOException ex) {
            return true;
        }
    }

    private static Handshake.Welcome readWelcome(SocketChannel channel) throws IOException {
        ByteBuffer frame = ByteBuffer.allocate(256);
        while (frame.position() < 4 || frame.position() < 4 + frame.getInt(0)) {
            channel.read(frame);
        }
        return Handshake.readWelcome(frame.flip().position(4));
    }

}
