package org.minigun.process.launch;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

import org.minigun.protocol.StatusPage;

/**
 * A process that was started to become a worker, with its files and its outputs.
 */
final class StartingWorker {

    private final int index;

    private final Path directory;

    private final StatusPage status;

    private final List<String> command;

    private final long startedNanos = System.nanoTime();

    private final Process process;

    private final OutputTail stdout = new OutputTail();

    private final OutputTail stderr = new OutputTail();

    private final Thread outPump;

    private final Thread errPump;

    private StartingWorker(int index, Path directory, StatusPage status, List<String> command, Process process) {
        this.index = index;
        this.directory = directory;
        this.status = status;
        this.command = List.copyOf(command);
        this.process = process;
        // In Java 17 a worker prints in the encoding that is its default, which is ours.
        Charset charset = Charset.defaultCharset();
        this.outPump = OutputPump.startOut(process, index, this.stdout, charset);
        this.errPump = OutputPump.startErr(process, index, this.stderr, charset);
    }

    /** Starts the process and tells it the secret. */
    static StartingWorker start(LaunchOptions options, int index, Path directory, List<String> command, byte[] secret)
            throws IOException {
        StatusPage status = StatusPage.create(directory.resolve(WorkerFiles.STATUS));
        Process process = null;
        StartingWorker worker = null;
        try {
            ProcessBuilder builder = new ProcessBuilder();
            WorkerEnvironment.fill(builder.environment(), options, index);
            builder.command(InterruptShield.around(command, builder.environment().keySet()));
            process = builder.start();
            worker = new StartingWorker(index, directory, status, command, process);
            worker.tell(secret);
            return worker;
        }
        finally {
            if (worker == null) {
                status.close();
                if (process != null) {
                    // No thread could be made that reads what it prints.
                    process.destroyForcibly();
                }
            }
        }
    }

    private void tell(byte[] secret) {
        OutputStream stdin = this.process.getOutputStream();
        try {
            stdin.write((HexFormat.of().formatHex(secret) + "\n").getBytes(StandardCharsets.US_ASCII));
            // Left open: its end tells the worker that the application is gone.
            stdin.flush();
        }
        catch (IOException ex) {
            // The process has ended already, and its output tells why.
        }
    }

    int index() {
        return this.index;
    }

    Path directory() {
        return this.directory;
    }

    StatusPage status() {
        return this.status;
    }

    List<String> command() {
        return this.command;
    }

    long startedNanos() {
        return this.startedNanos;
    }

    Process process() {
        return this.process;
    }

    OutputTail stderr() {
        return this.stderr;
    }

    /** What was printed on either output. */
    List<String> output() {
        List<String> lines = new ArrayList<>(this.stdout.lines());
        lines.addAll(this.stderr.lines());
        return lines;
    }

    boolean awaitOutput(Duration limit) throws InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        for (Thread pump : List.of(this.outPump, this.errPump)) {
            long millis = (end - System.nanoTime()) / 1_000_000;
            if (millis > 0) {
                pump.join(millis);
            }
        }
        return !this.outPump.isAlive() && !this.errPump.isAlive();
    }

    /**
     * Kills the process and its descendants, which are listed while they have a parent.
     */
    void kill() {
        List<ProcessHandle> descendants = this.process.descendants().toList();
        this.process.destroyForcibly();
        descendants.forEach(ProcessHandle::destroyForcibly);
        try {
            this.process.getOutputStream().close();
        }
        catch (IOException ex) {
            // Its reader is gone.
        }
    }

    void removeFiles() {
        this.status.close();
        Trees.delete(this.directory);
    }

}
