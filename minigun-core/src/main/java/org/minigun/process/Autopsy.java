package org.minigun.process;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.minigun.protocol.StatusPage;

/**
 * Finds out how a worker has died. Waits are bounded, and an interrupt does not cut them
 * short.
 */
final class Autopsy {

    private static final long EXIT_NANOS = TimeUnit.SECONDS.toNanos(1);

    private static final Duration OUTPUT = Duration.ofMillis(300);

    private static final String OUT_OF_MEMORY = "java.lang.OutOfMemoryError";

    private static final int EXIT_ON_OUT_OF_MEMORY = 3;

    private Autopsy() {
    }

    /** Waits for the end of the worker's process, kills it if it does not come. */
    static DeathCertificate of(Worker worker) {
        StartedWorker started = worker.started();
        boolean interrupted = Thread.interrupted();
        if (!awaitExit(started.process())) {
            worker.kill(DeathReason.DISCONNECTED, "Its connection has ended, its process had not");
            interrupted |= Thread.interrupted();
            awaitExit(started.process());
        }
        List<String> lastErrors = lastErrors(started);
        Integer exitCode = started.process().isAlive() ? null : started.process().exitValue();
        Path crashFile = started.crashFile();
        String signal = (exitCode != null) ? signal(exitCode, crashFile) : null;
        Worker.Cause dying = worker.dying();
        // What it has sent while it died of something else was torn, not made up.
        boolean torn = worker.isKilledFor(DeathReason.PROTOCOL) && !worker.hasBrokenProtocol();
        Worker.Cause killed = torn ? null : worker.killed();
        if (torn && "KILL".equals(signal)) {
            // Ours.
            signal = null;
            exitCode = null;
        }
        DeathReason reason = (killed != null) ? killed.reason()
                : (dying != null) ? dying.reason() : reason(started.status().reason(), exitCode, signal, lastErrors);
        String detail = (killed != null) ? killed.detail() : (dying != null) ? dying.detail() : null;
        Worker.Serving serving = worker.serving();
        DeathCertificate certificate = new DeathCertificate(reason, worker.poolName(), worker.index(), worker.pid(),
                Instant.now(), worker.age(), worker.itemsServed(), serving.task(), serving.stage(), null,
                (signal != null) ? null : exitCode, signal, detail, lastErrors, crashFile,
                (reason == DeathReason.TIMEOUT || reason == DeathReason.CLOSE_TIMEOUT) ? worker.threadDump() : null);
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return certificate;
    }

    /** What a reason of the status page, or of a frame {@code DYING}, stands for. */
    static @Nullable DeathReason reason(int told) {
        return switch (told) {
            case StatusPage.OUT_OF_HEAP -> DeathReason.OUT_OF_HEAP;
            case StatusPage.OUT_OF_DIRECT_MEMORY -> DeathReason.OUT_OF_DIRECT_MEMORY;
            case StatusPage.OUT_OF_METASPACE -> DeathReason.OUT_OF_METASPACE;
            case StatusPage.ARRAY_TOO_LARGE -> DeathReason.ARRAY_TOO_LARGE;
            case StatusPage.OUT_OF_THREADS -> DeathReason.OUT_OF_THREADS;
            case StatusPage.APPLICATION_GONE -> DeathReason.DISCONNECTED;
            case StatusPage.FATAL_ERROR -> DeathReason.FATAL_ERROR;
            default -> null;
        };
    }

    private static @Nullable String signal(int exitCode, @Nullable Path crashFile) {
        String signal = Signals.of(exitCode);
        String met = (signal != null && crashFile != null) ? CrashFile.signal(crashFile) : null;
        return (met != null) ? met : signal;
    }

    private static DeathReason reason(int told, @Nullable Integer exitCode, @Nullable String signal,
            List<String> lastErrors) {
        DeathReason reason = reason(told);
        if (reason != null) {
            return reason;
        }
        if (signal != null) {
            return DeathReason.SIGNAL;
        }
        // With -XX:+ExitOnOutOfMemoryError the JVM ends before anyone can take notes.
        boolean outOfMemory = exitCode != null && exitCode == EXIT_ON_OUT_OF_MEMORY
                && lastErrors.stream().anyMatch((line) -> line.contains(OUT_OF_MEMORY));
        return outOfMemory ? DeathReason.OUT_OF_HEAP : DeathReason.EXIT;
    }

    private static List<String> lastErrors(StartedWorker started) {
        try {
            return started.lastErrors(OUTPUT);
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            return List.of();
        }
    }

    private static boolean awaitExit(Process process) {
        long deadline = System.nanoTime() + EXIT_NANOS;
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return process.waitFor(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
                }
                catch (InterruptedException ex) {
                    interrupted = true;
                }
            }
        }
        finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

}
