package org.minigun.scenarios;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.minigun.Concurrency;
import org.minigun.Output;
import org.minigun.Pipeline;
import org.minigun.RunResult;
import org.minigun.RunState;
import org.minigun.Setting;
import org.minigun.execution.Engine;
import org.minigun.graph.Routing;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The rows of "Back-pressure and channels".
 */
class BackPressureTests {

    @Test
    void s242_noMoreItemsAreHandedOverThanTheChannelAndTheStageHold() {
        assertBound("s242-2", 20, 2);
        assertBound("s242-10", 50, 10);
    }

    private static void assertBound(String name, int items, int capacity) {
        AtomicInteger done = new AtomicInteger();
        AtomicInteger mostHandedOver = new AtomicInteger();
        AtomicInteger mostWithProducer = new AtomicInteger();
        RunResult result = Scenario.run(Pipeline.named(name).producer("fast", Integer.class, (out) -> {
            for (int i = 0; i < items; i++) {
                mostWithProducer.accumulateAndGet(i + 1 - done.get(), Math::max);
                out.emit(i);
                mostHandedOver.accumulateAndGet(i + 1 - done.get(), Math::max);
            }
        }).consumer("slow", (n) -> {
            Thread.sleep(10);
            done.incrementAndGet();
        }, (o) -> o.concurrency(Concurrency.THREAD, 1).capacity(capacity)).build());
        assertThat(mostHandedOver.get()).isBetween(capacity, capacity + 1);
        assertThat(mostWithProducer.get()).isBetween(capacity + 1, capacity + 2);
        assertThat(done.get()).isEqualTo(items);
        assertThat(result.ledger().stage("slow").done()).isEqualTo(items);
    }

    @Test
    @Tag("long")
    void s243_theCapacityDecidesWhenTheProducerEnds() {
        assertThat(shareAtWhichTheProducerEnds("s243-10", 10, (engine) -> {
        })).isBetween(0.75, 0.96);
        assertThat(shareAtWhichTheProducerEnds("s243-1000", 1000, (engine) -> {
        })).isLessThan(0.3);
        assertThat(shareAtWhichTheProducerEnds("s243-10-app", 0, (engine) -> engine.set(Setting.CAPACITY, 10)))
            .isBetween(0.75, 0.96);
        assertThat(shareAtWhichTheProducerEnds("s243-1000-app", 0, (engine) -> engine.set(Setting.CAPACITY, 1000)))
            .isLessThan(0.3);
    }

    private static double shareAtWhichTheProducerEnds(String name, int capacity, Consumer<Engine.Builder> engine) {
        AtomicLong first = new AtomicLong();
        AtomicLong produced = new AtomicLong();
        AtomicInteger consumed = new AtomicInteger();
        Scenario.run(Pipeline.named(name).producer("fast", Integer.class, (out) -> {
            first.set(System.nanoTime());
            for (int i = 0; i < 100; i++) {
                out.emit(i);
            }
            produced.set(System.nanoTime() - first.get());
        }).consumer("slow", (n) -> {
            Thread.sleep(10);
            consumed.incrementAndGet();
        }, (o) -> {
            o.concurrency(Concurrency.THREAD, 1);
            if (capacity > 0) {
                o.capacity(capacity);
            }
        }).build(), engine);
        assertThat(consumed.get()).isEqualTo(100);
        return (double) produced.get() / (System.nanoTime() - first.get());
    }

    @Test
    void s246_everyChannelOfAChainKeepsItsBound() {
        AtomicInteger emitted = new AtomicInteger();
        AtomicInteger begun = new AtomicInteger();
        AtomicInteger passed = new AtomicInteger();
        AtomicInteger consumed = new AtomicInteger();
        AtomicInteger mostBefore = new AtomicInteger();
        AtomicInteger mostAfter = new AtomicInteger();
        RunResult result = Scenario.run(Pipeline.named("s246").producer("generate", Integer.class, (out) -> {
            for (int i = 0; i < 200; i++) {
                out.emit(i);
                mostBefore.accumulateAndGet(emitted.incrementAndGet() - begun.get(), Math::max);
            }
        }).processor("pass", (n) -> {
            begun.incrementAndGet();
            mostAfter.accumulateAndGet(passed.get() - consumed.get(), Math::max);
            passed.incrementAndGet();
            return n;
        }, (o) -> o.concurrency(Concurrency.THREAD, 1).capacity(5)).consumer("slow", (n) -> {
            consumed.incrementAndGet();
            Thread.sleep(2);
        }, (o) -> o.concurrency(Concurrency.THREAD, 1).capacity(50)).build());
        // One more may be taken and not yet begun.
        assertThat(mostBefore.get()).isBetween(5, 6);
        assertThat(mostAfter.get()).isBetween(50, 51);
        assertThat(result.ledger().stage("slow").done()).isEqualTo(200);
    }

    @RepeatedTest(3)
    void s247_sendersToAFailedStageDoNotBlock() {
        RunResult result = Scenario.run(Pipeline.named("s247")
            .producer("a", Scenario.numbers(1, 2500), (o) -> o.to("spread"))
            .producer("b", Scenario.numbers(2501, 5000), (o) -> o.to("spread"))
            .processor("spread", (n) -> n, (o) -> o.concurrency(Concurrency.THREAD, 4).capacity(16))
            .consumer("fails", (n) -> {
                throw new IllegalStateException("no room");
            }, (o) -> o.concurrency(Concurrency.THREAD, 1).capacity(4))
            .build());
        assertThat(result.state()).isEqualTo(RunState.FAILED);
        assertThat(result.cause()).isInstanceOf(IllegalStateException.class).hasMessage("no room");
        assertThat(result.ledger().stage("fails").failed()).isEqualTo(1);
        assertThat(result.ledger().stage("fails").done()).isZero();
        assertThat(result.ledger().stage("spread").unfinished())
            .isEqualTo(Endless.unfinishedAt("spread", result).size());
    }

    @RepeatedTest(3)
    void s248_twoSendersToASlowDynamicTargetDoNotDeadlock() {
        AtomicInteger slow = new AtomicInteger();
        RunResult result = Scenario.run(Pipeline.named("s248")
            .producer("a", Integer.class, BackPressureTests::toSlow,
                    (o) -> o.to("slow", "other").routing(Routing.DYNAMIC))
            .producer("b", Integer.class, BackPressureTests::toSlow,
                    (o) -> o.to("slow", "other").routing(Routing.DYNAMIC))
            .consumer("slow", (n) -> {
                LockSupport.parkNanos(20_000);
                slow.incrementAndGet();
            }, (o) -> o.capacity(8))
            .consumer("other", (n) -> {
            })
            .build());
        assertThat(slow.get()).isEqualTo(4000);
        assertThat(result.ledger().edge("a", "slow").received()).isEqualTo(2000);
        assertThat(result.ledger().edge("b", "slow").received()).isEqualTo(2000);
        assertThat(result.ledger().stage("other").received()).isZero();
    }

    private static void toSlow(Output<Integer> out) {
        for (int i = 0; i < 2000; i++) {
            out.to("slow").emit(i);
        }
    }

    @Test
    @Tag("long")
    void s251_tenMillionItemsPassInASmallHeap() throws Exception {
        long sum = 10_000_000L * 10_000_001L / 2;
        for (String inline : List.of("true", "false")) {
            assertThat(ChildJvm.run(ManyItemsMain.class, List.of("-Xmx64m"), "10000000", inline))
                .contains("COMPLETED " + sum + " []");
        }
    }

}
