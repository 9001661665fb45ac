package org.minigun.scenarios;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.minigun.Concurrency;
import org.minigun.Output;
import org.minigun.Pipeline;
import org.minigun.PipelineBuilder;
import org.minigun.ProcessorFunction;
import org.minigun.RunResult;
import org.minigun.RunState;
import org.minigun.Setting;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The end of the objects of stages that run together in a worker.
 */
@Timeout(120)
class WorkerPipelineClosingTests {

    @TempDir
    private Path directory;

    /** Notes its end, and may fail at that. */
    static final class Noting implements ProcessorFunction<Integer, Integer>, Serializable, AutoCloseable {

        private static final long serialVersionUID = 1L;

        private final String notes;

        Noting(String notes) {
            this.notes = notes;
        }

        @Override
        public Integer process(Integer item) {
            return item;
        }

        @Override
        public void close() throws IOException {
            Notebook.add(this.notes, "closed in " + Workers.pid());
            throw new IOException("it was not closed well");
        }

    }

    @Test
    void theFunctionsOfAPipelineAreClosedInItsWorkerThoughOneFails() {
        String notes = this.directory.resolve("notes").toString();
        List<Long> pids = Scenario.collected();
        Workers.completed(Pipeline.named("noting")
            .producer("numbers", Scenario.numbers(1, 5))
            .pipeline(Pipeline.nested("inner", Integer.class)
                .processor("first", new Noting(notes))
                .processor("second", new Noting(notes))
                .processor("pid", (Integer n) -> Workers.pid())
                .build(), Long.class, (o) -> o.concurrency(Concurrency.PROCESS, 1))
            .consumer("collect", pids::add)
            .build());
        String closed = "closed in " + Workers.pids(pids, (pid) -> pid).iterator().next();
        assertThat(Notebook.lines(notes)).containsExactly(closed, closed);
    }

    @ParameterizedTest
    @Tag("long")
    @CsvSource({ "PROCESS, false", "PROCESS_PER_BATCH, false", "PROCESS, true" })
    void onesThatDoNotEndWhenTheyAreClosedHoldUpNoRun(Concurrency concurrency, boolean producing) {
        List<Integer> collected = Scenario.collected();
        try (Logged logged = new Logged()) {
            Workers.completed((producing ? withProducer(concurrency) : withoutProducer(concurrency))
                .consumer("collect", collected::add)
                .build());
            assertThat(collected).containsExactlyInAnyOrder(1, 2, 3, 4, 5);
            assertThat(logged.messages()).filteredOn((message) -> message.contains("did not close in time"))
                .singleElement()
                .asString()
                .contains("start-timeout (5.0 s)", "Endless.close");
        }
    }

    /**
     * What has ended in an earlier worker says nothing of one that does not even begin.
     */
    @ParameterizedTest
    @Tag("long")
    @CsvSource({ "PROCESS", "PROCESS_PER_BATCH" })
    void aStageEndsWhoseLaterWorkersNeverBegin(Concurrency concurrency) {
        String begun = this.directory.resolve("begun").toString();
        RunResult result = Scenario.run(Pipeline.named("later")
            .producer("numbers", Scenario.numbers(1, 50))
            .pipeline(Pipeline.nested("inner", Integer.class).processor("work", (Integer n) -> n).build(),
                    Integer.class,
                    (o) -> o.concurrency(concurrency, 1)
                        .batchSize(5)
                        .set(Setting.MAX_ITEMS, 5)
                        .set(Setting.START_TIMEOUT, Duration.ofSeconds(4))
                        .set(Setting.START_ATTEMPTS, 2))
            .afterFork((context) -> {
                Notebook.add(begun, "begun");
                if (Notebook.lines(begun).size() > 2) {
                    Thread.sleep(600_000);
                }
            })
            .consumer("collect", (n) -> {
            })
            .build());
        assertThat(result.state()).isEqualTo(RunState.FAILED);
    }

    private static PipelineBuilder<Integer> withoutProducer(Concurrency concurrency) {
        return Pipeline.named("endless")
            .producer("numbers", Scenario.numbers(1, 5))
            .pipeline(
                    Pipeline.nested("inner", Integer.class)
                        .processor("work", new WorkerInstanceTests.Endless())
                        .build(),
                    Integer.class,
                    (o) -> o.concurrency(concurrency, 1).set(Setting.START_TIMEOUT, Duration.ofSeconds(5)));
    }

    private static PipelineBuilder<Integer> withProducer(Concurrency concurrency) {
        return Pipeline.named("endless")
            .pipeline(Pipeline.nested("inner").producer("numbers", Integer.class, (Output<Integer> output) -> {
                for (int n = 1; n <= 5; n++) {
                    output.emit(n);
                }
            }).processor("work", new WorkerInstanceTests.Endless()).build(), Integer.class,
                    (o) -> o.concurrency(concurrency, 1).set(Setting.START_TIMEOUT, Duration.ofSeconds(5)));
    }

}
