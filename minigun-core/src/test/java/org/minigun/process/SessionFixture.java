package org.minigun.process;

import java.lang.reflect.Proxy;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.function.IntFunction;

import org.jspecify.annotations.Nullable;
import org.minigun.Concurrency;
import org.minigun.ProcessorFunction;
import org.minigun.Run;
import org.minigun.Settings;
import org.minigun.Stage;
import org.minigun.StageBody;
import org.minigun.execution.HostedGroupStages;
import org.minigun.execution.HostedOutcomes;
import org.minigun.execution.HostedSession;
import org.minigun.execution.HostedStage;

/**
 * A session of a stage whose workers are scripted.
 */
final class SessionFixture implements AutoCloseable {

    final ScriptedStarter starter;

    final FakeControl control = new FakeControl();

    final Told told = new Told();

    final WorkerPool pool;

    private final Background background = new Background();

    private final Supervisor supervisor = new Supervisor(this.background);

    private final StageSetup setup;

    private final @Nullable HostedGroupStages group;

    SessionFixture(Path directory, Type declared, Settings settings, IntFunction<ScriptedWorker.Script> scripts) {
        this(directory, declared, settings, scripts, false);
    }

    /** With two stages that run together, whose names are "work" and "more". */
    static SessionFixture ofTwo(Path directory, Type declared, Settings settings,
            IntFunction<ScriptedWorker.Script> scripts) {
        return new SessionFixture(directory, declared, settings, scripts, true);
    }

    private SessionFixture(Path directory, Type declared, Settings settings, IntFunction<ScriptedWorker.Script> scripts,
            boolean two) {
        this.starter = new ScriptedStarter(directory, scripts);
        this.pool = new WorkerPool(PoolFixture.OPTIONS, this.starter, this.background, this.supervisor);
        Run run = (Run) Proxy.newProxyInstance(Run.class.getClassLoader(), new Class<?>[] { Run.class },
                (proxy, method, arguments) -> "scripted");
        ProcessorFunction<Object, Object> same = (item) -> item;
        Stage stage = new Stage("work", new StageBody.Processor(same), Object.class, declared, settings);
        Stage more = new Stage("more", new StageBody.Processor(same), declared, declared, settings);
        HostedGroupStages group = new HostedGroupStages(null, List.of("work", "more"), List.of(stage, more),
                List.of("collect"), List.of(settings, settings),
                Map.of("work", List.of("more"), "more", List.of("EXIT")), List.of(), true, false);
        this.group = two ? group : null;
        this.setup = new StageSetup(
                new HostedStage(run, "work", stage, this.group, settings, Concurrency.PROCESS, 1, null, List.of(),
                        false, List.of(), this.control),
                this.pool, getClass().getClassLoader(), false, (name, source) -> directory.resolve(name));
    }

    WorkerSession session() {
        return session(this.told);
    }

    WorkerSession session(HostedOutcomes outcomes) {
        return new WorkerSession(this.setup, 0, outcomes);
    }

    /** Runs the stage as if it were a producer; its one item is the credit to emit. */
    void produce() throws Exception {
        new ProducerSession(this.setup, this.told).run();
    }

    /** A session that hands over ten items at a time. */
    HostedSession batchSession() {
        return new BatchSession(this.setup, 10, new Semaphore(1), this.told);
    }

    /** A session of the stages that run together. */
    HostedSession groupSession(boolean perBatch) {
        HostedGroupStages stages = Objects.requireNonNull(this.group);
        return perBatch ? new GroupBatchSession(this.setup, stages, 10, new Semaphore(1), this.told)
                : new GroupSession(this.setup, stages, 0, this.told);
    }

    /** Hands items over and waits until all are settled. */
    void work(List<?> items) throws InterruptedException {
        work(items, session());
    }

    void work(List<?> items, HostedSession session) throws InterruptedException {
        try {
            for (int i = 0; i < items.size(); i++) {
                session.awaitRoom();
                session.submit(items.get(i), i);
                session.flush();
            }
            session.drain();
            session.close();
        }
        catch (InterruptedException ex) {
            session.abandon((item, number) -> this.told.abandoned.add(item));
            throw ex;
        }
    }

    /** How the last worker has died that was not told to end. */
    DeathCertificate lastDeath() {
        return org.awaitility.Awaitility.await()
            .until(() -> this.pool.lastDeath(), java.util.Optional::isPresent)
            .get();
    }

    @Override
    public void close() {
        this.pool.close();
        this.supervisor.close();
        this.background.close();
        this.starter.close();
    }

}
