package org.minigun.scenarios;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.minigun.Affinity;
import org.minigun.Concurrency;
import org.minigun.Ledger.StageEntry;
import org.minigun.OnError;
import org.minigun.Output;
import org.minigun.Pipeline;
import org.minigun.Run;
import org.minigun.RunResult;
import org.minigun.RunState;
import org.minigun.execution.Engine;
import org.minigun.graph.InvalidPipelineException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Stages that run together in an isolate: a nested pipeline, and stages that are
 * colocated.
 */
@Timeout(120)
class IsolatePipelineTests {

    private static final AtomicInteger calls = new AtomicInteger();

    /** An item that was worked on, and over whose classes. */
    record Marked(int value, int call, String loader) {
    }

    static Marked mark(int value) {
        return new Marked(value, calls.incrementAndGet(), String.valueOf(IsolatePipelineTests.class.getClassLoader()));
    }

    @Test
    void aPipelineRunsInEachIsolateOverItsOwnClasses() {
        List<Marked> collected = Scenario.collected();
        RunResult result = Topology.completed(Pipeline.named("whole")
            .producer("numbers", Scenario.numbers(1, 2000))
            .pipeline(Pipeline.nested("inner", Integer.class)
                .processor("double", (Integer n) -> n * 2)
                .processor("mark", (Integer n) -> mark(n), (o) -> o.concurrency(Concurrency.THREAD, 2))
                .build(), Marked.class, (o) -> o.concurrency(Concurrency.ISOLATE, 2))
            .consumer("collect", collected::add)
            .build());
        assertThat(collected).hasSize(2000).extracting(Marked::value).doesNotHaveDuplicates();
        Set<String> loaders = new HashSet<>(collected.stream().map(Marked::loader).toList());
        assertThat(loaders).hasSizeBetween(1, 2)
            .doesNotContain(String.valueOf(IsolatePipelineTests.class.getClassLoader()));
        assertThat(calls).hasValue(0);
        assertThat(result.ledger().stage("inner/double").done()).isEqualTo(2000);
        assertThat(result.ledger().edge("inner/double", "inner/mark").received()).isEqualTo(2000);
    }

    @Test
    void batchesRoutesAndErrorsInsideAreAccountedForAtTheirStages() {
        List<Integer> collected = Scenario.collected();
        RunResult result = Topology.completed(Pipeline.named("accounts")
            .producer("numbers", Scenario.numbers(1, 105))
            .pipeline(Pipeline.nested("inner", Integer.class).processor("some", (Integer n) -> {
                if (n % 35 == 0) {
                    throw new IllegalStateException("not " + n);
                }
                return n;
            }, (o) -> o.onError(OnError.SKIP))
                .accumulator("batch", (o) -> o.maxSize(10))
                .processor("apart", Integer.class, (List<Integer> batch, Output<Integer> output) -> {
                    if (batch.contains(1)) {
                        throw new IllegalArgumentException("none of these");
                    }
                    batch.forEach(output::emit);
                }, (o) -> o.onError(OnError.DEAD_LETTER))
                .build(), Integer.class, (o) -> o.concurrency(Concurrency.ISOLATE, 1))
            .consumer("collect", collected::add)
            .build());
        assertThat(collected).hasSize(92).doesNotHaveDuplicates();
        assertThat(result.ledger().stage("inner/some").skipped()).isEqualTo(3);
        assertThat(result.deadLetters()).singleElement().satisfies((letter) -> {
            assertThat(letter.stage()).isEqualTo("inner/apart");
            assertThat(letter.cause()).hasMessage("none of these");
        });
    }

    @Test
    void anErrorInsideThatFailsNamesStageAndItem() {
        RunResult result = Topology.failed(Pipeline.named("fails")
            .producer("numbers", Scenario.numbers(1, 500))
            .pipeline(Pipeline.nested("inner", Integer.class)
                .processor("double", (Integer n) -> n * 2)
                .processor("some", (Integer n) -> {
                    if (n == 8) {
                        throw new IllegalStateException("not " + n);
                    }
                    return n;
                }, (o) -> o.concurrency(Concurrency.THREAD, 2))
                .build(), Integer.class, (o) -> o.concurrency(Concurrency.ISOLATE, 2))
            .consumer("collect", (n) -> {
            })
            .build());
        assertThat(result.failure().where()).isEqualTo("inner/some");
        assertThat(result.failure().item()).isEqualTo(8);
        assertThat(result.cause()).isInstanceOf(IllegalStateException.class).hasMessage("not 8");
        StageEntry some = result.ledger().stage("inner/some");
        assertThat(some.failed()).isEqualTo(1);
    }

    @Test
    void colocatedStagesShareTheIsolateOfTheirSource() {
        List<Marked> collected = Scenario.collected();
        Topology.completed(Pipeline.named("shared")
            .producer("numbers", Scenario.numbers(1, 100))
            .processor("first", (Integer n) -> mark(n), (o) -> o.concurrency(Concurrency.ISOLATE, 1))
            .processor("second", (Marked m) -> mark(m.call()), (o) -> o.affinity(Affinity.COLOCATED))
            .consumer("collect", collected::add)
            .build());
        // The statics of one isolate have counted the calls of both.
        assertThat(collected).hasSize(100).extracting(Marked::call).contains(200).doesNotHaveDuplicates();
        assertThat(calls).hasValue(0);
    }

    @Test
    void aPipelineWithAProducerOfItsOwnStopsWhenItIsAskedTo() throws Exception {
        AtomicInteger seen = new AtomicInteger();
        try (Engine engine = Engine.create()) {
            Run run = engine.start(Pipeline.named("source")
                .pipeline(Pipeline.nested("inner").producer("numbers", Integer.class, (Output<Integer> output) -> {
                    for (int i = 0; !output.isStopping(); i++) {
                        output.emit(i);
                    }
                }).processor("same", (Integer n) -> n).build(), Integer.class,
                        (o) -> o.concurrency(Concurrency.ISOLATE, 1))
                .consumer("collect", (n) -> seen.incrementAndGet())
                .build());
            Awaitility.await().until(() -> seen.get() > 1000);
            run.stop();
            RunResult result = Scenario.end(run);
            assertThat(result.state()).isEqualTo(RunState.STOPPED);
            assertThat(result.ledger().stage("inner/same").done()).isEqualTo(seen.get());
        }
    }

    @Test
    void cancelEndsAPipelineInAnIsolateAndAccountsForAll() {
        AtomicReference<Run> running = new AtomicReference<>();
        AtomicInteger seen = new AtomicInteger();
        try (Engine engine = Engine.create()) {
            running.set(engine.start(Pipeline.named("cancelled")
                .producer("numbers", Scenario.numbers(1, 1_000_000))
                .pipeline(Pipeline.nested("inner", Integer.class)
                    .processor("same", (Integer n) -> n, (o) -> o.concurrency(Concurrency.THREAD, 2))
                    .accumulator("batch", (o) -> o.maxSize(7))
                    .processor("size", (List<Integer> batch) -> batch.size())
                    .build(), Integer.class, (o) -> o.concurrency(Concurrency.ISOLATE, 2))
                .consumer("collect", (size) -> seen.incrementAndGet())
                .build()));
            Awaitility.await().until(() -> seen.get() > 100);
            running.get().cancel();
            RunResult result = Scenario.end(running.get());
            assertThat(result.state()).isEqualTo(RunState.CANCELLED);
            assertThat(result.ledger().violations()).isEmpty();
        }
    }

    @Test
    void workersAndFurtherIsolatesInsideAreRefusedWithTheRemedies() {
        Pipeline pipeline = Pipeline.named("outer")
            .producer("numbers", Scenario.numbers(1, 3))
            .pipeline(Pipeline.nested("inner", Integer.class)
                .processor("twice", (Integer n) -> n * 2, (o) -> o.concurrency(Concurrency.PROCESS, 1))
                .build(), Integer.class, (o) -> o.concurrency(Concurrency.ISOLATE, 2))
            .consumer("collect", (n) -> {
            })
            .build();
        assertThatExceptionOfType(InvalidPipelineException.class).isThrownBy(() -> Scenario.run(pipeline))
            .withMessageContaining("'inner/twice'")
            .withMessageContaining("the pipeline on PROCESS");
    }

    private static final String LOADERS = "minigun.test.pipeline.loaders";

    @SuppressWarnings("unchecked")
    private static Set<WeakReference<ClassLoader>> loaders() {
        return (Set<WeakReference<ClassLoader>>) System.getProperties().get(LOADERS);
    }

    @Test
    void classesOfAPipelineAreUnloadedAfterItsRuns() {
        System.getProperties().put(LOADERS, ConcurrentHashMap.newKeySet());
        try (Engine engine = Engine.create()) {
            for (int i = 0; i < 3; i++) {
                Scenario.end(engine.start(Pipeline.named("unloaded")
                    .producer("numbers", Scenario.numbers(1, 2000))
                    .pipeline(Pipeline.nested("inner", Integer.class).processor("load", (Integer n) -> {
                        if (n == 1) {
                            loaders().add(new WeakReference<>(Marked.class.getClassLoader()));
                        }
                        if (n == 100) {
                            throw new IllegalStateException("thrown and told");
                        }
                        return new Marked(n, 0, "");
                    }, (o) -> o.concurrency(Concurrency.THREAD, 2).onError(OnError.DEAD_LETTER))
                        .accumulator("batch", (o) -> o.maxSize(7).maxWait(Duration.ofSeconds(1)))
                        .processor("apart", Marked.class,
                                (List<Marked> batch, Output<Marked> output) -> batch.forEach(output::emit))
                        .build(), Marked.class, (o) -> o.concurrency(Concurrency.ISOLATE, 2))
                    .consumer("collect", (Marked marked) -> {
                    })
                    .build()));
            }
            assertThat(loaders()).hasSize(3);
            Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> {
                System.gc();
                return loaders().stream().allMatch((one) -> one.get() == null);
            });
        }
        finally {
            System.getProperties().remove(LOADERS);
        }
    }

}
