package org.minigun.process;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.minigun.protocol.MarkedProcesses;
import org.minigun.protocol.StatusPage;

/**
 * Starts JVMs that run {@link FakeWorker}. Starts can be made to fail.
 */
final class FakeStarter implements WorkerStarter, AutoCloseable {

    private final Path directory;

    private final AtomicInteger number = new AtomicInteger();

    /** Starts that fail before the first that does not. */
    final AtomicInteger failing = new AtomicInteger();

    final AtomicInteger attempts = new AtomicInteger();

    final List<ProcessHandle> started = new CopyOnWriteArrayList<>();

    FakeStarter() {
        try {
            this.directory = Files.createTempDirectory("minigun-fake");
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    @Override
    public StartedWorker start(int index) throws IOException, InterruptedException {
        this.attempts.incrementAndGet();
        if (this.failing.getAndUpdate((n) -> Math.max(0, n - 1)) > 0) {
            throw new IOException("error=11, Resource temporarily unavailable");
        }
        Path home = Files.createDirectory(this.directory.resolve("" + this.number.incrementAndGet()));
        Path page = home.resolve("status");
        StatusPage status = StatusPage.create(page);
        String marker = UUID.randomUUID().toString();
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            Path socket = home.resolve("s");
            server.bind(UnixDomainSocketAddress.of(socket));
            ProcessBuilder builder = new ProcessBuilder(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx128m", "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1", "-XX:ErrorFile=" + home.resolve("hs_err.log"), "-cp",
                    System.getProperty("java.class.path"), FakeWorker.class.getName(), socket.toString(),
                    page.toString());
            builder.environment().put(MarkedProcesses.MARKER, marker);
            builder.redirectOutput(ProcessBuilder.Redirect.DISCARD).redirectError(home.resolve("errors").toFile());
            Process process = builder.start();
            this.started.add(process.toHandle());
            return new Fake(process, accept(server, process), status, home, marker);
        }
    }

    private static SocketChannel accept(ServerSocketChannel server, Process process) throws IOException {
        SocketChannel channel = null;
        try {
            channel = server.accept();
            return channel;
        }
        finally {
            if (channel == null) {
                process.destroyForcibly();
            }
        }
    }

    long alive() {
        return this.started.stream().filter(ProcessHandle::isAlive).count();
    }

    @Override
    public void close() {
        this.started.forEach(ProcessHandle::destroyForcibly);
        try (Stream<Path> files = Files.walk(this.directory)) {
            files.map(Path::toFile).sorted((a, b) -> b.compareTo(a)).forEach(File::delete);
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    /** One of them. */
    record Fake(Process process, SocketChannel channel, StatusPage status, Path home,
            String marker) implements StartedWorker {

        @Override
        public ProcessHandle jvm() {
            return this.process.toHandle();
        }

        @Override
        public int maxFrame() {
            return 1 << 20;
        }

        @Override
        public List<String> lastErrors(Duration limit) {
            try {
                return new ArrayList<>(Files.readAllLines(this.home.resolve("errors")));
            }
            catch (IOException ex) {
                return List.of();
            }
        }

        @Override
        public @Nullable Path crashFile() {
            Path file = this.home.resolve("hs_err.log");
            return Files.exists(file) ? file : null;
        }

        @Override
        public void close() {
            this.process.destroyForcibly();
            try {
                this.channel.close();
            }
            catch (IOException ex) {
                throw new UncheckedIOException(ex);
            }
        }

    }

}
