package org.minigun.scenarios;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.minigun.Concurrency;
import org.minigun.Pipeline;
import org.minigun.PipelineBuilder;
import org.minigun.RunResult;
import org.minigun.plan.NamedPool;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The rows of "Mixed and multi-hop chains": threads, batches, named pools and workers in
 * a row. With real child JVMs.
 */
class WorkerChainTests {

    @TempDir
    private Path directory;

    record Saved(int id, int value, long pid) {

        /** Reads what was noted. */
        static Saved of(String line) {
            List<String> words = List.of(line.split(" "));
            return new Saved(Integer.parseInt(words.get(0)), Integer.parseInt(words.get(1)),
                    Long.parseLong(words.get(2)));
        }

        @Override
        public String toString() {
            return this.id + " " + this.value + " " + this.pid;
        }

    }

    record Product(int id, String category, boolean inStock) {
    }

    private String notebook() {
        return this.directory.resolve("notes").toString();
    }

    private static NamedPool threads(String name, int size) {
        return new NamedPool(name, Concurrency.THREAD, size);
    }

    @Test
    void s352_twoWorkersSaveWhatThreadsHaveMade() {
        String notes = notebook();
        Workers.completed(Pipeline.named("s352")
            .producer("numbers", Scenario.numbers(1, 10))
            .processor("enrich", (Integer id) -> new Saved(id, id * 10, Workers.pid()),
                    (o) -> o.concurrency(Concurrency.THREAD, 3))
            .consumer("save", (Saved record) -> {
                Thread.sleep(50);
                Notebook.add(notes, new Saved(record.id(), record.value(), Workers.pid()));
            }, (o) -> o.concurrency(Concurrency.PROCESS, 2))
            .build());
        List<Saved> saved = Notebook.lines(notes).stream().map(Saved::of).toList();
        assertThat(saved).extracting(Saved::id).containsExactlyInAnyOrderElementsOf(Scenario.numbers(1, 10));
        assertThat(saved).allSatisfy((record) -> assertThat(record.value()).isEqualTo(record.id() * 10));
        assertThat(Workers.pids(saved, Saved::pid)).hasSize(2);
    }

    @Test
    void s353_threadsThenWorkersThenThreads() {
        List<Saved> collected = Scenario.collected();
        Workers.completed(Pipeline.named("s353")
            .producer("numbers", Scenario.numbers(1, 8))
            .processor("read", (Integer id) -> new Saved(id, id * 10, 0), (o) -> o.concurrency(Concurrency.THREAD, 2))
            .processor("compute", (Saved item) -> new Saved(item.id(), item.value() * item.value(), Workers.pid()),
                    (o) -> o.concurrency(Concurrency.PROCESS, 2))
            .consumer("collect", collected::add, (o) -> o.concurrency(Concurrency.THREAD, 2))
            .build());
        assertThat(collected).extracting(Saved::id).containsExactlyInAnyOrderElementsOf(Scenario.numbers(1, 8));
        assertThat(collected).allSatisfy((item) -> assertThat(item.value()).isEqualTo(item.id() * 10 * item.id() * 10));
        assertThat(Workers.pids(collected, Saved::pid)).hasSizeBetween(1, 2);
    }

    @ParameterizedTest
    @ValueSource(strings = { "plain", "threads", "named" })
    void s361_whatBatchesInWorkersGiveGoesOnByAnyContext(String behind) {
        List<Integer> collected = Scenario.collected();
        PipelineBuilder<Integer> added = Pipeline.named("s361")
            .producer("numbers", Scenario.numbers(1, 20))
            .processor("double", (Integer n) -> n * 2, (o) -> o.concurrency(Concurrency.THREAD, 3))
            .accumulator("gather", (o) -> o.maxSize(5))
            .flatten("add", Integer.class, (List<Integer> batch) -> batch.stream().map((n) -> n + 100).toList(),
                    (o) -> o.concurrency(Concurrency.PROCESS_PER_BATCH, 2));
        if (behind.equals("named")) {
            added = added.processor("pass", (n) -> n, (o) -> o.pool("three"));
        }
        RunResult result = Workers.completed(added.consumer("collect", collected::add, (o) -> {
            if (behind.equals("threads")) {
                o.concurrency(Concurrency.THREAD, 2);
            }
        }).build(), (engine) -> engine.pool(threads("three", 3)));
        assertThat(collected)
            .containsExactlyInAnyOrderElementsOf(IntStream.rangeClosed(1, 20).mapToObj((n) -> 2 * n + 100).toList());
        assertThat(result.ledger().stage("add").received()).isEqualTo(4);
    }

    @Test
    void s364_aNamedPoolBeforeAndBehindBatchesInWorkers() {
        List<Integer> collected = Scenario.collected();
        Workers.completed(Pipeline.named("s364")
            .producer("numbers", Scenario.numbers(1, 20))
            .processor("prep", (Integer n) -> n + 1, (o) -> o.pool("three"))
            .accumulator("gather", (o) -> o.maxSize(5))
            .flatten("double", Integer.class, (List<Integer> batch) -> batch.stream().map((n) -> n * 2).toList(),
                    (o) -> o.concurrency(Concurrency.PROCESS_PER_BATCH, 2))
            .processor("add", (Integer n) -> n + 100, (o) -> o.pool("three"))
            .consumer("collect", collected::add)
            .build(), (engine) -> engine.pool(threads("three", 3)));
        assertThat(collected).containsExactlyInAnyOrderElementsOf(
                IntStream.rangeClosed(1, 20).mapToObj((n) -> (n + 1) * 2 + 100).toList());
    }

    @Test
    void s365_everyDownloadIsParsedAndCounted() {
        List<Saved> collected = Scenario.collected();
        RunResult result = Workers.completed(Pipeline.named("s365")
            .producer("numbers", Scenario.numbers(1, 50))
            .processor("download", (Integer id) -> new Saved(id, id * 10, 0),
                    (o) -> o.concurrency(Concurrency.THREAD, 10))
            .accumulator("gather", (o) -> o.maxSize(10))
            .flatten("parse", Saved.class,
                    (List<Saved> batch) -> batch.stream()
                        .map((page) -> new Saved(page.id(), page.value(), Workers.pid()))
                        .toList(),
                    (o) -> o.concurrency(Concurrency.PROCESS_PER_BATCH, 2))
            .consumer("consume", collected::add)
            .build());
        assertThat(collected).extracting(Saved::id).containsExactlyInAnyOrderElementsOf(Scenario.numbers(1, 50));
        assertThat(Workers.pids(collected, Saved::pid)).hasSize(5);
        assertThat(result.ledger().stage("download").done()).isEqualTo(50);
        assertThat(result.ledger().stage("parse").done()).isEqualTo(5);
        assertThat(result.statistics().stage("parse").emitted()).isEqualTo(50);
        assertThat(result.statistics().stage("parse").busy()).isPositive();
        assertThat(result.ledger().stage("consume").done()).isEqualTo(50);
    }

    @ParameterizedTest
    @CsvSource({ "20, 5, 5", "100, 10, 10", "200, 100, 50" })
    void s367_namedPoolsThreadsAndBatchesInWorkersDoNotLockEachOther(int items, int batch, int threads) {
        List<Saved> uploaded = Scenario.collected();
        RunResult result = Workers.completed(Pipeline.named("s367")
            .producer("numbers", Scenario.numbers(1, items))
            .processor("check", (Integer id) -> new Saved(id, 0, 0), (o) -> o.pool("store"))
            .processor("download", (Saved page) -> new Saved(page.id(), page.id() * 10, 0),
                    (o) -> o.concurrency(Concurrency.THREAD, threads))
            .accumulator("gather", (o) -> o.maxSize(batch))
            .flatten("parse", Saved.class,
                    (List<Saved> pages) -> pages.stream()
                        .map((page) -> new Saved(page.id(), page.value() + 1, Workers.pid()))
                        .toList(),
                    (o) -> o.concurrency(Concurrency.PROCESS_PER_BATCH, 2))
            .processor("save", (Saved page) -> page, (o) -> o.pool("store"))
            .consumer("upload", uploaded::add, (o) -> o.concurrency(Concurrency.THREAD, threads))
            .build(), (engine) -> engine.pool(threads("store", 2)));
        assertThat(uploaded).extracting(Saved::id).containsExactlyInAnyOrderElementsOf(Scenario.numbers(1, items));
        assertThat(uploaded).allSatisfy((page) -> assertThat(page.value()).isEqualTo(page.id() * 10 + 1));
        assertThat(Workers.pids(uploaded, Saved::pid)).hasSize(items / batch);
        assertThat(result.ledger().stage("download").done()).isEqualTo(items);
        assertThat(result.statistics().stage("parse").emitted()).isEqualTo(items);
        assertThat(result.ledger().stage("upload").done()).isEqualTo(items);
    }

    @Test
    void s368_smallBatchesGoToAPoolOfWorkers() {
        List<Saved> collected = Scenario.collected();
        RunResult result = Workers.completed(Pipeline.named("s368")
            .producer("numbers", Scenario.numbers(0, 9))
            .processor("double", (Integer n) -> n * 2, (o) -> o.concurrency(Concurrency.THREAD, 10))
            .accumulator("gather", (o) -> o.maxSize(2))
            .flatten("add", Saved.class,
                    (List<Integer> batch) -> batch.stream().map((n) -> new Saved(n, n + 100, Workers.pid())).toList(),
                    (o) -> o.concurrency(Concurrency.PROCESS, 2))
            .consumer("collect", collected::add)
            .build());
        assertThat(collected).extracting(Saved::value)
            .containsExactlyInAnyOrderElementsOf(IntStream.rangeClosed(0, 9).mapToObj((n) -> 2 * n + 100).toList());
        assertThat(Workers.pids(collected, Saved::pid)).hasSizeBetween(1, 2);
        assertThat(result.ledger().stage("add").received()).isEqualTo(5);
    }

    @Test
    @Tag("long")
    void s369_fiveThousandStringsInFiftyWorkers() {
        List<String> collected = Scenario.collected();
        RunResult result = Workers.completed(Pipeline.named("s369")
            .producer("numbers", Scenario.numbers(1, 5000))
            .processor("download", (Integer n) -> "page " + n, (o) -> o.concurrency(Concurrency.THREAD, 10))
            .accumulator("gather", (o) -> o.maxSize(100))
            .flatten("parse", String.class,
                    (List<String> pages) -> pages.stream().map((page) -> page.toUpperCase(Locale.ROOT)).toList(),
                    (o) -> o.concurrency(Concurrency.PROCESS_PER_BATCH, 2))
            .consumer("collect", collected::add)
            .build());
        assertThat(collected)
            .containsExactlyInAnyOrderElementsOf(IntStream.rangeClosed(1, 5000).mapToObj((n) -> "PAGE " + n).toList());
        assertThat(result.ledger().stage("parse").done()).isEqualTo(50);
    }

    @Test
    @Tag("long")
    void s370_batchesAreTakenApartAndGatheredAgainForWorkers() {
        String notes = notebook();
        RunResult result = Workers.completed(Pipeline.named("s370")
            .producer("numbers", Scenario.numbers(1, 50))
            .processor("read", (Integer n) -> n, (o) -> o.concurrency(Concurrency.THREAD, 5))
            .accumulator("tens", (o) -> o.maxSize(10))
            .flatten("each", Integer.class, (List<Integer> batch) -> batch, (o) -> o.concurrency(Concurrency.THREAD, 5))
            .accumulator("fives", (o) -> o.maxSize(5))
            .consumer("save", (List<Integer> batch) -> {
                for (int n : batch) {
                    Notebook.add(notes, new Saved(n, batch.size(), Workers.pid()));
                }
            }, (o) -> o.concurrency(Concurrency.PROCESS_PER_BATCH, 2))
            .build());
        List<Saved> saved = Notebook.lines(notes).stream().map(Saved::of).toList();
        assertThat(saved).extracting(Saved::id).containsExactlyInAnyOrderElementsOf(Scenario.numbers(1, 50));
        assertThat(saved).extracting(Saved::value).containsOnly(5);
        assertThat(Workers.pids(saved, Saved::pid)).hasSize(10);
        assertThat(result.ledger().stage("save").done()).isEqualTo(10);
    }

    @Test
    void s371_productsAreLoadedByCategory() {
        String notes = notebook();
        List<String> categories = List.of("books", "games", "tools", "books", "games", "tools", "books", "books",
                "games", "tools", "books", "games");
        RunResult result = Workers.completed(Pipeline.named("s371").producer("extract", Product.class, (output) -> {
            for (int id = 1; id <= categories.size(); id++) {
                output.emit(new Product(id, categories.get(id - 1), id != 3 && id != 7));
            }
        })
            .processor("transform", (Product product) -> product.inStock() ? product : null,
                    (o) -> o.concurrency(Concurrency.THREAD, 3))
            .accumulator("group",
                    (List<Product> batch) -> batch.stream().collect(Collectors.groupingBy(Product::category)),
                    (o) -> o.maxSize(3))
            .consumer("load", (Map<String, List<Product>> batch) -> {
                for (Map.Entry<String, List<Product>> category : batch.entrySet()) {
                    for (Product product : category.getValue()) {
                        int size = batch.values().stream().mapToInt(List::size).sum();
                        Notebook.add(notes, new Saved(product.category().equals(category.getKey()) ? product.id() : -1,
                                size, Workers.pid()));
                    }
                }
            }, (o) -> o.concurrency(Concurrency.PROCESS_PER_BATCH, 2))
            .build());
        List<Saved> loaded = Notebook.lines(notes).stream().map(Saved::of).toList();
        assertThat(loaded).extracting(Saved::id).containsExactlyInAnyOrder(1, 2, 4, 5, 6, 8, 9, 10, 11, 12);
        assertThat(loaded.stream().collect(Collectors.groupingBy(Saved::pid, Collectors.counting())).values())
            .containsExactlyInAnyOrder(3L, 3L, 3L, 1L);
        assertThat(loaded.stream().collect(Collectors.groupingBy(Saved::pid)).values())
            .allSatisfy((batch) -> assertThat(batch).extracting(Saved::value).containsOnly(batch.size()));
        assertThat(Workers.pids(loaded, Saved::pid)).hasSize(4);
        assertThat(result.statistics().stage("extract").emitted()).isEqualTo(12);
        assertThat(result.statistics().stage("transform").emitted()).isEqualTo(10);
        assertThat(result.ledger().stage("load").done()).isEqualTo(4);
    }

}
