package org.minigun.scenarios;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.minigun.Concurrency;
import org.minigun.OnError;
import org.minigun.Pipeline;
import org.minigun.ProcessorFunction;
import org.minigun.RunResult;
import org.minigun.RunState;
import org.minigun.Setting;
import org.minigun.execution.Engine;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The rows of "Process per batch", and those of "Workers that die" that speak of batches.
 * With real child JVMs, a fresh one a batch.
 */
class ProcessPerBatchTests {

    private static final long OWN_PID = ProcessHandle.current().pid();

    @TempDir
    private Path directory;

    record Marked(int value, long pid) {
    }

    record Summed(List<Integer> values, long pid) {
    }

    static long pid() {
        return ProcessHandle.current().pid();
    }

    static Summed summed(List<Integer> batch) {
        return new Summed(List.copyOf(batch), pid());
    }

    static boolean first(String file) throws IOException {
        try {
            Files.createFile(Path.of(file));
            return true;
        }
        catch (FileAlreadyExistsException ex) {
            return false;
        }
    }

    @Test
    void s330_eachBatchMeetsAFreshWorker() {
        List<Summed> collected = batches("s330", 3, 1, 2);
        assertThat(collected).hasSize(3);
        assertThat(collected.stream().map(Summed::pid)).doesNotHaveDuplicates().doesNotContain(OWN_PID);
    }

    @ParameterizedTest
    @CsvSource({ "100, 20, 4, 5", "1000, 100, 4, 10", "5, 2, 2, 3" })
    void s334_asManyWorkersAsBatches(int items, int size, int pool, int workers) {
        List<Summed> collected = batches("s334", items, size, pool);
        assertThat(collected.stream().flatMap((batch) -> batch.values().stream()))
            .containsExactlyInAnyOrderElementsOf(Scenario.numbers(1, items));
        assertThat(collected.stream().map(Summed::pid).distinct()).hasSize(workers);
    }

    private static List<Summed> batches(String name, int items, int size, int pool) {
        List<Summed> collected = Scenario.collected();
        Topology.completed(Pipeline.named(name)
            .producer("numbers", Scenario.numbers(1, items))
            .accumulator("batch", (o) -> o.maxSize(size))
            .processor("sum", (List<Integer> batch) -> summed(batch),
                    (o) -> o.concurrency(Concurrency.PROCESS_PER_BATCH, pool))
            .consumer("collect", collected::add)
            .build());
        return collected;
    }

    @Test
    void s331_batchesAreSavedByTheirWorkers() throws IOException {
        String target = Files.createDirectory(this.directory.resolve("saved")).toString();
        Topology.completed(Pipeline.named("s331")
            .producer("numbers", Scenario.numbers(1, 5))
            .accumulator("batch", (o) -> o.maxSize(2))
            .consumer("save",
                    (List<Integer> batch) -> Files.writeString(Path.of(target, batch.get(0) + "-" + pid()),
                            batch.toString()),
                    (o) -> o.concurrency(Concurrency.PROCESS_PER_BATCH, 2))
            .build());
        try (var files = Files.list(Path.of(target))) {
            List<Path> saved = files.toList();
            assertThat(saved).hasSize(3);
            List<String> contents = new ArrayList<>();
            for (Path file : saved) {
                contents.add(Files.readString(file));
            }
            assertThat(contents).containsExactlyInAnyOrder("[1, 2]", "[3, 4]", "[5]");
        }
    }

    /** Counts in a field and in a static one. */
    static final class Counting implements ProcessorFunction<List<Integer>, Integer>, Serializable {

        private static final long serialVersionUID = 1L;

        private static final AtomicInteger STATIC = new AtomicInteger();

        private int count;

        @Override
        public Integer process(List<Integer> batch) {
            return ++this.count * 100 + STATIC.incrementAndGet();
        }

    }

    @Test
    void s337_s338_nothingIsKeptFromBatchToBatch() {
        List<Integer> collected = Scenario.collected();
        Topology.completed(Pipeline.named("s337")
            .producer("numbers", Scenario.numbers(1, 5))
            .accumulator("batch", (o) -> o.maxSize(1))
            .processor("count", new Counting(), (o) -> o.concurrency(Concurrency.PROCESS_PER_BATCH, 2))
            .consumer("collect", collected::add)
            .build());
        assertThat(collected).hasSize(5).containsOnly(101);
    }

    @ParameterizedTest
    @CsvSource({ "100000", "5000000" })
    void s339_aLargeResultOfABatchArrives(int size) {
        List<byte[]> collected = Scenario.collected();
        Topology.completed(Pipeline.named("s339")
            .producer("numbers", List.of(size))
            .accumulator("batch")
            .processor("large", (List<Integer> batch) -> new byte[batch.get(0)],
                    (o) -> o.concurrency(Concurrency.PROCESS_PER_BATCH, 1))
            .consumer("collect", collected::add)
            .build());
        assertThat(collected).singleElement().satisfies((bytes) -> assertThat(bytes).hasSize(size));
    }

    @ParameterizedTest
    @CsvSource({ "25, 10, 2, 3", "250, , 2, 3", "3000, 100, 4, 30" })
    void s148_s340_itemsAreBatchedByTheEngine(int items, Integer batchSize, int pool, int workers) {
        List<Marked> collected = Scenario.collected();
        Topology.completed(Pipeline.named("s148")
            .producer("numbers", Scenario.numbers(1, items))
            .processor("mark", (Integer n) -> new Marked(n, pid()), (o) -> {
                o.concurrency(Concurrency.PROCESS_PER_BATCH, pool);
                if (batchSize != null) {
                    o.batchSize(batchSize);
                }
            })
            .consumer("collect", collected::add)
            .build());
        assertThat(collected).extracting(Marked::value).containsExactlyInAnyOrderElementsOf(Scenario.numbers(1, items));
        assertThat(collected.stream().map(Marked::pid).distinct()).hasSize(workers);
    }

    @Test
    void s341_aBatchWhoseWorkerIsKilledIsDeliveredAgain() {
        String once = this.directory.resolve("once").toString();
        List<Summed> collected = Scenario.collected();
        Topology.completed(Pipeline.named("s341")
            .producer("numbers", Scenario.numbers(1, 5))
            .accumulator("batch", (o) -> o.maxSize(1))
            .processor("sum", (List<Integer> batch) -> {
                if (batch.contains(3) && first(once)) {
                    new ProcessBuilder("kill", "-9", Long.toString(pid())).start().waitFor();
                    Thread.sleep(60_000);
                }
                return summed(batch);
            }, (o) -> o.concurrency(Concurrency.PROCESS_PER_BATCH, 2))
            .consumer("collect", collected::add)
            .build());
        assertThat(collected).hasSize(5);
    }

    @Test
    void s345_anItemThatThrowsInABatchIsSkippedAlone() {
        List<Marked> collected = Scenario.collected();
        RunResult result = Scenario
            .run(Pipeline.named("s345").producer("numbers", Scenario.numbers(1, 25)).processor("mark", (Integer n) -> {
                if (n == 7) {
                    throw new IllegalStateException("seven");
                }
                return new Marked(n, pid());
            }, (o) -> o.concurrency(Concurrency.PROCESS_PER_BATCH, 2).batchSize(10).onError(OnError.SKIP))
                .consumer("collect", collected::add)
                .build());
        assertThat(collected).hasSize(24);
        assertThat(collected.stream().map(Marked::pid).distinct()).hasSize(3);
        assertThat(result.ledger().stage("mark").skipped()).isEqualTo(1);
    }

    @Test
    void s346_aBatchThatThrowsIsTheDeadLetter() {
        List<Summed> collected = Scenario.collected();
        RunResult result = Scenario.run(Pipeline.named("s346")
            .producer("numbers", Scenario.numbers(1, 10))
            .accumulator("batch", (o) -> o.maxSize(2))
            .processor("sum", (List<Integer> batch) -> {
                if (batch.contains(3)) {
                    throw new IllegalStateException("second");
                }
                return summed(batch);
            }, (o) -> o.concurrency(Concurrency.PROCESS_PER_BATCH, 2).onError(OnError.DEAD_LETTER))
            .consumer("collect", collected::add)
            .build());
        assertThat(collected).hasSize(4);
        assertThat(result.deadLetters()).singleElement()
            .satisfies((letter) -> assertThat(letter.item()).isEqualTo(List.of(3, 4)));
    }

    @Test
    void s321_aBatchThatTakesItsItemsOneByOneLosesOnlyTheOneInWork() {
        String deaths = this.directory.resolve("deaths").toString();
        List<Integer> collected = Scenario.collected();
        RunResult result = Scenario
            .run(Pipeline.named("s321").producer("numbers", Scenario.numbers(1, 5)).processor("work", (Integer n) -> {
                if (n == 3) {
                    died(deaths);
                }
                return n;
            }, (o) -> o.concurrency(Concurrency.PROCESS_PER_BATCH, 1).batchSize(5).onError(OnError.DEAD_LETTER))
                .consumer("collect", collected::add)
                .build());
        assertThat(collected).containsExactlyInAnyOrder(1, 2, 4, 5);
        assertThat(result.deadLetters()).singleElement().satisfies((letter) -> assertThat(letter.item()).isEqualTo(3));
        assertThat(Files.exists(Path.of(deaths))).isTrue();
        assertThat(count(deaths)).isEqualTo(2);
    }

    @Test
    void s322_aListIsSplitUntilTheGuiltyItemIsAlone() {
        RunResult result = listOfEight("s322", true);
        assertThat(result.deadLetters()).singleElement()
            .satisfies((letter) -> assertThat(letter.item()).isEqualTo(List.of(6)));
    }

    @Test
    void s323_withoutSplittingTheWholeListIsTheDeadLetter() {
        RunResult result = listOfEight("s323", false);
        assertThat(result.deadLetters()).singleElement()
            .satisfies((letter) -> assertThat(letter.item()).isEqualTo(Scenario.numbers(1, 8)));
        assertThat(count(this.directory.resolve("deaths").toString())).isEqualTo(2);
    }

    private RunResult listOfEight(String name, boolean split) {
        String deaths = this.directory.resolve("deaths").toString();
        List<Summed> collected = Scenario.collected();
        RunResult result = Scenario.run(Pipeline.named(name)
            .producer("numbers", Scenario.numbers(1, 8))
            .accumulator("batch", (o) -> o.maxSize(8))
            .processor("sum", (List<Integer> batch) -> {
                if (batch.contains(6)) {
                    died(deaths);
                }
                return summed(batch);
            }, (o) -> o.concurrency(Concurrency.PROCESS_PER_BATCH, 1)
                .onError(OnError.DEAD_LETTER)
                .set(Setting.SPLIT_ON_CRASH, split))
            .consumer("collect", collected::add)
            .build());
        assertThat(result.state()).as("%s", result).isEqualTo(RunState.COMPLETED);
        assertThat(collected.stream().flatMap((batch) -> batch.values().stream())).containsExactlyInAnyOrderElementsOf(
                split ? IntStream.rangeClosed(1, 8).filter((n) -> n != 6).boxed().toList() : List.of());
        return result;
    }

    static void died(String deaths) throws IOException {
        Files.writeString(Path.of(deaths), "x\n", java.nio.file.StandardOpenOption.CREATE,
                java.nio.file.StandardOpenOption.APPEND);
        Runtime.getRuntime().halt(1);
    }

    private static int count(String file) {
        try {
            return Files.readAllLines(Path.of(file)).size();
        }
        catch (IOException ex) {
            throw new AssertionError(ex);
        }
    }

    /** A stage whose state changes in the application between batches. */
    static final class Snapshot implements ProcessorFunction<List<Integer>, Integer>, Serializable {

        private static final long serialVersionUID = 1L;

        volatile int state = 1;

        @Override
        public Integer process(List<Integer> batch) {
            return this.state;
        }

    }

    @Test
    void s344_eachBatchSeesTheStateOfItsMoment() throws Exception {
        Snapshot snapshot = new Snapshot();
        List<Integer> collected = Scenario.collected();
        try (Engine engine = Engine.create()) {
            Pipeline pipeline = Pipeline.named("s344").producer("numbers", Integer.class, (output) -> {
                output.emit(1);
                org.awaitility.Awaitility.await().until(() -> collected.size() == 1);
                snapshot.state = 2;
                output.emit(2);
            })
                .accumulator("batch", (o) -> o.maxSize(1))
                .processor("state", snapshot, (o) -> o.concurrency(Concurrency.PROCESS_PER_BATCH, 2))
                .consumer("collect", collected::add)
                .build();
            Scenario.end(engine.start(pipeline));
        }
        assertThat(collected).containsExactly(1, 2);
    }

    @Test
    void s354_s357_batchesOfOneAndPoolsInARow() {
        List<Marked> collected = Scenario.collected();
        List<Long> pids = Scenario.collected();
        Topology.completed(Pipeline.named("s357")
            .producer("numbers", Scenario.numbers(1, 8))
            .processor("pool", (Integer n) -> new Marked(n, pid()), (o) -> o.concurrency(Concurrency.PROCESS, 2))
            .processor("note", (Marked marked) -> {
                pids.add(marked.pid());
                return marked.value();
            })
            .processor("batch", (Integer n) -> new Marked(n, pid()),
                    (o) -> o.concurrency(Concurrency.PROCESS_PER_BATCH, 2).batchSize(1))
            .consumer("collect", collected::add)
            .build());
        assertThat(collected.stream().map(Marked::pid)).doesNotHaveDuplicates().doesNotContainAnyElementsOf(pids);
        assertThat(collected).hasSize(8);
        assertThat(pids.stream().distinct()).hasSizeBetween(1, 2);
    }

}
