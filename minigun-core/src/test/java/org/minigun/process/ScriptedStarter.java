package org.minigun.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;

import org.jspecify.annotations.Nullable;
import org.minigun.protocol.StatusPage;

/**
 * Starts workers that are threads of the tests which speak the protocol as a script says,
 * over a real socket. A process that does nothing stands for each one's JVM.
 */
final class ScriptedStarter implements WorkerStarter, AutoCloseable {

    static final int MAX_FRAME = 1 << 20;

    private final Path directory;

    private final IntFunction<ScriptedWorker.Script> scripts;

    private final AtomicInteger number = new AtomicInteger();

    private final List<Scripted> started = new CopyOnWriteArrayList<>();

    /**
     * Makes a starter.
     * @param directory where sockets are made
     * @param scripts what the worker with a number does, from 0
     */
    ScriptedStarter(Path directory, IntFunction<ScriptedWorker.Script> scripts) {
        this.directory = directory;
        this.scripts = scripts;
    }

    int count() {
        return this.number.get();
    }

    @Override
    public StartedWorker start(int index) throws IOException {
        int worker = this.number.getAndIncrement();
        Path page = this.directory.resolve("status-" + worker);
        Path socket = this.directory.resolve("s" + worker);
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(socket));
            SocketChannel there = SocketChannel.open(UnixDomainSocketAddress.of(socket));
            SocketChannel here = server.accept();
            Process process = new ProcessBuilder("sleep", "600").start();
            Scripted scripted = new Scripted(process, here, StatusPage.create(page));
            this.started.add(scripted);
            // A killed process closes its end.
            process.onExit().thenRun(() -> shut(there));
            ScriptedWorker peer = new ScriptedWorker(there, StatusPage.open(page), this.scripts.apply(worker));
            Thread thread = new Thread(() -> {
                peer.run();
                process.destroyForcibly();
            }, "scripted-worker-" + worker);
            thread.setDaemon(true);
            thread.start();
            return scripted;
        }
        finally {
            Files.deleteIfExists(socket);
        }
    }

    private static void shut(SocketChannel channel) {
        try {
            channel.close();
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    @Override
    public void close() {
        this.started.forEach(Scripted::close);
    }

    /** One of them. */
    record Scripted(Process process, SocketChannel channel, StatusPage status) implements StartedWorker {

        @Override
        public ProcessHandle jvm() {
            return this.process.toHandle();
        }

        @Override
        public int maxFrame() {
            return MAX_FRAME;
        }

        @Override
        public String marker() {
            return "no process carries this mark " + this.process.pid();
        }

        @Override
        public List<String> lastErrors(Duration limit) {
            return List.of();
        }

        @Override
        public @Nullable Path crashFile() {
            return null;
        }

        @Override
        public void close() {
            this.process.destroyForcibly();
            shut(this.channel);
        }

    }

}
