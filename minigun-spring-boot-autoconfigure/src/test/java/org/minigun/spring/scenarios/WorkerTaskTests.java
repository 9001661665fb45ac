package org.minigun.spring.scenarios;

import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.minigun.Concurrency;
import org.minigun.Output;
import org.minigun.annotation.Accumulator;
import org.minigun.annotation.AfterFork;
import org.minigun.annotation.AfterRun;
import org.minigun.annotation.BeforeFork;
import org.minigun.annotation.BeforeRun;
import org.minigun.annotation.Consumer;
import org.minigun.annotation.Processor;
import org.minigun.annotation.Producer;
import org.minigun.spring.MinigunTask;
import org.minigun.spring.scenarios.TaskScenario.Collecting;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Annotated tasks whose stages say themselves that they run in workers.
 */
class WorkerTaskTests {

    private static final long OWN_PID = ProcessHandle.current().pid();

    @TempDir
    private Path directory;

    private String file(String name) {
        return this.directory.resolve(name).toString();
    }

    private List<String[]> words(String name) {
        try {
            return Files.readAllLines(this.directory.resolve(name)).stream().map((line) -> line.split(" ")).toList();
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    static void note(String file, String line) throws IOException {
        Files.writeString(Path.of(file), line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    static long pid() {
        return ProcessHandle.current().pid();
    }

    private static Set<Long> pids(List<String[]> lines, int word) {
        Set<Long> pids = lines.stream().map((words) -> Long.parseLong(words[word])).collect(Collectors.toSet());
        assertThat(pids).doesNotContain(OWN_PID);
        return pids;
    }

    record Marked(int id, long value, long pid) {
    }

    private static Set<Long> pids(List<Marked> collected) {
        Set<Long> pids = collected.stream().map(Marked::pid).collect(Collectors.toSet());
        assertThat(pids).doesNotContain(OWN_PID);
        return pids;
    }

    @Test
    void s162AConnectionIsLeftBeforeEachStartAndMadeAgainInEachWorker() {
        TaskScenario.with(Connected.class, (task, minigun) -> {
            task.saved = file("saved");
            task.log = file("log");
            TaskScenario.completed(TaskScenario.end(minigun.start(Connected.class)));
            List<String[]> saved = words("saved");
            assertThat(saved).extracting((words) -> Integer.parseInt(words[0]))
                .containsExactlyInAnyOrderElementsOf(TaskScenario.numbers(1, 10));
            assertThat(saved).extracting((words) -> words[1]).containsOnly("true");
            Set<Long> pids = pids(saved, 2);
            assertThat(pids).hasSize(2);
            List<String[]> log = words("log");
            assertThat(log).hasSize(2);
            assertThat(pids(log, 1)).isEqualTo(pids);
            assertThat(task.connected).isFalse();
            // Spares may be on their way when the run has ended.
            assertThat(task.events).startsWith("connected", "disconnected")
                .filteredOn((event) -> !event.equals("disconnected"))
                .containsExactly("connected", "disconnected for good", "summed up");
            assertThat(task.events.subList(0, task.events.indexOf("disconnected for good")))
                .filteredOn("disconnected"::equals)
                .hasSizeGreaterThanOrEqualTo(2);
        });
    }

    /** Is copied to each worker as it is when the worker's batch begins. */
    @MinigunTask("t")
    static class Connected implements Serializable {

        private static final long serialVersionUID = 1L;

        private final transient List<String> events = new CopyOnWriteArrayList<>();

        private String saved = "";

        private String log = "";

        private volatile boolean connected;

        @BeforeRun
        void connect() {
            this.connected = true;
            this.events.add("connected");
        }

        @BeforeFork
        void disconnect() {
            this.connected = false;
            this.events.add("disconnected");
        }

        @AfterFork
        void reconnect() throws IOException {
            this.connected = true;
            note(this.log, "reconnected " + pid());
        }

        @AfterRun
        void disconnectForGood() {
            this.events.add(this.connected ? "still connected" : "disconnected for good");
        }

        @AfterRun
        void sumUp() {
            this.events.add("summed up");
        }

        @Producer
        void numbers(Output<Integer> output) {
            TaskScenario.emit(output, 1, 10);
        }

        @Accumulator(maxSize = 5)
        List<Integer> fives(List<Integer> batch) {
            return batch;
        }

        @Consumer(concurrency = Concurrency.PROCESS_PER_BATCH, poolSize = 2)
        void save(List<Integer> batch) throws IOException {
            for (int n : batch) {
                note(this.saved, n + " " + this.connected + " " + pid());
            }
        }

    }

    @Test
    void s270ItemsAreWorkedOnInWorkers() {
        TaskScenario.run(Tenfold.class, (task, result) -> {
            TaskScenario.completed(result);
            assertThat(task.collected).extracting(Marked::value).containsExactlyInAnyOrder(10L, 20L, 30L, 40L);
            assertThat(pids(task.collected)).hasSizeBetween(1, 2);
        });
    }

    @MinigunTask("t")
    static class Tenfold extends Collecting<Marked> {

        @Producer
        void numbers(Output<Integer> output) {
            TaskScenario.emit(output, 1, 4);
        }

        @Processor(concurrency = Concurrency.PROCESS, poolSize = 2)
        static Marked tenfold(int number) {
            return new Marked(number, number * 10L, pid());
        }

        @Consumer
        void collect(Marked marked) {
            this.collected.add(marked);
        }

    }

    @Test
    void s297AnInstanceIsConstructedOrNotNeededOrSent() {
        assertWorks(Constructed.class, 2);
        assertWorks(Static.class, 3);
        assertWorks(Sent.class, 4);
    }

    private static <T extends Numbers> void assertWorks(Class<T> type, long factor) {
        TaskScenario.run(type, (task, result) -> {
            TaskScenario.completed(result);
            assertThat(task.collected).extracting(Marked::value)
                .containsExactlyInAnyOrder(factor, 2 * factor, 3 * factor, 4 * factor, 5 * factor);
            assertThat(pids(task.collected)).hasSize(1);
        });
    }

    /** What the three have in common. */
    abstract static class Numbers {

        final transient List<Marked> collected = new CopyOnWriteArrayList<>();

        @Producer
        void numbers(Output<Integer> output) {
            TaskScenario.emit(output, 1, 5);
        }

        @Consumer(from = "work")
        void collect(Marked marked) {
            this.collected.add(marked);
        }

    }

    @MinigunTask("t")
    static class Constructed extends Numbers {

        private final int factor = 2;

        @Processor(concurrency = Concurrency.PROCESS, poolSize = 1)
        Marked work(int number) {
            return new Marked(number, (long) number * this.factor, pid());
        }

    }

    @MinigunTask("t")
    static class Static extends Numbers {

        @Processor(concurrency = Concurrency.PROCESS, poolSize = 1)
        static Marked work(int number) {
            return new Marked(number, number * 3L, pid());
        }

    }

    @MinigunTask("t")
    static class Sent extends Numbers implements Serializable {

        private static final long serialVersionUID = 1L;

        private int factor;

        @BeforeRun
        void prepare() {
            this.factor = 4;
        }

        @Processor(concurrency = Concurrency.PROCESS, poolSize = 1)
        Marked work(int number) {
            return new Marked(number, (long) number * this.factor, pid());
        }

    }

    @Test
    void s332BatchesGoToWorkersAndToThreads() {
        TaskScenario.with(HeavyAndLight.class, (task, minigun) -> {
            task.file = file("heavy");
            TaskScenario.completed(TaskScenario.end(minigun.start(HeavyAndLight.class)));
            assertThat(task.light).containsExactlyInAnyOrder(List.of(1, 2, 3), List.of(4, 5, 6), List.of(7, 8, 9),
                    List.of(10));
            List<String[]> saved = words("heavy");
            assertThat(saved).extracting((words) -> Integer.parseInt(words[0]))
                .containsExactlyInAnyOrderElementsOf(TaskScenario.numbers(1, 10));
            assertThat(saved).filteredOn((words) -> words[1].equals("3")).hasSize(9);
            assertThat(pids(saved, 2)).hasSize(4);
        });
    }

    @MinigunTask("t")
    static class HeavyAndLight implements Serializable {

        private static final long serialVersionUID = 1L;

        private final transient List<List<Integer>> light = new CopyOnWriteArrayList<>();

        private String file = "";

        @Producer
        void numbers(Output<Integer> output) {
            TaskScenario.emit(output, 1, 10);
        }

        @Processor(to = "threes")
        Integer validate(Integer number) {
            return (number > 0) ? number : null;
        }

        @Accumulator(maxSize = 3, to = { "heavy", "light" })
        List<Integer> threes(List<Integer> batch) {
            return batch;
        }

        @Consumer(concurrency = Concurrency.PROCESS_PER_BATCH, poolSize = 2)
        void heavy(List<Integer> batch) throws IOException {
            for (int n : batch) {
                note(this.file, n + " " + batch.size() + " " + pid());
            }
        }

        @Consumer(concurrency = Concurrency.THREAD, poolSize = 5)
        void light(List<Integer> batch) {
            this.light.add(List.copyOf(batch));
        }

    }

    @Test
    void s353ThreadsThenWorkersThenThreads() {
        TaskScenario.run(Mixed.class, (task, result) -> {
            TaskScenario.completed(result);
            assertThat(task.collected).extracting(Marked::id)
                .containsExactlyInAnyOrderElementsOf(TaskScenario.numbers(1, 8));
            assertThat(task.collected)
                .allSatisfy((one) -> assertThat(one.value()).isEqualTo(100L * one.id() * one.id()));
            assertThat(pids(task.collected)).hasSizeBetween(1, 2);
            assertThat(task.threads).hasSize(8).allMatch((name) -> name.startsWith("minigun-t-collect"));
        });
    }

    @MinigunTask("t")
    static class Mixed extends Collecting<Marked> {

        @Producer
        void numbers(Output<Integer> output) {
            TaskScenario.emit(output, 1, 8);
        }

        @Processor(concurrency = Concurrency.THREAD, poolSize = 2)
        Marked read(int id) {
            return new Marked(id, id * 10L, 0);
        }

        @Processor(concurrency = Concurrency.PROCESS, poolSize = 2)
        static Marked compute(Marked item) {
            return new Marked(item.id(), item.value() * item.value(), pid());
        }

        @Consumer(concurrency = Concurrency.THREAD, poolSize = 2)
        void collect(Marked marked) {
            noteThread();
            this.collected.add(marked);
        }

    }

}
