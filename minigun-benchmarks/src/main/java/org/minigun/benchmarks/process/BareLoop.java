package org.minigun.benchmarks.process;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;

import org.minigun.protocol.DefaultItemCodec;
import org.minigun.protocol.FrameReader;
import org.minigun.protocol.FrameType;
import org.minigun.protocol.FrameWriter;
import org.minigun.protocol.ItemCodec;
import org.minigun.protocol.ItemReader;
import org.minigun.protocol.ItemWriter;

/**
 * The limit: the same bytes by the same codec over the same kind of socket, without
 * anything around it.
 */
final class BareLoop implements AutoCloseable {

    private final Path directory = Files.createTempDirectory("bare");

    private final Process child;

    private final SocketChannel channel;

    private final FrameWriter writer;

    private final FrameReader reader;

    private final ItemCodec codec = DefaultItemCodec.builder().build();

    BareLoop() throws IOException {
        UnixDomainSocketAddress address = UnixDomainSocketAddress.of(this.directory.resolve("socket"));
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(address);
            this.child = new ProcessBuilder(Children.java(), "-cp", System.getProperty("java.class.path"),
                    EchoChild.class.getName(), address.getPath().toString())
                .inheritIO()
                .start();
            this.channel = server.accept();
        }
        this.writer = new FrameWriter(this.channel, 64 << 20);
        this.reader = new FrameReader(this.channel, 64 << 20);
    }

    /**
     * Sends items, so many a write, and reads them back meanwhile; returns items a
     * second.
     */
    double throughput(IntFunction<Object> items, int count, int perWrite) throws Exception {
        Semaphore window = new Semaphore(Math.max(1, 1024 / perWrite));
        long start = System.nanoTime();
        Thread sending = new Thread(() -> send(items, count, perWrite, window));
        sending.start();
        for (int got = 0; got < count; got += perWrite) {
            this.reader.next();
            ItemReader in = this.reader.payload();
            while (in.remaining() > 0) {
                this.codec.read(in.slice(in.readLength()));
            }
            window.release();
        }
        sending.join();
        return count / ((System.nanoTime() - start) / 1e9);
    }

    private void send(IntFunction<Object> items, int count, int perWrite, Semaphore window) {
        try {
            for (int sent = 0; sent < count; sent += perWrite) {
                window.acquire();
                ItemWriter out = this.writer.begin(FrameType.ITEMS);
                for (int i = sent; i < Math.min(count, sent + perWrite); i++) {
                    int length = out.reserveLength();
                    this.codec.write(items.apply(i), out);
                    out.patchLength(length);
                }
                this.writer.end();
                this.writer.flush();
            }
        }
        catch (Exception ex) {
            throw new IllegalStateException(ex);
        }
    }

    /**
     * Sends one item after the other, each after the answer and a pause; returns sorted
     * nanoseconds.
     */
    long[] roundTrips(int count, long pause) throws Exception {
        long[] times = new long[count];
        for (int i = 0; i < count; i++) {
            long start = System.nanoTime();
            ItemWriter out = this.writer.begin(FrameType.ITEMS);
            int length = out.reserveLength();
            this.codec.write(i, out);
            out.patchLength(length);
            this.writer.end();
            this.writer.flush();
            this.reader.next();
            times[i] = System.nanoTime() - start;
            if (pause > 0) {
                LockSupport.parkNanos(pause);
            }
        }
        Arrays.sort(times);
        return times;
    }

    @Override
    public void close() throws IOException {
        this.channel.close();
        this.child.destroyForcibly();
        Files.deleteIfExists(this.directory.resolve("socket"));
        Files.deleteIfExists(this.directory);
    }

}
