package org.minigun.scenarios;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.minigun.Concurrency;
import org.minigun.Output;
import org.minigun.Pipeline;
import org.minigun.PipelineBuilder;
import org.minigun.RunResult;
import org.minigun.StageOptions;
import org.minigun.graph.Routing;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The rows of "Routing decided in a worker; fan-out and fan-in of workers" in which
 * workers are fed by several stages or feed several. With real child JVMs.
 */
class WorkerRoutingTests {

    @TempDir
    private Path directory;

    private String notebook(String name) {
        return this.directory.resolve(name).toString();
    }

    private static void place(StageOptions<?, ?> options, Concurrency concurrency) {
        options.concurrency(concurrency, 2);
        if (concurrency == Concurrency.PROCESS_PER_BATCH) {
            options.batchSize(1);
        }
    }

    private static List<Integer> numbers(String file) {
        return Notebook.lines(file).stream().map((line) -> Integer.parseInt(line.split(" ")[0])).toList();
    }

    private static int processes(String file) {
        return Workers.pids(Notebook.lines(file), (line) -> Long.parseLong(line.split(" ")[1])).size();
    }

    @ParameterizedTest
    @EnumSource(value = Concurrency.class, names = { "PROCESS", "PROCESS_PER_BATCH" })
    void s372_aProducerChoosesBetweenWorkers(Concurrency concurrency) {
        String even = notebook("even");
        String odd = notebook("odd");
        RunResult result = Workers.completed(Pipeline.named("s372").producer("numbers", Integer.class, (output) -> {
            for (int id = 1; id <= 10; id++) {
                output.to((id % 2 == 0) ? "a" : "b").emit(id);
            }
        }, (o) -> o.routing(Routing.DYNAMIC).to("a", "b"))
            .consumer("a", (Integer id) -> Notebook.add(even, id + " " + Workers.pid()), (o) -> place(o, concurrency))
            .consumer("b", (Integer id) -> Notebook.add(odd, id + " " + Workers.pid()), (o) -> place(o, concurrency))
            .build());
        assertThat(numbers(even)).containsExactlyInAnyOrder(2, 4, 6, 8, 10);
        assertThat(numbers(odd)).containsExactlyInAnyOrder(1, 3, 5, 7, 9);
        assertThat(result.ledger().stage("a").done()).isEqualTo(5);
        assertThat(result.ledger().stage("b").done()).isEqualTo(5);
        if (concurrency == Concurrency.PROCESS_PER_BATCH) {
            assertThat(processes(even) + processes(odd)).isEqualTo(10);
        }
        else {
            assertThat(processes(even)).isLessThanOrEqualTo(2);
            assertThat(processes(odd)).isLessThanOrEqualTo(2);
        }
    }

    @Test
    void s374_aWorkerChoosesBetweenWorkers() {
        chooseInWorkers(Concurrency.PROCESS);
    }

    @Test
    @Tag("long")
    void s374_aWorkerOfEachItemChoosesBetweenWorkersOfEachItem() {
        chooseInWorkers(Concurrency.PROCESS_PER_BATCH);
    }

    private void chooseInWorkers(Concurrency concurrency) {
        List<String> notes = Stream.of("a", "b", "d").map(this::notebook).toList();
        PipelineBuilder<Integer> pipeline = Pipeline.named("s374")
            .producer("numbers", Scenario.numbers(1, 12))
            .processor("splitter", Integer.class, (Integer id, Output<Integer> output) -> {
                output.to(List.of("a", "b", "d").get(id % 3)).emit(id);
            }, (o) -> {
                place(o, concurrency);
                o.routing(Routing.DYNAMIC).to("a", "b", "d");
            });
        for (int i = 0; i < 3; i++) {
            String file = notes.get(i);
            pipeline.consumer(List.of("a", "b", "d").get(i),
                    (Integer id) -> Notebook.add(file, id + " " + Workers.pid()), (o) -> {
                        place(o, concurrency);
                        o.poolSize((concurrency == Concurrency.PROCESS) ? 1 : 2);
                    });
        }
        RunResult result = Workers.completed(pipeline.build());
        assertThat(numbers(notes.get(0))).containsExactlyInAnyOrder(3, 6, 9, 12);
        assertThat(numbers(notes.get(1))).containsExactlyInAnyOrder(1, 4, 7, 10);
        assertThat(numbers(notes.get(2))).containsExactlyInAnyOrder(2, 5, 8, 11);
        assertThat(result.ledger().stage("splitter").done()).isEqualTo(12);
        assertThat(notes)
            .allSatisfy((file) -> assertThat(processes(file)).isEqualTo((concurrency == Concurrency.PROCESS) ? 1 : 4));
    }

    @ParameterizedTest
    @EnumSource(value = Concurrency.class, names = { "PROCESS", "PROCESS_PER_BATCH" })
    void s376_threeProducersMeetInWorkers(Concurrency concurrency) {
        String notes = notebook("notes");
        RunResult result = Workers.completed(Pipeline.named("s376")
            .producer("a", Scenario.numbers(11, 14), (o) -> o.to("aggregator"))
            .producer("b", Scenario.numbers(21, 24), (o) -> o.to("aggregator"))
            .producer("c", Scenario.numbers(31, 34), (o) -> o.to("aggregator"))
            .consumer("aggregator", (Integer id) -> Notebook.add(notes, id + " " + Workers.pid()),
                    (o) -> place(o, concurrency))
            .build());
        assertThat(numbers(notes)).containsExactlyInAnyOrderElementsOf(
                IntStream.of(10, 20, 30).boxed().flatMap((n) -> Scenario.numbers(n + 1, n + 4).stream()).toList());
        assertThat(
                numbers(notes).stream().collect(Collectors.groupingBy((n) -> n / 10, Collectors.counting())).values())
            .containsExactly(4L, 4L, 4L);
        assertThat(result.ledger().edges()).hasSize(3).allSatisfy((edge) -> assertThat(edge.received()).isEqualTo(4));
        if (concurrency == Concurrency.PROCESS_PER_BATCH) {
            assertThat(processes(notes)).isEqualTo(12);
        }
        else {
            assertThat(processes(notes)).isLessThanOrEqualTo(2);
        }
    }

    @Test
    void s378_whatWorkersGiveGoesToAWorkerAndToThreads() {
        String notes = notebook("a");
        List<Integer> threads = Scenario.collected();
        Workers.completed(Pipeline.named("s378")
            .producer("numbers", Scenario.numbers(1, 10))
            .processor("work", (Integer n) -> n, (o) -> o.concurrency(Concurrency.PROCESS, 2).to("a", "b"))
            .consumer("a", (Integer n) -> Notebook.add(notes, n + " " + Workers.pid()),
                    (o) -> o.concurrency(Concurrency.PROCESS, 1))
            .consumer("b", (Integer n) -> threads.add(n), (o) -> o.concurrency(Concurrency.THREAD, 2))
            .build());
        assertThat(numbers(notes)).containsExactlyInAnyOrderElementsOf(Scenario.numbers(1, 10));
        assertThat(processes(notes)).isOne();
        assertThat(threads).containsExactlyInAnyOrderElementsOf(Scenario.numbers(1, 10));
    }

    @Test
    void s380_aWorkerMixesNamedAndPlainOutputs() {
        List<Integer> x = Scenario.collected();
        List<Integer> y = Scenario.collected();
        RunResult result = Workers.completed(Pipeline.named("s380")
            .producer("numbers", Scenario.numbers(1, 10))
            .processor("mix", Integer.class, (Integer n, Output<Integer> output) -> {
                if (n <= 2) {
                    output.to("x").emit(n);
                }
                else {
                    output.emit(n);
                }
            }, (o) -> o.concurrency(Concurrency.PROCESS, 1).to("x", "y"))
            .consumer("x", x::add, (o) -> o.from("mix"))
            .consumer("y", y::add, (o) -> o.from("mix"))
            .build());
        assertThat(x).containsExactlyInAnyOrderElementsOf(Scenario.numbers(1, 10));
        assertThat(y).containsExactlyInAnyOrderElementsOf(Scenario.numbers(3, 10));
        assertThat(result.ledger().stage("mix").done()).isEqualTo(10);
    }

}
