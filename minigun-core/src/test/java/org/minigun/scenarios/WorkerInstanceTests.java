package org.minigun.scenarios;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.minigun.Concurrency;
import org.minigun.ConsumerFunction;
import org.minigun.Pipeline;
import org.minigun.ProcessorFunction;
import org.minigun.RunState;
import org.minigun.Setting;
import org.minigun.StageOptions;
import org.minigun.execution.Engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * How long an instance in a worker lives: a run, or a batch. With real child JVMs, each
 * of which notes its start.
 */
class WorkerInstanceTests {

    @TempDir
    private Path directory;

    private final List<String> events = Scenario.collected();

    private String file(String name) {
        return this.directory.resolve(name).toString();
    }

    private List<String> noted(String name) {
        return Notebook.lines(file(name));
    }

    /** Each process that is started in the stage's pool adds a line to a file. */
    private <I, O> StageOptions<I, O> noteStarts(StageOptions<I, O> options) {
        return options.set(Setting.COMMAND_PREFIX,
                List.of("sh", "-c", "echo start >> \"$0\"; exec \"$@\"", file("starts")));
    }

    /** Counts in a field and in a static one, and notes its end. */
    static final class Counting implements ProcessorFunction<Integer, String>, Serializable, AutoCloseable {

        private static final long serialVersionUID = 1L;

        private static final AtomicInteger STATIC = new AtomicInteger();

        private final String closed;

        private int count;

        Counting(String closed) {
            this.closed = closed;
        }

        @Override
        public String process(Integer item) {
            return ++this.count + " " + STATIC.incrementAndGet() + " " + Workers.pid();
        }

        @Override
        public void close() throws IOException {
            Notebook.add(this.closed, this.count + " " + Workers.pid());
        }

    }

    @Test
    void s461_s462_aWarmWorkerGetsAnInstanceForEachRunAndKeepsItsStatics() {
        String forks = file("forks");
        List<String> counts = Scenario.collected();
        Pipeline pipeline = Pipeline.named("s461")
            .beforeFork((run) -> this.events.add("before fork"))
            .afterFork((context) -> Notebook.add(forks, Workers.pid()))
            .producer("numbers", Scenario.numbers(1, 3))
            .processor("count", new Counting(file("closed")),
                    (o) -> noteStarts(o).concurrency(Concurrency.PROCESS, 1)
                        .before((run) -> this.events.add("before " + Workers.pid()))
                        .after((run) -> this.events.add("after " + Workers.pid())))
            .consumer("collect", counts::add)
            .build();
        try (Engine engine = Engine.create()) {
            for (int run = 0; run < 2; run++) {
                assertThat(Scenario.end(engine.start(pipeline)).state()).isEqualTo(RunState.COMPLETED);
            }
        }
        Workers.assertNoneLeft();
        long pid = Long.parseLong(noted("forks").get(0));
        assertThat(pid).isNotEqualTo(Workers.OWN_PID);
        assertThat(counts).containsExactly("1 1 " + pid, "2 2 " + pid, "3 3 " + pid, "1 4 " + pid, "2 5 " + pid,
                "3 6 " + pid);
        assertThat(noted("starts")).hasSize(1);
        assertThat(noted("forks")).containsExactly("" + pid, "" + pid);
        assertThat(noted("closed")).containsExactly("3 " + pid, "3 " + pid);
        String before = "before " + Workers.OWN_PID;
        String after = "after " + Workers.OWN_PID;
        assertThat(this.events).filteredOn("before fork"::equals).hasSize(1);
        assertThat(this.events).filteredOn((event) -> !event.equals("before fork"))
            .containsExactly(before, after, before, after);
    }

    /** Notes its end. */
    static final class Closing implements ConsumerFunction<List<Integer>>, Serializable, AutoCloseable {

        private static final long serialVersionUID = 1L;

        private final String notes;

        Closing(String notes) {
            this.notes = notes;
        }

        @Override
        public void consume(List<Integer> batch) throws IOException {
            Notebook.add(this.notes, Workers.pid() + " saved " + batch);
        }

        @Override
        public void close() throws IOException {
            Notebook.add(this.notes, Workers.pid() + " closed");
        }

    }

    @Test
    void s463_theInstanceOfEachBatchHasItsHookAndItsEndAndASpareHasNeither() {
        String notes = file("notes");
        Pipeline pipeline = Pipeline.named("s463")
            .afterFork((context) -> Notebook.add(notes, Workers.pid() + " forked"))
            .producer("numbers", Scenario.numbers(1, 10))
            .accumulator("twos", (o) -> o.maxSize(2))
            .consumer("save", new Closing(notes), (o) -> noteStarts(o).concurrency(Concurrency.PROCESS_PER_BATCH, 2))
            .build();
        try (Engine engine = Engine.create()) {
            assertThat(Scenario.end(engine.start(pipeline)).state()).isEqualTo(RunState.COMPLETED);
            // A spare is there.
            await().until(() -> noted("starts").size() > 5);
        }
        Workers.assertNoneLeft();
        Map<String, List<String>> byWorker = noted("notes").stream()
            .collect(Collectors.groupingBy((line) -> line.split(" ", 2)[0],
                    Collectors.mapping((line) -> line.split(" ", 2)[1], Collectors.toList())));
        assertThat(byWorker).hasSize(5).doesNotContainKey("" + Workers.OWN_PID);
        assertThat(byWorker.values())
            .allSatisfy((lines) -> assertThat(lines).hasSize(3).startsWith("forked").endsWith("closed"));
        assertThat(byWorker.values()).extracting((lines) -> lines.get(1))
            .containsExactlyInAnyOrder("saved [1, 2]", "saved [3, 4]", "saved [5, 6]", "saved [7, 8]", "saved [9, 10]");
    }

    /** Does not end when it is closed. */
    static final class Endless implements ProcessorFunction<Integer, Integer>, Serializable, AutoCloseable {

        private static final long serialVersionUID = 1L;

        @Override
        public Integer process(Integer item) {
            return item;
        }

        @Override
        public void close() throws IOException {
            // Read from a pipe to which nobody writes.
            new java.io.PipedInputStream(new java.io.PipedOutputStream()).read();
        }

    }

    @ParameterizedTest
    @Tag("long")
    @EnumSource(value = Concurrency.class, names = { "PROCESS", "PROCESS_PER_BATCH" })
    void anInstanceThatDoesNotEndWhenItIsClosedHoldsUpNoRun(Concurrency concurrency) {
        List<Integer> collected = Scenario.collected();
        Workers.completed(Pipeline.named("endless")
            .producer("numbers", Scenario.numbers(1, 5))
            .processor("work", new Endless(),
                    (o) -> o.concurrency(concurrency, 1).set(Setting.START_TIMEOUT, Duration.ofSeconds(5)))
            .consumer("collect", collected::add)
            .build());
        assertThat(collected).containsExactlyInAnyOrder(1, 2, 3, 4, 5);
    }

    @ParameterizedTest
    @EnumSource(value = Concurrency.class, names = { "PROCESS", "PROCESS_PER_BATCH" })
    void whatAWorkerHasStartedEndsWithItAlsoInGoodOrder(Concurrency concurrency) {
        List<Long> children = Scenario.collected();
        Workers.completed(Pipeline.named("children")
            .producer("numbers", Scenario.numbers(1, 4))
            .processor("work", (Integer n) -> new ProcessBuilder("sleep", "300").start().pid(),
                    (o) -> o.concurrency(concurrency, 1).batchSize(2))
            .consumer("collect", children::add)
            .build());
        assertThat(children).hasSize(4);
        await().atMost(Duration.ofSeconds(5)).until(() -> children.stream().noneMatch(ProcessGroupTests::isRunning));
    }

    @ParameterizedTest
    @EnumSource(value = Concurrency.class, names = { "PROCESS", "PROCESS_PER_BATCH" })
    void soDoesWhatItsChildrenHaveStartedBeforeTheyEnded(Concurrency concurrency) {
        List<Long> daemons = Scenario.collected();
        Workers.completed(Pipeline.named("daemons")
            .producer("numbers", Scenario.numbers(1, 4))
            .processor("work", (Integer n) -> daemon(), (o) -> o.concurrency(concurrency, 1).batchSize(2))
            .consumer("collect", daemons::add)
            .build());
        assertThat(daemons).hasSize(4);
        await().atMost(Duration.ofSeconds(5)).until(() -> daemons.stream().noneMatch(ProcessGroupTests::isRunning));
    }

    @Test
    void alsoWhereTheApplicationIsGone() throws Exception {
        long daemon = ChildJvm.run(DaemonMain.class, List.of())
            .lines()
            .filter((line) -> line.matches("\\d+"))
            .mapToLong(Long::parseLong)
            .findFirst()
            .orElseThrow();
        await().atMost(Duration.ofSeconds(10)).until(() -> !ProcessGroupTests.isRunning(daemon));
    }

    /** Ends at once while its worker lives. */
    static final class DaemonMain {

        private DaemonMain() {
        }

        public static void main(String[] arguments) throws Exception {
            Engine.create()
                .run(Pipeline.named("gone")
                    .producer("numbers", Scenario.numbers(1, 1))
                    .processor("work", (Integer n) -> daemon(), (o) -> o.concurrency(Concurrency.PROCESS, 1))
                    .consumer("tell", (Long pid) -> System.out.println(pid))
                    .build());
            System.out.flush();
            Runtime.getRuntime().halt(0);
        }

    }

    /** Starts a process whose parent is gone: another one has adopted it. */
    static long daemon() throws Exception {
        Process shell = new ProcessBuilder("sh", "-c", "setsid sleep 300 < /dev/null > /dev/null 2>&1 & echo $!")
            .start();
        try (var out = shell.inputReader()) {
            long pid = Long.parseLong(out.readLine());
            shell.waitFor();
            return pid;
        }
    }

}
