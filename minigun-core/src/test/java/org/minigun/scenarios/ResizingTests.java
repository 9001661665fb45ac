package org.minigun.scenarios;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.minigun.Concurrency;
import org.minigun.Pipeline;
import org.minigun.Run;
import org.minigun.RunResult;
import org.minigun.RunState;
import org.minigun.execution.Engine;
import org.minigun.execution.PoolStatistics;
import org.minigun.plan.NamedPool;
import org.minigun.process.ProcessHost;
import org.minigun.process.WorkerInfo;
import org.minigun.process.WorkerState;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

/**
 * Pools whose size is changed while runs go on.
 */
class ResizingTests {

    private static final Duration LONG = Duration.ofSeconds(30);

    private static Pipeline pipeline(AtomicBoolean on, AtomicInteger atWork, @Nullable String pool) {
        return Pipeline.named("task").producer("numbers", Integer.class, (output) -> {
            for (int i = 0; on.get() && !output.isStopping(); i++) {
                output.emit(i);
            }
        }).processor("work", (Integer number) -> {
            atWork.incrementAndGet();
            Thread.sleep(2);
            atWork.decrementAndGet();
            return number;
        }, (stage) -> {
            if (pool != null) {
                stage.pool(pool);
            }
            else {
                stage.concurrency(Concurrency.THREAD).poolSize(2);
            }
        }).consumer("save", (number) -> {
        }).build();
    }

    private static int active(Engine engine, String pool) {
        return engine.pools().stream().filter((one) -> one.name().equals(pool)).mapToInt(PoolStatistics::active).sum();
    }

    private static void resizes(Engine engine, String pool, Pipeline pipeline, AtomicBoolean on, AtomicInteger atWork)
            throws InterruptedException {
        Run run = engine.start(pipeline);
        await().until(() -> atWork.get() == 2);
        engine.resize(pool, 6);
        await().until(() -> atWork.get() == 6);
        engine.resize(pool, 1);
        await().until(() -> active(engine, pool) <= 1);
        await().until(() -> atWork.get() <= 1);
        engine.resize(pool, 3);
        await().until(() -> atWork.get() == 3);
        assertThat(engine.plan(pipeline).stage("work").poolSize()).isEqualTo(3);
        on.set(false);
        RunResult result = run.await(LONG).orElseThrow();
        assertThat(result.state()).isEqualTo(RunState.COMPLETED);
        assertThat(result.ledger().violations()).isEmpty();
        assertThat(result.ledger().stage("save").done()).isEqualTo(result.ledger().stage("work").received());
    }

    @Test
    void poolOfAStageGrowsAndShrinksWhileItsRunGoesOn() throws InterruptedException {
        AtomicBoolean on = new AtomicBoolean(true);
        AtomicInteger atWork = new AtomicInteger();
        try (Engine engine = Engine.create()) {
            resizes(engine, "task/work", pipeline(on, atWork, null), on, atWork);
        }
    }

    @Test
    void namedPoolGrowsAndShrinksWhileARunGoesOn() throws InterruptedException {
        AtomicBoolean on = new AtomicBoolean(true);
        AtomicInteger atWork = new AtomicInteger();
        try (Engine engine = Engine.builder().pool(new NamedPool("shared", Concurrency.THREAD, 2)).build()) {
            resizes(engine, "shared", pipeline(on, atWork, "shared"), on, atWork);
        }
    }

    @Test
    @Tag("long")
    void poolOfWorkersGrowsAndShrinksAndAWorkerIsReplacedWhileTheRunGoesOn() throws InterruptedException {
        AtomicBoolean on = new AtomicBoolean(true);
        Pipeline pipeline = Pipeline.named("remote").producer("numbers", Integer.class, (output) -> {
            for (int i = 0; on.get() && !output.isStopping(); i++) {
                output.emit(i);
            }
        }).processor("work", (Integer number) -> {
            Thread.sleep(2);
            return number;
        }, (stage) -> stage.concurrency(Concurrency.PROCESS).poolSize(2)).consumer("save", (number) -> {
        }).build();
        try (Engine engine = Engine.create()) {
            Run run = engine.start(pipeline);
            await().atMost(LONG).until(() -> leased(engine).size() == 2);
            engine.resize("remote/work", 3);
            await().atMost(LONG).until(() -> leased(engine).size() == 3);
            long pid = leased(engine).get(0);
            assertThat(engine.host(ProcessHost.class).orElseThrow().recycle(pid)).isTrue();
            await().atMost(LONG).until(() -> leased(engine).size() == 3 && !leased(engine).contains(pid));
            engine.resize("remote/work", 1);
            await().atMost(LONG).until(() -> leased(engine).size() == 1);
            long done = run.statistics().stage("save").done();
            await().atMost(LONG).until(() -> run.statistics().stage("save").done() > done + 10);
            on.set(false);
            RunResult result = run.await(LONG).orElseThrow();
            assertThat(result.state()).isEqualTo(RunState.COMPLETED);
            assertThat(result.ledger().violations()).isEmpty();
            assertThat(result.deadLetters()).isEmpty();
        }
    }

    private static List<Long> leased(Engine engine) {
        return engine.host(ProcessHost.class)
            .map(ProcessHost::workers)
            .orElse(List.of())
            .stream()
            .filter((worker) -> worker.state() == WorkerState.LEASED)
            .map(WorkerInfo::pid)
            .toList();
    }

    @Test
    void whatCannotChangeIsRefusedWithTheReason() {
        AtomicBoolean on = new AtomicBoolean(true);
        try (Engine engine = Engine.create()) {
            Run run = engine.start(pipeline(on, new AtomicInteger(), null));
            await().until(() -> run.statistics().emitted() > 0);
            assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> engine.resize("task/numbers", 2))
                .withMessageContaining("one context of its own");
            assertThatIllegalArgumentException().isThrownBy(() -> engine.resize("task/work", 0))
                .withMessageContaining("at least 1");
            assertThatIllegalArgumentException().isThrownBy(() -> engine.resize("nothing", 2))
                .withMessageContaining("task/work");
            run.cancel();
        }
    }

}
