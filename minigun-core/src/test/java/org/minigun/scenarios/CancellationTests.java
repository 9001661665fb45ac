package org.minigun.scenarios;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.minigun.Concurrency;
import org.minigun.Pipeline;
import org.minigun.Run;
import org.minigun.RunResult;
import org.minigun.RunState;
import org.minigun.execution.Engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

/**
 * The rows of "Cancellation, stop, background" on runs that are cancelled.
 */
class CancellationTests {

    @Test
    void s229_cancelInterruptsAStageThatSleeps() throws InterruptedException {
        CountDownLatch asleep = new CountDownLatch(1);
        AtomicBoolean interrupted = new AtomicBoolean();
        try (Engine engine = Engine.create()) {
            Run run = engine
                .start(Pipeline.named("s229").producer("generate", List.of("a")).consumer("sleep", (item) -> {
                    asleep.countDown();
                    try {
                        Thread.sleep(60_000);
                    }
                    catch (InterruptedException ex) {
                        interrupted.set(true);
                        throw ex;
                    }
                }).build());
            Endless.awaitLatch(asleep);
            long start = System.nanoTime();
            run.cancel();
            assertThat(Endless.millisSince(start)).isLessThan(5_000);
            assertThat(run.isRunning()).isFalse();
            RunResult result = Scenario.end(run);
            assertThat(interrupted).isTrue();
            assertThat(result.state()).isEqualTo(RunState.CANCELLED);
            assertThat(result.failure()).isNull();
            assertThat(Endless.unfinishedAt("sleep", result)).containsExactly("a");
            assertThat(result.ledger().stage("sleep").unfinished()).isEqualTo(1);
            assertThat(result.stuckThreads()).isEmpty();
        }
    }

    @Test
    void s230_cancelNamesAThreadThatIgnoresInterruption() throws InterruptedException {
        ignoresInterruption("s230", Concurrency.THREAD, true);
    }

    @Test
    void s230_cancelNamesAThreadOfAFusedChainThatIgnoresInterruption() throws InterruptedException {
        ignoresInterruption("s230-fused", Concurrency.THREAD, false);
    }

    @Test
    void s230_cancelNamesAThreadOfAPoolThatIgnoresInterruption() throws InterruptedException {
        ignoresInterruption("s230-virtual", Concurrency.VIRTUAL_THREAD, true);
    }

    private static void ignoresInterruption(String name, Concurrency concurrency, boolean placed)
            throws InterruptedException {
        CountDownLatch began = new CountDownLatch(1);
        AtomicBoolean release = new AtomicBoolean();
        AtomicReference<@Nullable Thread> stubborn = new AtomicReference<>();
        try (Engine engine = Engine.create()) {
            Run run = engine.start(Pipeline.named(name)
                .options((o) -> o.shutdownTimeout(Duration.ofMillis(500)))
                .producer("generate", List.of("a"))
                .consumer("stubborn", (item) -> {
                    stubborn.set(Thread.currentThread());
                    began.countDown();
                    while (!release.get()) {
                        Endless.workOn(1);
                    }
                }, (o) -> {
                    if (placed) {
                        o.concurrency(concurrency, 2);
                    }
                })
                .build());
            Endless.awaitLatch(began);
            long start = System.nanoTime();
            run.cancel();
            assertThat(Endless.millisSince(start)).isBetween(400L, 3_000L);
            RunResult result = Scenario.end(run);
            assertThat(result.state()).isEqualTo(RunState.CANCELLED);
            assertThat(Endless.unfinishedAt("stubborn", result)).containsExactly("a");
            assertThat(result.ledger().stage("stubborn").unfinished()).isEqualTo(1);
            Thread thread = stubborn.get();
            assertThat(thread).isNotNull();
            assertThat(thread.isAlive()).isTrue();
            assertThat(result.stuckThreads()).singleElement().satisfies((stuck) -> {
                assertThat(stuck.name()).isEqualTo(thread.getName()).startsWith("minigun-" + name + "-");
                assertThat(stuck.stack()).anySatisfy(
                        (frame) -> assertThat(frame.getClassName()).startsWith(CancellationTests.class.getName()));
            });
            release.set(true);
            await().until(() -> !thread.isAlive());
            assertThat(result.ledger().violations()).isEmpty();
            assertThat(run.statistics().stage("stubborn").done()).isZero();
        }
    }

    @Test
    void s233_cancelFromInsideAStageDoesNotDeadlock() {
        for (Concurrency concurrency : new Concurrency[] { Concurrency.INLINE, Concurrency.THREAD }) {
            cancelFromInside("s233-" + concurrency, concurrency);
        }
    }

    @Test
    void aStageThatWaitsForTheEndOfItsOwnRunIsToldSo() throws InterruptedException {
        List<@Nullable Throwable> thrown = new CopyOnWriteArrayList<>();
        AtomicReference<@Nullable Run> itself = new AtomicReference<>();
        try (Engine engine = Engine.create()) {
            Run run = engine.start(Pipeline.named("waits-for-itself")
                .beforeRun(itself::set)
                .producer("generate", List.of(1))
                .consumer("waiting", (n) -> {
                    Run own = Objects.requireNonNull(itself.get());
                    thrown.add(catchThrowable(own::await));
                    thrown.add(catchThrowable(() -> own.stop(Duration.ofMillis(1))));
                }, (o) -> o.concurrency(Concurrency.THREAD, 2))
                .build());
            RunResult result = run.await(Duration.ofSeconds(20)).orElseThrow();
            assertThat(result.state()).isEqualTo(RunState.COMPLETED);
            assertThat(result.ledger().violations()).isEmpty();
        }
        assertThat(thrown).hasSize(2)
            .allSatisfy((one) -> assertThat(one).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("would wait for itself")
                .hasMessageContaining("call stop() or cancel()"));
    }

    private static void cancelFromInside(String name, Concurrency concurrency) {
        AtomicInteger seen = new AtomicInteger();
        AtomicReference<@Nullable Run> itself = new AtomicReference<>();
        CountDownLatch known = new CountDownLatch(1);
        try (Engine engine = Engine.create()) {
            Run run = engine
                .start(Pipeline.named(name).producer("generate", Scenario.numbers(1, 10)).consumer("third", (n) -> {
                    Endless.awaitLatch(known);
                    Run same = itself.get();
                    if (seen.incrementAndGet() == 3 && same != null) {
                        long start = System.nanoTime();
                        same.cancel();
                        assertThat(Endless.millisSince(start)).isLessThan(1_000);
                        assertThat(same.state()).isEqualTo(RunState.STOPPING);
                    }
                }, (o) -> o.concurrency(concurrency)).build());
            itself.set(run);
            known.countDown();
            RunResult result = Scenario.end(run);
            assertThat(result.state()).isEqualTo(RunState.CANCELLED);
            assertThat(result.failure()).isNull();
            assertThat(result.stuckThreads()).isEmpty();
            assertThat(seen.get()).isBetween(3, 10);
        }
    }

    @Test
    void s466_cancelListsEveryItemOfAFullChannel() throws InterruptedException {
        CountDownLatch began = new CountDownLatch(1);
        try (Engine engine = Engine.create()) {
            Run run = engine.start(Pipeline.named("s466")
                .producer("generate", Integer.class, Endless::numbers)
                .processor("block", (n) -> {
                    began.countDown();
                    Endless.block();
                    return n;
                }, (o) -> o.concurrency(Concurrency.THREAD, 1).capacity(20))
                .consumer("collect", (n) -> {
                })
                .build());
            Endless.awaitLatch(began);
            await().until(() -> run.statistics().stage("block").queueDepth() == 20);
            run.cancel();
            RunResult result = Scenario.end(run);
            assertThat(result.state()).isEqualTo(RunState.CANCELLED);
            assertThat(result.ledger().stage("block").received()).isEqualTo(21);
            assertThat(result.ledger().stage("block").unfinished()).isEqualTo(21);
            assertThat(result.ledger().edge("generate", "block").routed()).isEqualTo(21);
            assertThat(result.statistics().stage("generate").emitted()).isEqualTo(21);
            assertThat(Endless.unfinishedAt("block", result)).hasSize(21)
                .containsAll(List.copyOf(Scenario.numbers(0, 20)));
            assertThat(result.unfinished()).hasSize(21);
        }
    }

    @Test
    void s467_cancelOfAPausedRunReturnsInTime() throws InterruptedException {
        try (Engine engine = Engine.create()) {
            Run run = engine.start(slow("s467-cancel"));
            await().until(() -> run.statistics().stage("slow").received() > 3);
            run.pause();
            assertThat(run.state()).isEqualTo(RunState.PAUSED);
            long start = System.nanoTime();
            run.cancel();
            assertThat(Endless.millisSince(start)).isLessThan(3_000);
            RunResult result = Scenario.end(run);
            assertThat(result.state()).isEqualTo(RunState.CANCELLED);
            assertInFlightIsListed(result);
        }
    }

    @Test
    void s467_stopOfAPausedRunReturnsSoonAfterItsDeadline() throws InterruptedException {
        try (Engine engine = Engine.create()) {
            Run run = engine.start(slow("s467-stop"));
            await().until(() -> run.statistics().stage("slow").received() > 50);
            run.pause();
            long start = System.nanoTime();
            RunResult result = run.stop(Duration.ofMillis(300));
            assertThat(Endless.millisSince(start)).isBetween(290L, 3_000L);
            Scenario.assertHolds(result);
            assertThat(result.state()).isEqualTo(RunState.STOPPED);
            assertInFlightIsListed(result);
        }
    }

    private static void assertInFlightIsListed(RunResult result) {
        long unfinished = result.ledger().stage("slow").unfinished();
        assertThat(unfinished).isPositive();
        assertThat(Endless.unfinishedAt("slow", result)).hasSize((int) unfinished).doesNotHaveDuplicates();
        assertThat(result.ledger().stage("slow").received())
            .isEqualTo(result.ledger().stage("slow").done() + unfinished);
        assertThat(result.stuckThreads()).isEmpty();
    }

    private static Pipeline slow(String name) {
        return Pipeline.named(name)
            .producer("generate", Integer.class, Endless::numbers)
            .consumer("slow", (n) -> Thread.sleep(100), (o) -> o.concurrency(Concurrency.THREAD, 1).capacity(100))
            .build();
    }

}
