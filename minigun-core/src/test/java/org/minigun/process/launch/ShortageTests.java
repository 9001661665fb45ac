package org.minigun.process.launch;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

/**
 * Applications that run out of something that workers need: runs that need workers then
 * fail and say why, a run whose worker dies meanwhile waits for another one, and
 * afterwards all is well again.
 */
@Timeout(120)
class ShortageTests {

    @TempDir
    private Path work;

    @Test
    @Tag("long")
    void noFileCanBeOpened() throws Exception {
        assertThat(run("files", "bash", "-c", "ulimit -n 80 && exec \"$@\"", "bash"))
            .contains("cause: org.minigun.process.WorkerStartException: Workers of pool 'short/work' do not start")
            .containsPattern("cause: .*Too many open files")
            .containsPattern("What to do: .*ulimit -n.*LimitNOFILE.*fewer processes");
    }

    @Test
    @Tag("long")
    void theDiskIsFull() throws Exception {
        assumeThat(end("unshare", "-m", "true")).as("a small disk can be mounted").isZero();
        assertThat(run("disk", "unshare", "-m", "sh", "-c",
                "mount -t tmpfs -o size=1m none '" + temporary() + "' && exec \"$@\"", "sh"))
            .containsPattern("cause: .*Workers of pool 'short/work' do not start.*No space left on device")
            .containsPattern("What to do: .*make room.*java.io.tmpdir")
            // What is half written leaves no room for a worker that starts meanwhile.
            .containsPattern("(?m)^cause: .*(Broadcast data 'model' could not be written"
                    + "|Workers of pool 'large/work' do not start).*No space left on device");
    }

    private Path temporary() throws IOException {
        return Files.createDirectories(this.work.resolve("t"));
    }

    private String run(String shortage, String... before) throws Exception {
        String path = ApplicationJvm.jars(this.work)
            .stream()
            .map(Path::toString)
            .collect(Collectors.joining(File.pathSeparator));
        List<String> command = new ArrayList<>(List.of(before));
        command.addAll(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx256m",
                "-XX:TieredStopAtLevel=1", "-XX:-UsePerfData", "-Djava.io.tmpdir=" + temporary(), "-cp", path,
                ShortageMain.class.getName(), shortage, this.work.toString()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try {
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).as(output).isZero();
            assertThat(output).contains("exhausted after ", "short FAILED", "short COMPLETED", "dying COMPLETED",
                    "closed");
            return output;
        }
        finally {
            process.destroyForcibly();
        }
    }

    private static int end(String... command) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(command).start();
            return process.waitFor(10, TimeUnit.SECONDS) ? process.exitValue() : -1;
        }
        catch (IOException ex) {
            // There is no such program.
            return -1;
        }
    }

}
