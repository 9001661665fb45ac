package org.minigun.scenarios;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.minigun.BroadcastSource;
import org.minigun.Concurrency;
import org.minigun.Hook;
import org.minigun.Pipeline;
import org.minigun.RunResult;
import org.minigun.RunState;
import org.minigun.Setting;
import org.minigun.StageOptions;
import org.minigun.execution.Engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The rows of "Hooks" that speak of workers, and what an instance in a worker lives
 * through. With real child JVMs, each of which notes its start.
 */
class WorkerHooksTests {

    /** What a stage is connected to, in the JVM that it is in. */
    private static volatile boolean connected;

    @TempDir
    private Path directory;

    private final List<String> events = Scenario.collected();

    private String file(String name) {
        return this.directory.resolve(name).toString();
    }

    private List<String> noted(String name) {
        return Notebook.lines(file(name));
    }

    private Hook.Body event(String name) {
        return (run) -> this.events.add(name);
    }

    /** Each process that is started in the stage's pool adds a line to a file. */
    private <I, O> StageOptions<I, O> noteStarts(StageOptions<I, O> options) {
        return options.set(Setting.COMMAND_PREFIX,
                List.of("sh", "-c", "echo start >> \"$0\"; exec \"$@\"", file("starts")));
    }

    /** Runs a pipeline, and waits until no process is on its way any more. */
    private RunResult completed(Pipeline pipeline, String beforeFork) {
        RunResult result;
        try (Engine engine = Engine.create()) {
            result = Scenario.end(engine.start(pipeline));
            await().untilAsserted(
                    () -> assertThat(this.events).filteredOn(beforeFork::equals).hasSize(noted("starts").size()));
        }
        assertThat(result.failure()).isNull();
        assertThat(result.state()).isEqualTo(RunState.COMPLETED);
        Workers.assertNoneLeft();
        return result;
    }

    @Test
    void s162_aConnectionIsLeftBeforeEachStartAndMadeAgainInEachWorker() {
        String saved = file("saved");
        String log = file("log");
        completed(Pipeline.named("s162").beforeRun((run) -> {
            connected = true;
            this.events.add("connected");
        }).beforeFork((run) -> {
            connected = false;
            this.events.add("disconnected");
        })
            .producer("numbers", Scenario.numbers(1, 10))
            .accumulator("fives", (o) -> o.maxSize(5))
            .consumer("save", (List<Integer> batch) -> {
                for (int n : batch) {
                    Notebook.add(saved, n + " " + connected + " " + Workers.pid());
                }
            }, (o) -> noteStarts(o).concurrency(Concurrency.PROCESS_PER_BATCH, 2))
            .afterFork((context) -> {
                connected = true;
                Notebook.add(log, "reconnected " + Workers.pid());
            })
            .afterRun((run) -> this.events.add(connected ? "still connected" : "disconnected for good"))
            .afterRun(event("summed up"))
            .build(), "disconnected");
        List<String[]> lines = noted("saved").stream().map((line) -> line.split(" ")).toList();
        assertThat(lines).extracting((words) -> words[0])
            .containsExactlyInAnyOrder("1", "2", "3", "4", "5", "6", "7", "8", "9", "10");
        assertThat(lines).extracting((words) -> words[1]).containsOnly("true");
        Set<Long> pids = Workers.pids(lines, (words) -> Long.parseLong(words[2]));
        assertThat(pids).hasSize(2);
        assertThat(noted("log"))
            .containsExactlyInAnyOrderElementsOf(pids.stream().map((pid) -> "reconnected " + pid).toList());
        assertThat(connected).isFalse();
        // Spares may be on their way when the run has ended.
        assertThat(this.events).startsWith("connected", "disconnected")
            .filteredOn((event) -> !event.equals("disconnected"))
            .containsExactly("connected", "disconnected for good", "summed up");
        assertThat(this.events.subList(0, this.events.indexOf("disconnected for good")))
            .filteredOn("disconnected"::equals)
            .hasSizeGreaterThanOrEqualTo(2);
    }

    @Test
    void s163_hooksOfStagesSurroundTheirItemsAndHooksOfForksTheirWorkers() throws IOException {
        Path records = Files.write(this.directory.resolve("records"),
                IntStream.range(0, 10).mapToObj((n) -> "record_" + n).toList());
        BufferedReader[] handle = new BufferedReader[1];
        String results = file("results");
        String forks = file("forks");
        RunResult result = completed(Pipeline.named("s163").producer("read", String.class, (output) -> {
            for (String line = handle[0].readLine(); line != null; line = handle[0].readLine()) {
                this.events.add("read");
                output.emit(line);
            }
        }, (o) -> o.before((run) -> {
            handle[0] = Files.newBufferedReader(records);
            this.events.add("open");
        }).after((run) -> {
            handle[0].close();
            this.events.add("close");
        })).processor("enrich", (String record) -> {
            this.events.add("enrich");
            return record + "_enriched";
        }, (o) -> o.before(event("start")).after(event("shutdown")).concurrency(Concurrency.THREAD, 1))
            .accumulator("fives", (o) -> o.maxSize(5))
            .consumer("save", (List<String> batch) -> {
                for (String record : batch) {
                    Notebook.add(results, record);
                }
            }, (o) -> noteStarts(o).concurrency(Concurrency.PROCESS_PER_BATCH, 2))
            .beforeFork(event("close before fork"))
            .afterFork((context) -> Notebook.add(forks, "reopen " + context.stage() + " " + Workers.pid()))
            .build(), "close before fork");
        assertThat(noted("results")).containsExactlyInAnyOrderElementsOf(
                IntStream.range(0, 10).mapToObj((n) -> "record_" + n + "_enriched").toList());
        assertThat(noted("forks")).hasSize(2)
            .doesNotHaveDuplicates()
            .allMatch((line) -> line.startsWith("reopen save "));
        assertThat(this.events).filteredOn((event) -> List.of("open", "read", "close").contains(event))
            .startsWith("open", "read")
            .endsWith("read", "close")
            .hasSize(12);
        assertThat(this.events).filteredOn((event) -> List.of("start", "enrich", "shutdown").contains(event))
            .startsWith("start", "enrich")
            .endsWith("enrich", "shutdown")
            .hasSize(12);
        assertThat(this.events).filteredOn("close before fork"::equals).hasSizeGreaterThanOrEqualTo(2);
        assertThat(result.ledger().stage("save").done()).isEqualTo(2);
    }

    @Test
    void s164_aForkHookRunsForEachStartAndOneInTheWorkerForEachBatch() {
        List<Integer> values = new Random(164).ints(100, 0, 101).boxed().toList();
        List<Integer> passing = values.stream().filter((n) -> n > 50).toList();
        int batches = (passing.size() + 24) / 25;
        String results = file("results");
        String forks = file("forks");
        AtomicInteger produced = new AtomicInteger();
        AtomicInteger passed = new AtomicInteger();
        AtomicInteger failed = new AtomicInteger();
        completed(Pipeline.named("s164").producer("values", Integer.class, (output) -> values.forEach((value) -> {
            produced.incrementAndGet();
            output.emit(value);
        }), (o) -> o.before(event("before values")).after(event("after values " + values.size())))
            .processor("validate", (Integer n) -> {
                ((n > 50) ? passed : failed).incrementAndGet();
                return (n > 50) ? n : null;
            }, (o) -> o.before(event("before validate"))
                .after((run) -> this.events.add("after validate " + (passed.get() + failed.get()))))
            .accumulator("batch", (o) -> o.maxSize(25))
            .consumer("save", (List<Integer> batch) -> {
                for (int n : batch) {
                    Notebook.add(results, n + " " + Workers.pid());
                }
            }, (o) -> noteStarts(o).concurrency(Concurrency.PROCESS_PER_BATCH, 2))
            .beforeFork(event("before fork"))
            .afterFork((context) -> Notebook.add(forks, Workers.pid()))
            .build(), "before fork");
        assertThat(produced).hasValue(100);
        assertThat(passed.get() + failed.get()).isEqualTo(100);
        assertThat(this.events).filteredOn((event) -> !event.equals("before fork"))
            .containsExactlyInAnyOrder("before values", "after values 100", "before validate", "after validate 100");
        List<String[]> saved = noted("results").stream().map((line) -> line.split(" ")).toList();
        assertThat(saved).extracting((words) -> Integer.parseInt(words[0]))
            .containsExactlyInAnyOrderElementsOf(passing);
        Set<Long> pids = Workers.pids(saved, (words) -> Long.parseLong(words[1]));
        assertThat(pids).hasSize(batches);
        assertThat(noted("forks")).containsExactlyInAnyOrderElementsOf(pids.stream().map(String::valueOf).toList());
        // More than there are batches: spares too.
        assertThat(this.events).filteredOn("before fork"::equals).hasSizeGreaterThan(batches);
    }

    @Test
    void s175_aWorkersHookKnowsItsWorkerPropertiesAndSharedData() {
        String log = file("log");
        Workers.completed(Pipeline.named("s175")
            .options((o) -> o.set(Setting.WORKER_PROPERTIES, Map.of("region", "north")))
            .broadcast("words", BroadcastSource.of("shared".getBytes(StandardCharsets.UTF_8)))
            .afterFork((context) -> Notebook.add(log,
                    Workers.pid() + " fork " + context.workerIndex() + " " + context.properties().get("region") + " "
                            + StandardCharsets.UTF_8.decode(context.broadcast("words"))))
            .producer("numbers", Scenario.numbers(1, 20))
            .consumer("work", (Integer n) -> {
                Notebook.add(log, Workers.pid() + " item " + n);
                Thread.sleep(30);
            }, (o) -> o.concurrency(Concurrency.PROCESS, 2).set(Setting.WINDOW, 1))
            .build());
        Map<String, List<String>> byWorker = noted("log").stream()
            .collect(Collectors.groupingBy((line) -> line.split(" ")[0],
                    Collectors.mapping((line) -> line.substring(line.indexOf(' ') + 1), Collectors.toList())));
        assertThat(byWorker.keySet()).hasSize(2).doesNotContain("" + Workers.OWN_PID);
        assertThat(byWorker.values()).extracting((lines) -> lines.get(0))
            .containsExactlyInAnyOrder("fork 0 north shared", "fork 1 north shared");
        assertThat(byWorker.values().stream().flatMap((lines) -> lines.stream().skip(1)))
            .containsExactlyInAnyOrderElementsOf(Scenario.numbers(1, 20).stream().map((n) -> "item " + n).toList());
    }

    @Test
    void s178_hooksOfForksRunAgainForTheWorkerThatReplacesADeadOne() {
        String once = file("once");
        String log = file("log");
        List<Integer> collected = Scenario.collected();
        completed(Pipeline.named("s178")
            .beforeFork(event("before fork"))
            .afterFork((context) -> Notebook.add(log, Workers.pid() + " " + context.workerIndex()))
            .producer("numbers", Scenario.numbers(1, 10))
            .processor("work", (Integer n) -> {
                if (n == 4 && WorkerDeathTests.first(once)) {
                    Runtime.getRuntime().halt(3);
                }
                return n;
            }, (o) -> noteStarts(o).concurrency(Concurrency.PROCESS, 1))
            .consumer("collect", collected::add)
            .build(), "before fork");
        assertThat(collected).containsExactlyInAnyOrderElementsOf(Scenario.numbers(1, 10));
        assertThat(this.events).containsExactly("before fork", "before fork");
        assertThat(noted("log")).hasSize(2).doesNotHaveDuplicates().allMatch((line) -> line.endsWith(" 0"));
    }

}
