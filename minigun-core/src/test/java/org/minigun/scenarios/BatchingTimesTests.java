package org.minigun.scenarios;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.minigun.Concurrency;
import org.minigun.Output;
import org.minigun.Pipeline;
import org.minigun.Run;
import org.minigun.RunResult;
import org.minigun.RunState;
import org.minigun.execution.Engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The rows of "Batching" that are about when a batch goes on.
 */
class BatchingTimesTests {

    /** How much later than meant a thread may run on a loaded machine. */
    private static final long LATE = 500;

    @Test
    void s140_bySizeAndByTime() {
        List<Batch> batches = Scenario.collected();
        Scenario.run(Pipeline.named("s140").producer("generate", Timed.class, (out) -> {
            for (int i = 0; i < 20; i++) {
                out.emit(Timed.now(i));
                Thread.sleep(50);
            }
        })
            .accumulator("batch", Batch::now, (o) -> o.maxSize(5).maxWait(Duration.ofMillis(300)))
            .consumer("collect", batches::add)
            .build());
        assertThat(batches).hasSizeGreaterThanOrEqualTo(2);
        assertThat(batches).allSatisfy((batch) -> {
            assertThat(batch.items()).hasSizeLessThanOrEqualTo(5);
            assertThat(batch.waited()).isLessThan(300 + LATE);
        });
        assertThat(numbers(batches)).isEqualTo(Scenario.numbers(0, 19));
    }

    @Test
    void s141_batchGoesOnDuringSilence() {
        List<Batch> batches = Scenario.collected();
        Scenario.run(Pipeline.named("s141").producer("generate", Timed.class, (out) -> {
            emit(out, 1, 2, 3);
            Thread.sleep(2000);
            emit(out, 4);
        })
            .accumulator("batch", (o) -> o.maxSize(100).maxWait(Duration.ofMillis(200)))
            .consumer("collect", (batch) -> batches.add(Batch.now(batch)))
            .build());
        assertThat(batches).extracting(Batch::numbers).containsExactly(List.of(1, 2, 3), List.of(4));
        assertThat(batches.get(0).waited()).isBetween(200L, 500L + LATE);
    }

    @Test
    void interruptThatABatchLeavesBehindDoesNotReachTheNextOne() {
        List<Integer> batched = Scenario.collected();
        Scenario.run(Pipeline.named("interrupted").producer("generate", Integer.class, (out) -> {
            for (int i = 1; i <= 3; i++) {
                int emitted = i;
                out.emit(i);
                await().until(() -> batched.size() == emitted);
            }
        }).accumulator("batch", (List<Integer> items) -> {
            // Fails if the thread is interrupted.
            Thread.sleep(1);
            batched.addAll(items);
            Thread.currentThread().interrupt();
            return items;
        }, (o) -> o.maxSize(100).maxWait(Duration.ofMillis(1))).consumer("end", (items) -> {
        }).build());
        assertThat(batched).containsExactly(1, 2, 3);
    }

    @Test
    void s142_timeCountsFromTheFirstItem() {
        List<Batch> batches = Scenario.collected();
        Scenario.run(Pipeline.named("s142").producer("generate", Timed.class, (out) -> {
            for (int i = 1; i <= 12; i++) {
                emit(out, i);
                Thread.sleep(150);
            }
        })
            .accumulator("batch", Batch::now, (o) -> o.maxWait(Duration.ofMillis(400)))
            .consumer("collect", batches::add)
            .build());
        assertThat(numbers(batches)).isEqualTo(Scenario.numbers(1, 12));
        assertThat(batches).hasSizeBetween(4, 6);
        assertThat(batches.subList(0, batches.size() - 1))
            .allSatisfy((batch) -> assertThat(batch.waited()).isBetween(399L, 400 + LATE));
    }

    @Test
    @Tag("long")
    void s158_slowConsumerHoldsTheProducer() {
        AtomicInteger produced = new AtomicInteger();
        AtomicInteger consumed = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        RunResult result = Scenario.run(Pipeline.named("s158").producer("generate", Integer.class, (out) -> {
            for (int i = 0; i < 1000; i++) {
                produced.set(i + 1);
                out.emit(i);
            }
        }).accumulator("batch", (o) -> o.maxSize(10)).consumer("save", (batch) -> {
            Thread.sleep(50);
            most.accumulateAndGet(produced.get() - consumed.get(), Math::max);
            consumed.addAndGet(batch.size());
        }, (o) -> o.capacity(2)).build());
        assertThat(consumed).hasValue(1000);
        // 10 in work, 2 batches of 10 in the channel, 10 in hand; none is added to those
        // in hand while they wait, but for the one whose emit waits.
        assertThat(most.get()).isBetween(20, 40 + 1);
        assertThat(result.duration()).isGreaterThan(Duration.ofMillis(100 * 50));
    }

    @RepeatedTest(3)
    void s159_stopFlushesWhatIsHeld() {
        stopFlushesWhatIsHeld();
    }

    @Tag("long")
    @RepeatedTest(100)
    void s159_stopFlushesWhatIsHeldManyTimes() {
        stopFlushesWhatIsHeld();
    }

    private static void stopFlushesWhatIsHeld() {
        List<List<Integer>> batches = Scenario.collected();
        try (Engine engine = Engine.create()) {
            Run run = engine.start(Pipeline.named("s159").producer("generate", Integer.class, (out) -> {
                for (int i = 0; i < 17; i++) {
                    out.emit(i);
                }
                while (!out.isStopping()) {
                    Thread.onSpinWait();
                }
                out.emit(17);
            }).accumulator("batch", (o) -> o.maxSize(10)).consumer("collect", batches::add).build());
            await().until(() -> run.statistics().stage("batch").received() == 17);
            run.stop();
            RunResult result = Scenario.end(run);
            assertThat(result.state()).isEqualTo(RunState.STOPPED);
            assertThat(batches).containsExactly(Scenario.numbers(0, 9), Scenario.numbers(10, 16));
            assertThat(result.unfinished()).isEmpty();
            assertThat(result.producerFailures()).isEmpty();
        }
    }

    @RepeatedTest(3)
    void s159_stopOfAnEndlessProducerLosesNothing() {
        List<List<Integer>> batches = Scenario.collected();
        try (Engine engine = Engine.create()) {
            Run run = engine.start(Pipeline.named("s159-endless")
                .producer("generate", (Iterable<Integer>) () -> Stream.iterate(0, (n) -> n + 1).iterator())
                .accumulator("batch", (o) -> o.maxSize(10))
                .consumer("collect", batches::add)
                .build());
            await().until(() -> run.statistics().stage("collect").done() > 100);
            run.stop();
            RunResult result = Scenario.end(run);
            assertThat(result.state()).isEqualTo(RunState.STOPPED);
            int emitted = Math.toIntExact(result.statistics().emitted());
            assertThat(batches.stream().flatMap(List::stream)).isEqualTo(Scenario.numbers(0, emitted - 1));
            assertThat(batches.subList(0, batches.size() - 1)).extracting(List::size).containsOnly(10);
        }
    }

    @Test
    void s156_hookAfterAnAccumulatorSeesItsLastBatchGone() {
        List<Long> seen = Scenario.collected();
        List<List<Integer>> batches = Scenario.collected();
        RunResult result = Scenario.run(Pipeline.named("s156")
            .producer("generate", Scenario.numbers(1, 5))
            .accumulator("batch",
                    (o) -> o.maxSize(2).after((run) -> seen.add(run.statistics().stage("batch").emitted())))
            .consumer("collect", batches::add)
            .build());
        assertThat(result.state()).isEqualTo(RunState.COMPLETED);
        assertThat(seen).containsExactly(3L);
        assertThat(batches).containsExactly(List.of(1, 2), List.of(3, 4), List.of(5));
    }

    @RepeatedTest(5)
    void s156_hookAfterAnAccumulatorThatThrowsHoldsNothingBack() {
        IllegalStateException thrown = new IllegalStateException("after the batches");
        AtomicBoolean sawRemainder = new AtomicBoolean();
        RunResult result = Scenario.run(Pipeline.named("s156-throws")
            .producer("generate", Scenario.numbers(1, 5))
            .accumulator("batch", (o) -> o.maxSize(2).after((run) -> {
                throw thrown;
            }))
            .consumer("collect", (batch) -> {
                if (batch.size() == 1) {
                    sawRemainder.set(true);
                }
            })
            .build());
        assertThat(result.state()).isEqualTo(RunState.FAILED);
        assertThat(result.cause()).isSameAs(thrown);
        assertThat(result.ledger().stage("batch").done()).isEqualTo(5);
        assertThat(result.ledger().edge("batch", "collect").routed()).isEqualTo(3);
        assertThat(result.ledger().stage("collect").received()).isEqualTo(3);
        assertThat(result.ledger().stage("collect").done() == 3).isEqualTo(sawRemainder.get());
    }

    @Test
    void s459_onTheCallingThreadThereIsNoTimer() {
        List<Batch> batches = Scenario.collected();
        long[] third = new long[1];
        long[] end = new long[1];
        Thread caller = Thread.currentThread();
        List<Thread> threads = Scenario.collected();
        Scenario.run(Pipeline.named("s459").producer("generate", Timed.class, (out) -> {
            emit(out, 1);
            Thread.sleep(50);
            emit(out, 2);
            Thread.sleep(250);
            third[0] = System.nanoTime();
            emit(out, 3);
            Thread.sleep(1000);
            end[0] = System.nanoTime();
        }).accumulator("batch", (o) -> o.maxSize(100).maxWait(Duration.ofMillis(200))).consumer("collect", (batch) -> {
            threads.add(Thread.currentThread());
            batches.add(Batch.now(batch));
        }).options((o) -> o.defaultContext(Concurrency.INLINE)).build());
        assertThat(batches).extracting(Batch::numbers).containsExactly(List.of(1, 2), List.of(3));
        assertThat(batches.get(0).nanos()).isBetween(third[0], end[0] - 500_000_000);
        assertThat(batches.get(1).nanos()).isGreaterThanOrEqualTo(end[0]);
        assertThat(threads).containsOnly(caller);
    }

    private static void emit(Output<Timed> out, int... numbers) {
        for (int number : numbers) {
            out.emit(Timed.now(number));
        }
    }

    private static List<Integer> numbers(List<Batch> batches) {
        return batches.stream().flatMap((batch) -> batch.numbers().stream()).toList();
    }

    /** An item that knows when it was emitted. */
    private record Timed(int number, long nanos) {

        static Timed now(int number) {
            return new Timed(number, System.nanoTime());
        }

    }

    /** A batch that knows when it went on. */
    private record Batch(List<Timed> items, long nanos) {

        static Batch now(List<Timed> items) {
            return new Batch(items, System.nanoTime());
        }

        List<Integer> numbers() {
            return this.items.stream().map(Timed::number).toList();
        }

        /** How long its first item has waited, in milliseconds. */
        long waited() {
            return (this.nanos - this.items.get(0).nanos()) / 1_000_000;
        }

    }

}
