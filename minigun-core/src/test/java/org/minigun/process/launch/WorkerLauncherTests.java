package org.minigun.process.launch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Workers of this very JVM.
 */
@Timeout(60)
class WorkerLauncherTests {

    private static final LaunchOptions PLAIN = new Options().make();

    @TempDir
    private Path cache;

    private WorkerLauncher launcher;

    @AfterEach
    void close() {
        if (this.launcher != null) {
            this.launcher.close();
        }
    }

    @Test
    void s304_directoriesAreTheUsersOwnAndTheSocketIsGone() throws Exception {
        LaunchedWorker worker = launch(PLAIN, 0);
        for (Path directory : List.of(worker.directory(), worker.directory().getParent())) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory))).isEqualTo("rwx------");
        }
        assertThat(worker.directory().resolve("s")).doesNotExist();
        assertThat(Exchange.five(worker)).isEqualTo(5);
    }

    @Test
    void s304_theSecretIsNeitherOnACommandLineNorInAnEnvironmentNorInAFile() throws Exception {
        // A command in front learns it, as it hands standard input on.
        Path copy = this.cache.resolve("secret");
        LaunchedWorker worker = launch(new Options()
            .prefix("sh", "-c", "read -r secret; echo \"$secret\" > '" + copy + "'; (echo \"$secret\"; cat) | \"$@\"",
                    "sh")
            .make(), 0);
        assertThat(Exchange.five(worker)).isEqualTo(5);
        String secret = Files.readString(copy).strip();
        assertThat(secret).matches("[0-9a-f]{64}");
        String bytes = new String(HexFormat.of().parseHex(secret), StandardCharsets.ISO_8859_1);
        for (long pid : List.of(ProcessHandle.current().pid(), worker.process().pid(), worker.jvm().pid())) {
            for (String file : List.of("cmdline", "environ")) {
                assertThat(Files.readString(Path.of("/proc", "" + pid, file), StandardCharsets.ISO_8859_1)).isNotEmpty()
                    .doesNotContainIgnoringCase(secret)
                    .doesNotContain(bytes);
            }
        }
        try (Stream<Path> files = Files.walk(worker.directory().getParent())) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(Files.readString(file, StandardCharsets.ISO_8859_1)).as(file.toString())
                    .doesNotContainIgnoringCase(secret)
                    .doesNotContain(bytes);
            }
        }
    }

    @Test
    void s305_handsOnListedVariablesAloneAndTheIndex() throws Exception {
        LaunchOptions options = new Options().environment(Map.of("GPU", "cuda:{index}"), List.of("PA*", "HOME")).make();
        for (int index = 0; index < 2; index++) {
            LaunchedWorker worker = launch(options, index);
            String environ = Files.readString(Path.of("/proc", "" + worker.process().pid(), "environ"));
            Map<String, String> expected = new HashMap<>(System.getenv());
            expected.keySet().removeIf((name) -> !name.startsWith("PA") && !name.equals("HOME"));
            expected.put("GPU", "cuda:" + index);
            assertThat(new TreeSet<>(List.of(environ.split("\0"))))
                .containsExactlyInAnyOrderElementsOf(expected.entrySet().stream().map(Object::toString).toList());
        }
    }

    @Test
    void isDeafToInterruptsFromItsFirstMoment() throws Exception {
        Set<ProcessHandle> before = ProcessHandle.current().children().collect(Collectors.toSet());
        CompletableFuture<Integer> interrupts = CompletableFuture.supplyAsync(() -> {
            ProcessHandle starting = Awaitility.await()
                .pollInterval(Duration.ofMillis(1))
                .until(() -> ProcessHandle.current()
                    .children()
                    .filter((child) -> !before.contains(child)
                            && child.info().command().filter((command) -> command.endsWith("/java")).isPresent())
                    .findAny(), Optional::isPresent)
                .orElseThrow();
            for (int n = 0; n < 50; n++) {
                try {
                    new ProcessBuilder("kill", "-INT", "" + starting.pid()).start().waitFor();
                }
                catch (IOException | InterruptedException ex) {
                    throw new IllegalStateException(ex);
                }
            }
            return 50;
        }, (work) -> new Thread(work).start());
        LaunchedWorker worker = launch(new Options().make(), 0);
        assertThat(interrupts.join()).isEqualTo(50);
        assertThat(Exchange.five(worker)).isEqualTo(5);
    }

    @Test
    void putsACommandInFront() throws Exception {
        LaunchedWorker worker = launch(new Options().prefix("sh", "-c", "\"$@\"; exit $?", "sh").make(), 0);
        assertThat(worker.jvm().pid()).isNotEqualTo(worker.process().pid());
        assertThat(worker.jvm().info().command().orElse("")).endsWith("java");
        assertThat(Exchange.five(worker)).isEqualTo(5);
        worker.close();
        Awaitility.await().atMost(Duration.ofSeconds(1)).until(() -> !Running.isRunning(worker.jvm().pid()));
    }

    @Test
    void theWordsOfAJvmThatCannotStartReachTheUser() {
        assertThatExceptionOfType(LaunchException.class)
            .isThrownBy(() -> launch(new Options().jvm("-XX:+NoSuchThing").make(), 0))
            .withMessageContainingAll("Unrecognized VM option 'NoSuchThing'", "exit code 1", "WorkerMain")
            .satisfies((ex) -> assertThat(ex.exitCode()).isEqualTo(1))
            .satisfies((ex) -> assertThat(ex.output()).anyMatch((line) -> line.contains("NoSuchThing")));
        assertThatExceptionOfType(LaunchException.class)
            .isThrownBy(() -> launch(new Options().home(this.cache).make(), 0))
            .withMessageContaining("java-home");
    }

    @Test
    void whatNeverConnectsIsKilled() throws Exception {
        Path pids = this.cache.resolve("pids");
        LaunchOptions options = new Options()
            .prefix("sh", "-c", "echo nearly; echo $$ >> '" + pids + "'; sleep 60 & echo $! >> '" + pids + "'; wait")
            .timeout(Duration.ofSeconds(1))
            .make();
        assertThatExceptionOfType(LaunchException.class).isThrownBy(() -> launch(options, 0))
            .withMessageContainingAll("start-timeout", "nearly");
        assertThat(Files.readAllLines(pids)).hasSize(2)
            .allSatisfy((pid) -> Awaitility.await()
                .atMost(Duration.ofSeconds(1))
                .until(() -> !Running.isRunning(Long.parseLong(pid))));
    }

    @Test
    void anInterruptEndsTheStart() {
        Thread.currentThread().interrupt();
        assertThatExceptionOfType(InterruptedException.class).isThrownBy(() -> launch(PLAIN, 0));
        assertThat(ProcessHandle.current().children()).noneMatch((child) -> child.info()
            .arguments()
            .filter((words) -> List.of(words).contains("org.minigun.worker.WorkerMain"))
            .isPresent());
    }

    @Test
    @Tag("long")
    void logsWhatAWorkerPrintsHoweverMuchItIs() throws Exception {
        Counting appender = new Counting();
        Logger logger = (Logger) LoggerFactory.getLogger("org.minigun.worker");
        logger.setAdditive(false);
        logger.setLevel(Level.INFO);
        appender.start();
        logger.addAppender(appender);
        try {
            LaunchedWorker worker = launch(PLAIN, 4);
            Exchange exchange = new Exchange(worker, Stages.class, "shout");
            exchange.send(1_000_000);
            assertThat(exchange.results()).isEqualTo(1);
            exchange.shutdown();
            worker.process().waitFor();
            assertThat(worker.awaitOutput(Duration.ofSeconds(20))).isTrue();
            assertThat(appender.lines).hasValue(1_000_000 + 3);
            assertThat(appender.longest).hasValue(OutputPump.LONGEST_LINE);
            assertThat(appender.strangers).hasValue(0);
            assertThat(worker.stderrTail().lines()).hasSize(50).last().isEqualTo("line 999900");
        }
        finally {
            logger.detachAppender(appender);
            logger.setLevel(null);
            logger.setAdditive(true);
        }
    }

    @Test
    void removesAllFilesAtTheEnd() throws Exception {
        LaunchedWorker worker = launch(PLAIN, 0);
        Path root = worker.directory().getParent();
        LaunchedWorker other = launch(PLAIN, 1);
        worker.close();
        assertThat(worker.directory()).doesNotExist();
        assertThat(worker.status().begun()).isZero();
        assertThat(other.process().isAlive()).isTrue();
        this.launcher.close();
        assertThat(other.process().isAlive()).isFalse();
        assertThat(root).doesNotExist();
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> launch(PLAIN, 2));
    }

    @Test
    void makesItsDirectoryAnewWhenACleanerHasTakenIt() throws Exception {
        LaunchedWorker worker = launch(PLAIN, 0);
        Trees.delete(worker.directory().getParent());
        assertThat(Exchange.five(launch(PLAIN, 1))).isEqualTo(5);
        assertThat(Exchange.five(worker)).isEqualTo(5);
    }

    private LaunchedWorker launch(LaunchOptions options, int index) throws IOException, InterruptedException {
        if (this.launcher == null) {
            this.launcher = WorkerLauncher.create(WorkerLauncherTests.class.getClassLoader(), this.cache);
        }
        return this.launcher.launch(options, index);
    }

    private static final class Options {

        private Path home;

        private List<String> jvm = List.of();

        private List<String> prefix = List.of();

        private Map<String, String> environment = Map.of();

        private List<String> names;

        private Duration timeout = Duration.ofSeconds(30);

        Options home(Path home) {
            this.home = home;
            return this;
        }

        Options jvm(String... options) {
            this.jvm = List.of(options);
            return this;
        }

        Options prefix(String... words) {
            this.prefix = List.of(words);
            return this;
        }

        Options environment(Map<String, String> set, List<String> listed) {
            this.environment = set;
            this.names = listed;
            return this;
        }

        Options timeout(Duration limit) {
            this.timeout = limit;
            return this;
        }

        LaunchOptions make() {
            return new LaunchOptions(this.home, 64 << 20, this.jvm, this.prefix, this.environment, this.names, Map.of(),
                    this.timeout, 1 << 20, 64, false, 0, false);
        }

    }

    private static final class Counting extends AppenderBase<ILoggingEvent> {

        private final AtomicInteger lines = new AtomicInteger();

        private final AtomicInteger longest = new AtomicInteger();

        private final AtomicInteger strangers = new AtomicInteger();

        @Override
        protected void append(ILoggingEvent event) {
            if (event.getLoggerName().endsWith(".stderr")) {
                return;
            }
            this.lines.incrementAndGet();
            this.longest.accumulateAndGet(event.getFormattedMessage().length(), Math::max);
            if (!"4".equals(event.getMDCPropertyMap().get("minigun.worker"))) {
                this.strangers.incrementAndGet();
            }
        }

    }

}
