package org.minigun.scenarios;

import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import org.minigun.Concurrency;
import org.minigun.OnError;
import org.minigun.Output;
import org.minigun.Pipeline;
import org.minigun.ProducerFunction;
import org.minigun.Run;
import org.minigun.RunResult;
import org.minigun.RunState;
import org.minigun.execution.Engine;
import org.minigun.process.ProducerDiedException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The rows of "Producers in workers". With real child JVMs.
 */
class WorkerProducerTests {

    private static final long OWN_PID = ProcessHandle.current().pid();

    record Marked(int value, long pid) {
    }

    /** Emits numbers from the process that it runs in. */
    record Numbers(int first, int last) implements ProducerFunction<Marked> {

        @Override
        public void produce(Output<Marked> output) {
            for (int n = this.first; n <= this.last; n++) {
                output.emit(new Marked(n, ProcessHandle.current().pid()));
            }
        }

    }

    @Test
    void s383_aProducerRunsOnceInAWorker() {
        List<Marked> collected = Scenario.collected();
        Topology.completed(Pipeline.named("s383")
            .producer("numbers", Marked.class, new Numbers(1, 10), (o) -> o.concurrency(Concurrency.PROCESS))
            .consumer("collect", collected::add)
            .build());
        assertThat(collected).extracting(Marked::value).containsExactlyElementsOf(Scenario.numbers(1, 10));
        assertThat(collected.stream().map(Marked::pid).distinct()).hasSize(1).doesNotContain(OWN_PID);
    }

    @Test
    void s384_twoProducersInTwoWorkers() {
        List<Marked> collected = Scenario.collected();
        Topology.completed(Pipeline.named("s384")
            .producer("a", Marked.class, new Numbers(1, 4), (o) -> o.concurrency(Concurrency.PROCESS).to("collect"))
            .producer("b", Marked.class, new Numbers(11, 14), (o) -> o.concurrency(Concurrency.PROCESS).to("collect"))
            .consumer("collect", collected::add)
            .build());
        assertThat(collected).extracting(Marked::value).containsExactlyInAnyOrder(1, 2, 3, 4, 11, 12, 13, 14);
        assertThat(collected.stream().map(Marked::pid).distinct()).hasSize(2);
    }

    @Test
    void s385_aProducerInAWorkerIsHeldBack() {
        AtomicInteger collected = new AtomicInteger();
        Topology.completed(Pipeline.named("s385")
            .producer("numbers", Marked.class, new Numbers(1, 1000), (o) -> o.concurrency(Concurrency.PROCESS))
            .consumer("collect", (marked) -> {
                Thread.sleep(0, 100_000);
                collected.incrementAndGet();
            }, (o) -> o.capacity(4))
            .build());
        assertThat(collected).hasValue(1000);
    }

    @Test
    void s386_whatAProducerEmittedBeforeItThrewStays() {
        RunResult failed = threeAndThrow(OnError.FAIL);
        assertThat(failed.state()).isEqualTo(RunState.FAILED);
        assertThat(String.valueOf(failed.failure())).contains("no more");
        RunResult skipped = threeAndThrow(OnError.SKIP);
        assertThat(skipped.state()).isEqualTo(RunState.COMPLETED);
        assertThat(skipped.producerFailures()).hasSize(1);
        assertThat(skipped.ledger().stage("collect").done()).isEqualTo(3);
    }

    private static RunResult threeAndThrow(OnError onError) {
        return Scenario.run(Pipeline.named("s386").producer("numbers", Integer.class, (output) -> {
            for (int n = 1; n <= 3; n++) {
                output.emit(n);
            }
            throw new IllegalStateException("no more");
        }, (o) -> o.concurrency(Concurrency.PROCESS).onError(onError)).consumer("collect", (n) -> {
        }).build());
    }

    @Test
    void s387_aProducerInAWorkerStops() throws Exception {
        AtomicInteger collected = new AtomicInteger();
        try (Engine engine = Engine.create()) {
            Run run = engine.start(Pipeline.named("s387").producer("endless", Integer.class, (output) -> {
                for (int n = 0; true; n++) {
                    output.emit(n);
                }
            }, (o) -> o.concurrency(Concurrency.PROCESS))
                .consumer("collect", (n) -> collected.incrementAndGet())
                .build());
            await().atMost(Duration.ofSeconds(20)).until(() -> collected.get() > 100);
            long start = System.nanoTime();
            RunResult result = run.stop(Duration.ofSeconds(20));
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
            assertThat(result.state()).isEqualTo(RunState.STOPPED);
            Scenario.assertHolds(result);
        }
    }

    @Test
    void s473_theDeathOfAProducersWorkerFailsTheRunWhateverIsSaid() {
        RunResult result = Scenario.run(Pipeline.named("s473").producer("numbers", Integer.class, (output) -> {
            for (int n = 1; n <= 3; n++) {
                output.emit(n);
            }
            Runtime.getRuntime().halt(4);
        }, (o) -> o.concurrency(Concurrency.PROCESS).onError(OnError.SKIP)).consumer("collect", (n) -> {
        }).build());
        assertThat(result.state()).isEqualTo(RunState.FAILED);
        assertThat(java.util.Objects.requireNonNull(result.failure()).cause()).isInstanceOf(ProducerDiedException.class)
            .hasMessageContaining("code 4")
            .hasMessageContaining("3 items");
        assertThat(result.ledger().stage("collect").received()).isEqualTo(3);
    }

    @Test
    void cancellingKillsAWorkerThatIgnoresInterrupts() throws Exception {
        try (Engine engine = Engine.create()) {
            AtomicInteger begun = new AtomicInteger();
            Run run = engine.start(Pipeline.named("stubborn").producer("numbers", Integer.class, (output) -> {
                for (int n = 0; n < 100; n++) {
                    output.emit(n);
                    begun.incrementAndGet();
                }
            }).processor("spin", (Integer n) -> {
                while (n >= 0) {
                    Thread.onSpinWait();
                }
                return n;
            }, (o) -> o.concurrency(Concurrency.PROCESS, 2)).consumer("collect", (n) -> {
            }).build());
            await().atMost(Duration.ofSeconds(20)).until(() -> begun.get() == 100);
            long start = System.nanoTime();
            run.cancel();
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
            RunResult result = run.await();
            assertThat(result.state()).isEqualTo(RunState.CANCELLED);
            assertThat(result.stuckThreads()).isEmpty();
            Scenario.assertHolds(result);
        }
    }

    /** Takes its worker with it once it has emitted all. */
    static final class Fleeting implements ProducerFunction<Integer>, Serializable, AutoCloseable {

        private static final long serialVersionUID = 1L;

        @Override
        public void produce(Output<Integer> output) {
            for (int n = 1; n <= 10; n++) {
                output.emit(n);
            }
        }

        @Override
        public void close() {
            Runtime.getRuntime().halt(5);
        }

    }

    @Test
    void aProducerThatHasEndedIsNotUndoneByTheDeathOfItsWorker() {
        List<Integer> collected = Scenario.collected();
        Workers.completed(Pipeline.named("fleeting")
            .producer("numbers", Integer.class, new Fleeting(), (o) -> o.concurrency(Concurrency.PROCESS, 1))
            .consumer("collect", collected::add)
            .build());
        assertThat(collected).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
    }

}
