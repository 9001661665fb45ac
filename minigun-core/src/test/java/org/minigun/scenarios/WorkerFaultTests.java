package org.minigun.scenarios;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.function.Consumer;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.minigun.Concurrency;
import org.minigun.OnError;
import org.minigun.Pipeline;
import org.minigun.ProcessorFunction;
import org.minigun.RunResult;
import org.minigun.RunState;
import org.minigun.Setting;
import org.minigun.StageOptions;
import org.minigun.process.ProcessHost;
import org.minigun.process.WorkerCrashException;
import org.minigun.process.WorkerStartException;
import org.minigun.process.WorkerState;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The rows of "Workers that die" that speak of how they die: rubbish on the connection,
 * signals, starts that fail; and of workers that are replaced while they live. With real
 * child JVMs.
 */
class WorkerFaultTests {

    private static final byte[] RUBBISH = "HTTP/1.1 400 Bad Request\r\n\r\nno frame of ours at all".getBytes();

    /** Fills in a worker. */
    private static final List<byte[]> LEAK = new ArrayList<>();

    @TempDir
    private Path directory;

    /** An item and who has worked on it. */
    record Done(int value, long pid) {
    }

    @ParameterizedTest
    @ValueSource(ints = { 1, 4, 8 })
    void s313_whatWaitsBehindTheKillerIsNotToBlame(int killer) {
        killOneOfEight(killer);
    }

    @ParameterizedTest
    @Tag("long")
    @ValueSource(ints = { 2, 3, 5, 6, 7 })
    void s313_whatWaitsBehindTheOtherKillersIsNotToBlame(int killer) {
        killOneOfEight(killer);
    }

    private void killOneOfEight(int killer) {
        List<Done> collected = Scenario.collected();
        RunResult result = work("s313", 8, 1, (n) -> {
            if (n == killer) {
                Runtime.getRuntime().halt(3);
            }
            return n;
        }, (o) -> o.set(Setting.WINDOW, 8).set(Setting.MAX_CRASHES, 1), collected);
        assertThat(collected).hasSize(7).extracting(Done::value).doesNotContain(killer).doesNotHaveDuplicates();
        assertThat(result.deadLetters()).singleElement()
            .satisfies((letter) -> assertThat(letter.item()).isEqualTo(killer));
    }

    @Test
    void s314_rubbishOnTheConnectionCostsTheWorkerAndItsItem() {
        RunResult result = oneBad("s314", 10, (n) -> {
            writeToSockets();
            Thread.sleep(60_000);
            return n;
        }, (o) -> o.set(Setting.JVM_OPTIONS, List.of("--add-opens=java.base/java.io=ALL-UNNAMED")));
        assertThat(result.deadLetters().get(0).cause()).isInstanceOf(WorkerCrashException.class)
            .hasMessageContaining("protocol");
    }

    @ParameterizedTest
    @ValueSource(strings = { "PROCESS", "PROCESS_PER_BATCH" })
    void rubbishOfCodeThatReturnsCostsItsItemAlone(Concurrency concurrency) {
        List<Integer> collected = Scenario.collected();
        RunResult result = Topology.completed(Pipeline.named("returns")
            .producer("numbers", Scenario.numbers(1, 50))
            .processor("work", (Integer n) -> {
                if (n == 20) {
                    writeToSockets();
                }
                return n;
            }, (o) -> o.concurrency(concurrency, 1)
                .onError(OnError.DEAD_LETTER)
                .batchSize(25)
                .set(Setting.JVM_OPTIONS, List.of("--add-opens=java.base/java.io=ALL-UNNAMED")))
            .consumer("collect", collected::add)
            .build());
        assertThat(collected).hasSize(49).doesNotContain(20).doesNotHaveDuplicates();
        assertThat(result.deadLetters()).singleElement().satisfies((letter) -> {
            assertThat(letter.item()).isEqualTo(20);
            assertThat(letter.cause()).isInstanceOf(WorkerCrashException.class);
        });
    }

    /** Writes into every connection that this process has, past all that guards them. */
    private static void writeToSockets() throws Exception {
        Class<?> descriptors = Class.forName("java.io.FileDescriptor");
        try (var files = Files.list(Path.of("/proc/self/fd"))) {
            for (Path file : files.toList()) {
                if (Files.isSymbolicLink(file) && Files.readSymbolicLink(file).toString().startsWith("socket:")) {
                    var descriptor = descriptors.getDeclaredConstructor(int.class);
                    descriptor.setAccessible(true);
                    var made = (java.io.FileDescriptor) descriptor
                        .newInstance(Integer.parseInt(file.getFileName().toString()));
                    FileChannel channel = new java.io.FileOutputStream(made).getChannel();
                    try {
                        channel.write(ByteBuffer.wrap(RUBBISH));
                    }
                    catch (IOException ex) {
                        // One of the JVM's own, which nobody reads.
                        continue;
                    }
                }
            }
        }
    }

    @Test
    void s315_aWorkerThatDoesNotStartFailsTheStageWithItsOutput() {
        String starts = this.directory.resolve("starts").toString();
        RunResult result = Scenario.run(Pipeline.named("s315")
            .producer("numbers", Scenario.numbers(1, 5))
            .processor("work", (Integer n) -> n,
                    (o) -> o.concurrency(Concurrency.PROCESS, 1)
                        .set(Setting.START_ATTEMPTS, 3)
                        .set(Setting.COMMAND_PREFIX, List.of("sh", "-c", "date +%s%N >> \"$0\"; exec \"$@\"", starts))
                        .set(Setting.JVM_OPTIONS, List.of("-XX:+NoSuchOptionAtAll")))
            .consumer("collect", (n) -> {
            })
            .build());
        assertThat(result.state()).isEqualTo(RunState.FAILED);
        assertThat(result.cause()).isInstanceOf(WorkerStartException.class)
            .hasMessageContaining("3 starts in a row")
            .hasMessageContaining("NoSuchOptionAtAll");
        List<Long> times = Notebook.lines(starts).stream().map(Long::parseLong).toList();
        assertThat(times).hasSize(3);
        // Half of 100 and 200 ms at least.
        for (int i = 1; i < 3; i++) {
            assertThat(Duration.ofNanos(times.get(i) - times.get(i - 1)))
                .isGreaterThanOrEqualTo(Duration.ofMillis(50L << (i - 1)));
        }
        Workers.assertNoneLeft();
    }

    @Test
    void aWorkerThatNeverConnectsFailsTheStage() {
        RunResult result = Scenario.run(Pipeline.named("mute")
            .producer("numbers", Scenario.numbers(1, 5))
            .processor("work", (Integer n) -> n,
                    (o) -> o.concurrency(Concurrency.PROCESS, 1)
                        .set(Setting.START_ATTEMPTS, 2)
                        .set(Setting.START_TIMEOUT, Duration.ofMillis(500))
                        .set(Setting.COMMAND_PREFIX, List.of("sh", "-c", "exec sleep 600")))
            .consumer("collect", (n) -> {
            })
            .build());
        assertThat(result.state()).isEqualTo(RunState.FAILED);
        assertThat(java.util.Objects.requireNonNull(result.failure()).cause()).hasMessageContaining("start");
    }

    @Test
    @Tag("long")
    void s317_workersAreReplacedAfterTheirNumberOfItems() {
        List<Done> collected = Scenario.collected();
        work("s317", 100, 1, (n) -> n, (o) -> o.set(Setting.MAX_ITEMS, 10), collected);
        assertThat(collected).hasSize(100).extracting(Done::value).doesNotHaveDuplicates();
        assertThat(collected.stream().map(Done::pid).distinct()).hasSize(10);
    }

    @Test
    @Tag("long")
    void s318_aWorkerThatLeaksIsReplaced() {
        List<Done> collected = Scenario.collected();
        work("s318", 50, 1, (n) -> {
            LEAK.add(new byte[10 << 20]);
            Thread.sleep(50);
            return n;
        }, (o) -> o.set(Setting.MAX_MEMORY, 150L << 20).set(Setting.WORKER_HEAP, 600L << 20), collected);
        assertThat(collected).hasSize(50).extracting(Done::value).doesNotHaveDuplicates();
        assertThat(Workers.pids(collected, Done::pid)).hasSizeBetween(2, 20);
    }

    @Test
    @Tag("long")
    void s319_allWorkersKilledAtOnce() {
        String once = this.directory.resolve("once").toString();
        List<Done> collected = Scenario.collected();
        work("s319", 300, 3, (n) -> {
            Thread.sleep(5);
            if (n == 100 && WorkerDeathTests.first(once)) {
                signalSiblings("KILL");
            }
            return n;
        }, (o) -> {
        }, collected);
        assertThat(collected).hasSize(300).extracting(Done::value).doesNotHaveDuplicates();
        assertThat(new HashSet<>(collected.subList(200, 300).stream().map(Done::pid).toList())).hasSize(3);
    }

    /** Sends a signal to all workers of the application, oneself the last. */
    private static void signalSiblings(String signal) throws Exception {
        long own = ProcessHandle.current().pid();
        List<String> command = new ArrayList<>(List.of("kill", "-" + signal));
        ProcessHandle parent = ProcessHandle.current().parent().orElseThrow();
        parent.children().map(ProcessHandle::pid).filter((pid) -> pid != own).forEach((pid) -> command.add("" + pid));
        command.add("" + own);
        new ProcessBuilder(command).start().waitFor();
    }

    /** Is only where the stage is. */
    static final class Unsendable extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final transient Thread thread = Thread.currentThread();

        @SuppressWarnings("serial") // is what makes it unsendable
        private final Object held = new Thread("held");

        Unsendable() {
            super("three is not sendable");
        }

        @Override
        public String toString() {
            return super.toString() + this.thread + this.held;
        }

    }

    @Test
    void s328_anExceptionThatCannotCrossArrivesAsWhatItSays() {
        RunResult result = oneBad("s328", 5, (n) -> {
            throw new Unsendable();
        }, (o) -> {
        });
        assertThat(result.deadLetters().get(0).cause()).hasMessageContaining("three is not sendable");
        assertThat(result.deadLetters().get(0).cause().getStackTrace()).isNotEmpty();
    }

    @Test
    @Tag("long")
    void s329_aPoolIsNeverReplacedAllAtOnce() {
        List<Done> collected = Scenario.collected();
        List<Long> inService = Scenario.collected();
        ProcessHost host = new ProcessHost();
        RunResult result = Workers.completed(
                Pipeline.named("s329").producer("numbers", Scenario.numbers(1, 300)).processor("work", (Integer n) -> {
                    Thread.sleep(1);
                    return new Done(n, Workers.pid());
                }, (o) -> o.concurrency(Concurrency.PROCESS, 3).set(Setting.MAX_ITEMS, 20))
                    .consumer("collect", (Done done) -> {
                        long now = host.workers()
                            .stream()
                            .filter((worker) -> worker.state() == WorkerState.LEASED)
                            .count();
                        // The last ones end when there is nothing left to do.
                        if (collected.size() < 250) {
                            inService.add(now);
                        }
                        collected.add(done);
                    })
                    .build(),
                (engine) -> engine.host(host));
        assertThat(result.ledger().stage("work").done()).isEqualTo(300);
        assertThat(collected).hasSize(300).extracting(Done::value).doesNotHaveDuplicates();
        assertThat(inService).hasSize(250).allMatch((workers) -> workers >= 1).contains(3L);
        assertThat(Workers.pids(collected, Done::pid)).hasSizeGreaterThan(3);
    }

    @ParameterizedTest
    @ValueSource(strings = { "SEGV", "ABRT", "TERM", "BUS" })
    void s471_aSignalThatEndsTheWorkerIsNamed(String signal) {
        RunResult result = oneBad("s471", 5, (n) -> {
            new ProcessBuilder("kill", "-" + signal, Long.toString(ProcessHandle.current().pid())).start().waitFor();
            Thread.sleep(60_000);
            return n;
        }, (o) -> {
        });
        String message = String.valueOf(result.deadLetters().get(0).cause().getMessage());
        assertThat(message).contains("signal " + signal);
        if (signal.equals("SEGV") || signal.equals("BUS")) {
            assertThat(message).contains("hs_err");
        }
    }

    @Test
    @Tag("long")
    void aWorkerThatIsStoppedIsReplaced() {
        RunResult result = oneBad("stopped", 5, (n) -> {
            new ProcessBuilder("kill", "-STOP", Long.toString(ProcessHandle.current().pid())).start().waitFor();
            Thread.sleep(60_000);
            return n;
        }, (o) -> o.set(Setting.UNRESPONSIVE_TIMEOUT, Duration.ofSeconds(1)));
        assertThat(result.deadLetters().get(0).cause()).hasMessageContaining("respon");
    }

    private static RunResult oneBad(String name, int items, ProcessorFunction<Integer, Integer> bad,
            Consumer<StageOptions<Integer, Done>> options) {
        List<Done> collected = Scenario.collected();
        RunResult result = work(name, items, 2, (n) -> (n == 4) ? bad.process(n) : n, options, collected);
        assertThat(collected).hasSize(items - 1).extracting(Done::value).doesNotContain(4).doesNotHaveDuplicates();
        assertThat(result.deadLetters()).singleElement().satisfies((letter) -> assertThat(letter.item()).isEqualTo(4));
        return result;
    }

    private static RunResult work(String name, int items, int size, ProcessorFunction<Integer, Integer> body,
            Consumer<StageOptions<Integer, Done>> options, List<Done> collected) {
        RunResult result = Scenario.run(Pipeline.named(name)
            .producer("numbers", Scenario.numbers(1, items))
            .processor("work", (Integer n) -> new Done(body.process(n), ProcessHandle.current().pid()), (o) -> {
                o.concurrency(Concurrency.PROCESS, size).onError(OnError.DEAD_LETTER);
                options.accept(o);
            })
            .consumer("collect", collected::add)
            .build());
        assertThat(result.state()).as("%s", result).isEqualTo(RunState.COMPLETED);
        return result;
    }

}
