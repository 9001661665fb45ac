package org.minigun.scenarios;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.minigun.Concurrency;
import org.minigun.Ledger.StageEntry;
import org.minigun.OnError;
import org.minigun.Output;
import org.minigun.Pipeline;
import org.minigun.RunResult;
import org.minigun.RunState;
import org.minigun.Setting;
import org.minigun.UnfinishedItem;
import org.minigun.process.ProducerDiedException;
import org.minigun.process.WorkerCrashException;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What becomes of the items of a pipeline in a worker when the worker dies, or the
 * pipeline fails.
 */
class WorkerPipelineDeathTests {

    @TempDir
    Path directory;

    record Marked(int value, long pid) {
    }

    static long pid() {
        return ProcessHandle.current().pid();
    }

    /** Ends the worker the first time only. */
    static void haltOnce(String mark) throws IOException {
        try {
            Files.createFile(Path.of(mark));
        }
        catch (FileAlreadyExistsException ex) {
            return;
        }
        Runtime.getRuntime().halt(7);
    }

    @Test
    void s396_itemsOfAPipelineWhoseWorkerDiesAreDeliveredAgain() {
        String mark = this.directory.resolve("mark").toString();
        String starts = this.directory.resolve("starts").toString();
        List<Marked> collected = Scenario.collected();
        RunResult result = Topology.completed(Pipeline.named("s396")
            .producer("numbers", Scenario.numbers(1, 10))
            .pipeline(Pipeline.nested("heavy", Integer.class)
                .processor("double", (Integer n) -> n * 2)
                .processor("halt", (Integer n) -> {
                    if (n == 8) {
                        haltOnce(mark);
                    }
                    return new Marked(n, pid());
                }, (o) -> o.concurrency(Concurrency.THREAD, 3))
                .build(), Marked.class,
                    (o) -> o.concurrency(Concurrency.PROCESS, 1)
                        .set(Setting.COMMAND_PREFIX, List.of("sh", "-c", "echo start >> \"$0\"; exec \"$@\"", starts)))
            .consumer("collect", collected::add)
            .build());
        assertThat(collected).extracting(Marked::value).containsExactlyInAnyOrder(2, 4, 6, 8, 10, 12, 14, 16, 18, 20);
        assertThat(Workers.pids(collected, Marked::pid)).hasSizeBetween(1, 2);
        assertThat(Notebook.lines(starts)).hasSize(2);
        assertThat(result.ledger().stage("heavy/double").done()).isEqualTo(10);
    }

    @Test
    @Tag("long")
    void anItemThatAlwaysKillsItsWorkerIsGivenUpOnAlone() {
        List<Integer> collected = Scenario.collected();
        RunResult result = Topology.completed(Pipeline.named("guilty")
            .producer("numbers", Scenario.numbers(1, 30))
            .pipeline(Pipeline.nested("heavy", Integer.class).processor("halt", (Integer n) -> {
                if (n == 14) {
                    Runtime.getRuntime().halt(7);
                }
                return n;
            }, (o) -> o.onError(OnError.DEAD_LETTER))
                .processor("same", (Integer n) -> n, (o) -> o.concurrency(Concurrency.THREAD, 2))
                .build(), Integer.class, (o) -> o.concurrency(Concurrency.PROCESS, 1).onError(OnError.DEAD_LETTER))
            .consumer("collect", collected::add)
            .build());
        assertThat(collected).hasSize(29).doesNotContain(14).doesNotHaveDuplicates();
        assertThat(result.deadLetters()).singleElement().satisfies((letter) -> {
            assertThat(letter.item()).isEqualTo(14);
            assertThat(letter.cause()).isInstanceOf(WorkerCrashException.class);
        });
    }

    @Test
    @Tag("long")
    void itemsThatAnAccumulatorHoldsAreNotBlamedForALaterOne() {
        List<Integer> collected = Scenario.collected();
        RunResult result = Topology.completed(Pipeline.named("held")
            .producer("numbers", Scenario.numbers(1, 25))
            .pipeline(Pipeline.nested("heavy", Integer.class).processor("halt", (Integer n) -> {
                if (n == 17) {
                    Runtime.getRuntime().halt(7);
                }
                return n;
            }, (o) -> o.onError(OnError.SKIP))
                .accumulator("batch", (o) -> o.maxSize(10))
                .processor("apart", Integer.class,
                        (List<Integer> batch, Output<Integer> output) -> batch.forEach(output::emit))
                .build(), Integer.class, (o) -> o.concurrency(Concurrency.PROCESS, 1).onError(OnError.SKIP))
            .consumer("collect", collected::add)
            .build());
        assertThat(collected).hasSize(24).doesNotContain(17).doesNotHaveDuplicates();
        assertThat(result.ledger().stage("heavy/halt").skipped()).isEqualTo(1);
    }

    @Test
    @Tag("long")
    void whatIsKeptForARedeliveryIsBoundedWhereAccumulatorsAreNeverEmptyAtOnce() {
        String mark = this.directory.resolve("late").toString();
        List<Integer> collected = Scenario.collected();
        RunResult result = Topology.completed(Pipeline.named("bounded")
            .producer("numbers", Scenario.numbers(1, 3000))
            .pipeline(Pipeline.nested("heavy", Integer.class)
                .accumulator("some", (o) -> o.maxSize(97).onError(OnError.DEAD_LETTER))
                .processor("apart", Integer.class, (List<Integer> batch, Output<Integer> output) -> {
                    if (batch.contains(2500)) {
                        haltOnce(mark);
                    }
                    batch.forEach(output::emit);
                })
                .accumulator("more", (o) -> o.maxSize(101).onError(OnError.DEAD_LETTER))
                .processor("apart again", Integer.class,
                        (List<Integer> batch, Output<Integer> output) -> batch.forEach(output::emit))
                .build(), Integer.class, (o) -> o.concurrency(Concurrency.PROCESS, 1).set(Setting.WINDOW, 8))
            .consumer("collect", collected::add)
            .build());
        long lost = result.ledger().stage("heavy/some").deadLettered()
                + result.ledger().stage("heavy/more").deadLettered();
        // Those that were committed while accumulators held them, and no others.
        assertThat(lost).isBetween(1L, 97L + 101L);
        assertThat(collected).hasSize((int) (3000 - lost)).doesNotHaveDuplicates();
        assertThat(result.deadLetters()).allSatisfy((letter) -> {
            assertThat(letter.item()).asString().contains("items that 'heavy/");
            assertThat(letter.cause()).isInstanceOf(WorkerCrashException.class);
        });
    }

    @Test
    void anErrorInsideThatFailsNamesStageAndItem() {
        RunResult result = Topology.failed(Pipeline.named("fails")
            .producer("numbers", Scenario.numbers(1, 50))
            .pipeline(Pipeline.nested("heavy", Integer.class)
                .processor("double", (Integer n) -> n * 2)
                .processor("some", (Integer n) -> {
                    if (n == 8) {
                        throw new IllegalStateException("not " + n);
                    }
                    return n;
                })
                .build(), Integer.class, (o) -> o.concurrency(Concurrency.PROCESS, 1))
            .consumer("collect", (n) -> {
            })
            .build());
        assertThat(result.failure().where()).isEqualTo("heavy/some");
        assertThat(result.failure().item()).isEqualTo(8);
        assertThat(result.cause()).isInstanceOf(IllegalStateException.class).hasMessage("not 8");
        StageEntry some = result.ledger().stage("heavy/some");
        assertThat(some.failed()).isEqualTo(1);
        assertThat(some.done()).isEqualTo(3);
        assertThat(result.ledger().stage("heavy/double").done()).isGreaterThanOrEqualTo(4);
    }

    @Test
    void whatAFailureInsideCutsOffIsListedWhereItWas() {
        RunResult result = Topology.failed(Pipeline.named("cut")
            .producer("numbers", Scenario.numbers(1, 50))
            .pipeline(Pipeline.nested("heavy", Integer.class)
                .processor("double", (Integer n) -> n * 2, (o) -> o.concurrency(Concurrency.THREAD, 2))
                .accumulator("batch", (o) -> o.maxSize(10))
                .processor("some", Integer.class, (List<Integer> batch, Output<Integer> output) -> {
                    throw new IllegalStateException("not " + batch.size());
                })
                .build(), Integer.class, (o) -> o.concurrency(Concurrency.PROCESS, 1))
            .consumer("collect", (n) -> {
            })
            .build());
        assertThat(result.failure().where()).isEqualTo("heavy/some");
        assertThat(result.ledger().stage("heavy/some").failed()).isEqualTo(1);
        assertThat(result.ledger().stage("heavy/batch").done()).isEqualTo(10);
        // What the accumulator had begun to gather, and what had not come so far.
        assertThat(result.unfinished())
            .hasSize((int) (result.ledger().stage("heavy/batch").unfinished()
                    + result.ledger().stage("heavy/double").unfinished()
                    + result.ledger().stage("heavy/some").unfinished()))
            .extracting(UnfinishedItem::item)
            .doesNotContainNull();
    }

    @Test
    @Tag("long")
    void itemsThatEnterAtSeveralStagesAreAccountedForAtEach() {
        for (int guilty : List.of(-1, 8)) {
            RunResult result = Scenario.run(Pipeline.named("beside")
                .producer("numbers", Scenario.numbers(1, 50))
                .pipeline(Pipeline.nested("heavy", Integer.class).consumer("watch", (Integer n) -> {
                    if (n == guilty) {
                        Runtime.getRuntime().halt(7);
                    }
                }, (o) -> o.onError(OnError.SKIP)).processor("some", (Integer n) -> {
                    if (guilty < 0 && n == 8) {
                        throw new IllegalStateException("not " + n);
                    }
                    return n;
                }).build(), Integer.class, (o) -> o.concurrency(Concurrency.PROCESS, 1))
                .consumer("collect", (n) -> {
                })
                .build());
            assertThat(result.state()).isEqualTo((guilty < 0) ? RunState.FAILED : RunState.COMPLETED);
        }
    }

    @Test
    @Tag("long")
    void batchesWhoseWorkerDiesLoseTheGuiltyItemOnly() {
        List<Integer> collected = Scenario.collected();
        RunResult result = Topology.completed(Pipeline.named("batches")
            .producer("numbers", Scenario.numbers(1, 12))
            .pipeline(Pipeline.nested("heavy", Integer.class).processor("halt", (Integer n) -> {
                if (n == 3) {
                    Runtime.getRuntime().halt(7);
                }
                return n;
            }, (o) -> o.onError(OnError.DEAD_LETTER)).build(), Integer.class,
                    (o) -> o.concurrency(Concurrency.PROCESS_PER_BATCH, 2).batchSize(4).onError(OnError.DEAD_LETTER))
            .consumer("collect", collected::add)
            .build());
        assertThat(collected).hasSize(11).doesNotContain(3).doesNotHaveDuplicates();
        assertThat(result.deadLetters()).singleElement().satisfies((letter) -> assertThat(letter.item()).isEqualTo(3));
    }

    @Test
    void aPipelineWithAProducerOfItsOwnRunsInAWorker() {
        List<Marked> collected = Scenario.collected();
        RunResult result = Topology.completed(Pipeline.named("source")
            .pipeline(Pipeline.nested("inner").producer("numbers", Integer.class, (Output<Integer> output) -> {
                for (int i = 0; i < 5000; i++) {
                    output.emit(i);
                }
            }).processor("mark", (Integer n) -> new Marked(n, pid())).build(), Marked.class,
                    (o) -> o.concurrency(Concurrency.PROCESS, 1))
            .consumer("collect", collected::add)
            .build());
        assertThat(collected).hasSize(5000).doesNotHaveDuplicates();
        assertThat(collected).extracting(Marked::pid).doesNotContain(pid());
        assertThat(result.ledger().stage("inner/mark").done()).isEqualTo(5000);
    }

    @Test
    void theDeathOfAPipelineWithAProducerFailsTheRun() {
        RunResult result = Scenario.run(Pipeline.named("dies")
            .pipeline(Pipeline.nested("inner").producer("numbers", Integer.class, (Output<Integer> output) -> {
                for (int i = 0; i < 5000; i++) {
                    output.emit(i);
                }
            }).processor("halt", (Integer n) -> {
                if (n == 3000) {
                    Runtime.getRuntime().halt(7);
                }
                return n;
            }).build(), Integer.class, (o) -> o.concurrency(Concurrency.PROCESS, 1))
            .consumer("collect", (n) -> {
            })
            .build());
        assertThat(result.state()).isEqualTo(RunState.FAILED);
        assertThat(result.cause()).isInstanceOf(ProducerDiedException.class);
    }

}
