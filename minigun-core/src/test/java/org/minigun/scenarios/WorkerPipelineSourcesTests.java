package org.minigun.scenarios;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.minigun.Concurrency;
import org.minigun.OnError;
import org.minigun.Output;
import org.minigun.Pipeline;
import org.minigun.PipelineBuilder;
import org.minigun.ProducerFunction;
import org.minigun.Run;
import org.minigun.RunResult;
import org.minigun.RunState;
import org.minigun.Setting;
import org.minigun.execution.Engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Pipelines in a worker that have items of their own besides those that they are sent.
 */
@Timeout(60)
class WorkerPipelineSourcesTests {

    private static final int ITEMS = 6_000;

    @TempDir
    private Path directory;

    @Test
    @Tag("long")
    void whatIsKeptOfItemsFromOutsideIsBoundedWhileAProducerInsideGoesOn() throws Exception {
        Path last = this.directory.resolve("last");
        String end = last.toString();
        AtomicInteger collected = new AtomicInteger();
        AtomicLong mostKept = new AtomicLong();
        CompletableFuture<Run> started = new CompletableFuture<>();
        try (Engine engine = Engine.create()) {
            Pipeline mixed = Pipeline.nested("mixed", Integer.class)
                .processor("enter", (Integer n) -> n)
                .producer("ticks", Integer.class, (Output<Integer> output) -> {
                    // Never at rest by itself.
                    for (int n = 1; n % 1000 != 0 || !Files.exists(Path.of(end)); n++) {
                        output.emit(-n);
                    }
                })
                .processor("work", (Integer n) -> (n > 0) ? n : null, (o) -> o.concurrency(Concurrency.THREAD, 2))
                .build();
            started
                .complete(engine.start(Pipeline.named("mixed-sources").producer("numbers", Integer.class, (output) -> {
                    for (int n = 1; n <= ITEMS; n++) {
                        output.emit(n);
                    }
                })
                    .pipeline(mixed, Integer.class,
                            (o) -> o.concurrency(Concurrency.PROCESS, 1).capacity(16).set(Setting.WINDOW, 8))
                    .consumer("collect", (Integer n) -> {
                        collected.incrementAndGet();
                        if (n % 100 == 0) {
                            long kept = n - started.join().statistics().stage("mixed/enter").done();
                            mostKept.accumulateAndGet(kept, Math::max);
                        }
                    })
                    .build()));
            await().atMost(Scenario.LONG).until(() -> collected.get() == ITEMS);
            Files.createFile(last);
            RunResult result = Scenario.end(started.join());
            assertThat(result.state()).isEqualTo(RunState.COMPLETED);
        }
        assertThat(mostKept.get()).isLessThan(ITEMS / 3);
    }

    @ParameterizedTest
    @EnumSource(value = Concurrency.class, names = { "PROCESS", "ISOLATE" })
    void aPauseHoldsProducersOutsideTheApplication(Concurrency concurrency) throws Exception {
        for (boolean nested : List.of(false, true)) {
            AtomicInteger collected = new AtomicInteger();
            try (Engine engine = Engine.create()) {
                Run run = engine.start(
                        endless(concurrency, nested).consumer("collect", (n) -> collected.incrementAndGet()).build());
                await().until(() -> collected.get() > 1000);
                run.pause();
                await().until(() -> run.statistics().stage("collect").inFlight() == 0);
                int before = collected.get();
                await().during(Duration.ofMillis(200)).until(() -> collected.get() <= before + 1);
                run.resume();
                await().until(() -> collected.get() > before + 5000);
                run.stop();
                assertThat(Scenario.end(run).state()).isEqualTo(RunState.STOPPED);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(value = Concurrency.class, names = { "PROCESS", "ISOLATE" })
    void whatGoesWrongInsideIsListedAndLoggedOnce(Concurrency concurrency) {
        try (Logged logged = new Logged()) {
            AtomicInteger collected = new AtomicInteger();
            Pipeline inner = Pipeline.nested("inner").producer("numbers", Integer.class, (Output<Integer> output) -> {
                Scenario.numbers(1, 10).forEach(output::emit);
                throw new IllegalStateException("no more");
            }, (o) -> o.onError(OnError.SKIP)).processor("some", (Integer n) -> {
                if (n == 5) {
                    throw new IllegalStateException("not 5");
                }
                return n;
            }, (o) -> o.onError(OnError.SKIP)).build();
            RunResult result = Topology.completed(Pipeline.named("wrong-inside")
                .pipeline(inner, Integer.class, (o) -> o.concurrency(concurrency, 1))
                .consumer("collect", (n) -> collected.incrementAndGet())
                .build());
            assertThat(collected).hasValue(9);
            assertThat(result.producerFailures()).singleElement().satisfies((failure) -> {
                assertThat(failure.producer()).isEqualTo("inner/numbers");
                assertThat(failure.cause()).isInstanceOf(IllegalStateException.class).hasMessage("no more");
            });
            assertThat(result.ledger().stage("inner/some").skipped()).isEqualTo(1);
            assertThat(logged.messages()).filteredOn((message) -> message.contains("skipped item 5")).hasSize(1);
            assertThat(logged.messages()).filteredOn((message) -> message.contains("has ended by an exception"))
                .hasSize(1);
        }
    }

    private static PipelineBuilder<Integer> endless(Concurrency concurrency, boolean nested) {
        ProducerFunction<Integer> endless = (output) -> {
            for (int n = 0; !output.isStopping(); n++) {
                output.emit(n);
            }
        };
        PipelineBuilder<Object> outer = Pipeline.named("paused");
        return nested
                ? outer.pipeline(Pipeline.nested("inner").producer("numbers", Integer.class, endless).build(),
                        Integer.class, (o) -> o.concurrency(concurrency, 1))
                : outer.producer("numbers", Integer.class, endless, (o) -> o.concurrency(concurrency, 1));
    }

}
