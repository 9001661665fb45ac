package org.minigun.scenarios;

import java.io.Serializable;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.minigun.Concurrency;
import org.minigun.Pipeline;
import org.minigun.ProcessorFunction;
import org.minigun.RunResult;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a placement in workers that a task gives as a whole means for its stages. With
 * real child JVMs.
 */
class WorkerDefaultsTests {

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

    /** Adds up what its field holds, where it runs. */
    static final class Summing implements ProcessorFunction<Integer, Saved>, Serializable {

        private static final long serialVersionUID = 1L;

        private final int[] numbers = IntStream.range(0, 100).map((n) -> n * 2).toArray();

        @Override
        public Saved process(Integer item) {
            return new Saved(item, IntStream.of(this.numbers).sum(), Workers.pid());
        }

    }

    @Test
    void s425_aPlacementOfTheTaskPutsProcessorsAndConsumersIntoWorkers() {
        String sums = this.directory.resolve("notes").toString();
        Workers.completed(Pipeline.named("s425")
            .options((o) -> o.concurrency(Concurrency.PROCESS).poolSize(2))
            .producer("numbers", Scenario.numbers(0, 4))
            .processor("sum", new Summing())
            .consumer("save", (Saved item) -> Notebook.add(sums, item + " " + Workers.pid()))
            .build());
        assertThat(Notebook.lines(sums)).hasSize(5);
        List<Saved> summed = Notebook.lines(sums).stream().map(Saved::of).toList();
        assertThat(summed).extracting(Saved::id).containsExactlyInAnyOrder(0, 1, 2, 3, 4);
        assertThat(summed).extracting(Saved::value).containsOnly(9900);
        assertThat(Workers.pids(summed, Saved::pid)).hasSizeBetween(1, 2);
        assertThat(Workers.pids(Notebook.lines(sums), (line) -> Long.parseLong(line.split(" ")[3]))).hasSizeBetween(1,
                2);
        String squares = this.directory.resolve("squares").toString();
        Workers.completed(Pipeline.named("s425")
            .options((o) -> o.concurrency(Concurrency.PROCESS).poolSize(2))
            .producer("records", Saved.class, (output) -> {
                for (int id = 0; id < 5; id++) {
                    output.emit(new Saved(id, id * 10, Workers.pid()));
                }
            })
            .processor("square",
                    (Saved item) -> (item.pid() != Workers.pid())
                            ? new Saved(item.id(), item.value() * item.value(), Workers.pid()) : null)
            .consumer("save", (Saved item) -> Notebook.add(squares, item))
            .build());
        List<Saved> squared = Notebook.lines(squares).stream().map(Saved::of).toList();
        assertThat(squared).extracting(Saved::value).containsExactlyInAnyOrder(0, 100, 400, 900, 1600);
        assertThat(squared).allSatisfy((item) -> assertThat(item.value()).isEqualTo(item.id() * item.id() * 100));
        assertThat(Workers.pids(squared, Saved::pid)).hasSizeBetween(1, 2);
    }

    @Test
    void s460_anAccumulatorStaysInTheApplicationWhateverTheTaskSays() {
        String notes = this.directory.resolve("notes").toString();
        List<Long> pids = Scenario.collected();
        List<Long> workers = Scenario.collected();
        RunResult result = Workers.completed(Pipeline.named("s460")
            .options((o) -> o.concurrency(Concurrency.PROCESS))
            .producer("numbers", Scenario.numbers(1, 25))
            .processor("work", (Integer n) -> new Saved(n, 0, Workers.pid()),
                    (o) -> o.concurrency(Concurrency.PROCESS, 2))
            .accumulator("gather", (List<Saved> batch) -> {
                pids.add(Workers.pid());
                batch.forEach((item) -> workers.add(item.pid()));
                return batch;
            }, (o) -> o.maxSize(10))
            .consumer("save", (List<Saved> batch) -> Notebook.add(notes, batch.size() + " " + Workers.pid()))
            .build());
        assertThat(pids).hasSize(3).containsOnly(Workers.OWN_PID);
        assertThat(Workers.pids(workers, Function.identity())).hasSizeBetween(1, 2);
        assertThat(Notebook.lines(notes)).extracting((line) -> line.split(" ")[0])
            .containsExactlyInAnyOrder("10", "10", "5");
        assertThat(Workers.pids(Notebook.lines(notes), (line) -> Long.parseLong(line.split(" ")[1]))).isNotEmpty();
        assertThat(result.ledger().stage("gather").received()).isEqualTo(25);
    }

}
