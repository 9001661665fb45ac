package org.minigun.process.launch;

import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is left of an application that was killed.
 */
@Timeout(60)
class NoOrphansTests {

    @TempDir
    private Path work;

    @Test
    void s316_workersAndWhatTheyHaveStartedEndWithTheApplication() throws Exception {
        Process application = start();
        try {
            BufferedReader lines = ApplicationJvm.linesOf(application);
            ProcessHandle worker = handle(ApplicationJvm.awaitLine(lines, "worker "));
            Awaitility.await().until(() -> worker.children().anyMatch((child) -> isSleep(child)));
            ProcessHandle grandchild = worker.children().filter((child) -> isSleep(child)).findAny().orElseThrow();
            application.destroyForcibly();
            Awaitility.await()
                .pollInterval(Duration.ofMillis(10))
                .atMost(Duration.ofSeconds(1))
                .until(() -> !Running.isRunning(worker.pid()) && !Running.isRunning(grandchild.pid()));
        }
        finally {
            application.destroyForcibly();
        }
        // That of its sockets and that of its data.
        assertThat(leftDirectories()).isEqualTo(2);
        application.waitFor();
        new ApplicationJvm("-Djava.io.tmpdir=" + this.work).classPath(System.getProperty("java.class.path"))
            .run(this.work.resolve("cache"));
        assertThat(leftDirectories()).isZero();
    }

    @Test
    void s326_controlCReachesTheWorkerInVain() throws Exception {
        Process application = start();
        try {
            ProcessHandle worker = handle(ApplicationJvm.awaitLine(ApplicationJvm.linesOf(application), "worker "));
            // When the signal is ignored the kernel says so.
            Awaitility.await().until(() -> (ignored(worker) & 1 << 1) != 0);
            assertThat(new ProcessBuilder("kill", "-INT", "" + worker.pid()).start().waitFor()).isZero();
            assertThat(Running.isRunning(worker.pid())).isTrue();
        }
        finally {
            application.descendants().forEach(ProcessHandle::destroyForcibly);
            application.destroyForcibly();
        }
    }

    private Process start() throws Exception {
        return new ApplicationJvm("-Djava.io.tmpdir=" + this.work).classPath(System.getProperty("java.class.path"))
            .start(this.work.resolve("cache"), "hang");
    }

    private long leftDirectories() throws Exception {
        try (Stream<Path> files = Files.list(this.work)) {
            return files.filter((file) -> file.getFileName().toString().startsWith("minigun-")).count();
        }
    }

    private static long ignored(ProcessHandle process) throws Exception {
        for (String line : Files.readAllLines(Path.of("/proc", "" + process.pid(), "status"))) {
            if (line.startsWith("SigIgn:")) {
                return Long.parseUnsignedLong(line.substring("SigIgn:".length()).trim(), 16);
            }
        }
        throw new AssertionError("No SigIgn");
    }

    private static boolean isSleep(ProcessHandle process) {
        return process.info().command().filter((command) -> command.endsWith("sleep")).isPresent();
    }

    private static ProcessHandle handle(String pid) {
        return ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
    }

}
