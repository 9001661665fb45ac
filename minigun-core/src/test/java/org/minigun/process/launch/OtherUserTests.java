package org.minigun.process.launch;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

/**
 * What another user of the machine can do to workers: nothing. Needs the rights to become
 * one.
 */
@Timeout(60)
class OtherUserTests {

    private static final String NOBODY = "65534";

    /** Everybody may look into it. */
    private Path open;

    @BeforeEach
    void open() throws IOException {
        assumeThat(Files.getAttribute(Path.of("/proc/self"), "unix:uid")).as("only root may become another user")
            .isEqualTo(0);
        assumeThat(Path.of("/usr/bin/setpriv")).as("setpriv starts a program as another user").isExecutable();
        this.open = Files.createTempDirectory("open");
        Files.setPosixFilePermissions(this.open, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @AfterEach
    void remove() {
        Trees.delete(this.open);
    }

    /** Connects to sockets, and says what came of it. */
    static final class Stranger {

        private Stranger() {
        }

        public static void main(String[] sockets) {
            for (String socket : sockets) {
                try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
                    System.out.println("connected " + channel.isConnected());
                }
                catch (IOException ex) {
                    System.out.println(ex.getMessage());
                }
            }
        }

    }

    @Test
    void cannotConnectToTheSocketOfAWorkerThatStarts() throws Exception {
        LaunchOptions slow = new LaunchOptions(null, 64 << 20, List.of(), List.of("sh", "-c", "sleep 60", "sh"),
                Map.of(), null, Map.of(), Duration.ofSeconds(40), 1 << 20, 64, false, 0, false);
        Path everybodys = this.open.resolve("s");
        try (WorkerLauncher launcher = WorkerLauncher.create(OtherUserTests.class.getClassLoader(), this.open);
                ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(everybodys));
            Files.setPosixFilePermissions(everybodys, PosixFilePermissions.fromString("rwxrwxrwx"));
            List<Path> before = sockets();
            Thread starting = new Thread(() -> assertThatExceptionOfType(InterruptedException.class)
                .isThrownBy(() -> launcher.launch(slow, 0)));
            starting.start();
            Path socket = Awaitility.await().until(() -> {
                List<Path> now = new ArrayList<>(sockets());
                now.removeAll(before);
                return now;
            }, (found) -> found.size() == 1).get(0);
            List<String> said = stranger(everybodys, socket);
            assumeThat(said).as("the other user runs Java and may connect to what is open")
                .startsWith("connected true");
            assertThat(said).hasSize(2).last().isEqualTo("Permission denied");
            assertThat(asNobody("ls", socket.getParent().toString())).contains("Permission denied");
            starting.interrupt();
            starting.join();
        }
    }

    private static List<Path> sockets() throws IOException {
        List<Path> found = new ArrayList<>();
        String own = "minigun-" + ProcessHandle.current().pid() + ".";
        try (Stream<Path> roots = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            for (Path root : roots.filter((path) -> path.getFileName().toString().startsWith(own)).toList()) {
                try (Stream<Path> files = Files.walk(root)) {
                    files.filter((file) -> file.endsWith("s")).forEach(found::add);
                }
            }
        }
        return found;
    }

    private List<String> stranger(Path... sockets) throws Exception {
        String name = Stranger.class.getName().replace('.', '/') + ".class";
        Path classes = Files.createDirectories(this.open.resolve(name).getParent());
        try (var in = OtherUserTests.class.getClassLoader().getResourceAsStream(name)) {
            Files.copy(in, classes.resolve(Path.of(name).getFileName()));
        }
        for (Path each = classes; !each.equals(this.open); each = each.getParent()) {
            Files.setPosixFilePermissions(each, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1",
                        "-cp", this.open.toString(), Stranger.class.getName()));
        Stream.of(sockets).map(Path::toString).forEach(command::add);
        return asNobody(command.toArray(String[]::new)).lines().toList();
    }

    @Test
    void readsNothingOfAWorkerThatIsNotMeantForAll() throws Exception {
        LaunchOptions secretive = new LaunchOptions(null, 64 << 20, List.of(), List.of(),
                Map.of("TOKEN", "hush-in-the-environment"), null, Map.of("key", "hush-in-a-property"),
                Duration.ofSeconds(30), 1 << 20, 64, false, 0, false);
        try (WorkerLauncher launcher = WorkerLauncher.create(OtherUserTests.class.getClassLoader(), this.open)) {
            LaunchedWorker worker = launcher.launch(secretive, 0);
            String look = "cd /proc/" + worker.process().pid()
                    + " && for f in * fd/*; do [ -f $f ] && timeout 1 head -c 1000000 $f; done; ls -l fd cwd";
            String seen = asNobody("sh", "-c", look);
            assertThat(seen).contains("org.minigun.worker.WorkerMain")
                .contains("Permission denied")
                .doesNotContain("hush")
                .doesNotContainPattern("[0-9a-f]{64}");
            assertThat(Files.readString(Path.of("/proc/" + worker.process().pid() + "/environ")))
                .contains("hush-in-the-environment");
            assertThat(asNobody("ls", worker.directory().getParent().toString())).contains("Permission denied");
        }
    }

    private static String asNobody(String... words) throws Exception {
        List<String> command = new ArrayList<>(
                List.of("/usr/bin/setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups"));
        command.addAll(List.of(words));
        Process process = new ProcessBuilder(command).directory(new java.io.File("/"))
            .redirectErrorStream(true)
            .start();
        try {
            String said = CompletableFuture.supplyAsync(() -> {
                try {
                    return new String(process.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
                }
                catch (IOException ex) {
                    return ex.toString();
                }
            }).get(20, TimeUnit.SECONDS);
            process.waitFor();
            return said;
        }
        finally {
            process.destroyForcibly();
        }
    }

}
