package org.minigun.worker;

import java.io.IOException;
import java.io.InputStream;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

import org.minigun.protocol.MarkedProcesses;
import org.minigun.protocol.StatusPage;

/**
 * Ends this process and those that it has started when the application is gone: when the
 * socket ends, and, should nobody read that, when standard input does, which the
 * application holds open as long as it lives. Nothing that the stage's code may hold or
 * hook is asked.
 */
final class Watchdog implements Runnable {

    /** No application has sent the worker's end by this code. */
    static final int EXIT_CODE = 70;

    private static final long PATIENCE_NANOS = 500_000_000;

    private final InputStream application;

    private final StatusPage status;

    Watchdog(InputStream application, StatusPage status) {
        this.application = application;
        this.status = status;
    }

    void start() {
        new HelperThread(this, "watchdog").start();
    }

    @Override
    public void run() {
        try {
            // A byte lets the watchdog go, before the worker is told to end: a JVM waits
            // 0.3 s
            // at its exit for a thread that reads.
            if (this.application.read() >= 0) {
                return;
            }
        }
        catch (IOException ex) {
            // As good as the end.
        }
        bite();
    }

    /** Does not return. */
    void bite() {
        try {
            this.status.reason(StatusPage.APPLICATION_GONE);
            new HelperThread(new Deadline(), "deadline").start();
            ProcessHandle.current().descendants().forEach(new Kill());
            String marker = System.getenv(MarkedProcesses.MARKER);
            if (marker != null) {
                // Also those that have left the tree.
                MarkedProcesses.kill(Set.of(marker));
            }
        }
        finally {
            // Also if there is no memory left for anything.
            Runtime.getRuntime().halt(EXIT_CODE);
        }
    }

    /** Halts even if the descendants cannot be listed in time. */
    private static final class Deadline implements Runnable {

        @Override
        public void run() {
            long end = System.nanoTime() + PATIENCE_NANOS;
            for (long left = PATIENCE_NANOS; left > 0; left = end - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
            Runtime.getRuntime().halt(EXIT_CODE);
        }

    }

    private static final class Kill implements Consumer<ProcessHandle> {

        @Override
        public void accept(ProcessHandle process) {
            process.destroyForcibly();
        }

    }

}
