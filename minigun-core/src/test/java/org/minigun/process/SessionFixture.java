package org.minigun.process;

import java.lang.reflect.Proxy;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.util.List;
import java.util.function.IntFunction;

import org.minigun.Concurrency;
import org.minigun.ProcessorFunction;
import org.minigun.Run;
import org.minigun.Settings;
import org.minigun.Stage;
import org.minigun.StageBody;
import org.minigun.execution.HostedOutcomes;
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

    SessionFixture(Path directory, Type declared, Settings settings, IntFunction<ScriptedWorker.Script> scripts) {
        this.starter = new ScriptedStarter(directory, scripts);
        this.pool = new WorkerPool(PoolFixture.OPTIONS, this.starter, this.background, this.supervisor);
        Run run = (Run) Proxy.newProxyInstance(Run.class.getClassLoader(), new Class<?>[] { Run.class },
                (proxy, method, arguments) -> "scripted");
        ProcessorFunction<Object, Object> same = (item) -> item;
        Stage stage = new Stage("work", new StageBody.Processor(same), Object.class, declared, settings);
        this.setup = new StageSetup(
                new HostedStage(run, "work", stage, null, settings, Concurrency.PROCESS, 1, null, List.of(), false,
                        List.of(), this.control),
                this.pool, getClass().getClassLoader(), false, (name, source) -> directory.resolve(name));
    }

    WorkerSession session() {
        return session(this.told);
    }

    WorkerSession session(HostedOutcomes outcomes) {
        return new WorkerSession(this.setup, 0, outcomes);
    }

    /** Hands items over and waits until all are settled. */
    void work(List<?> items) throws InterruptedException {
        WorkerSession session = session();
        try {
            for (int i = 0; i < items.size(); i++) {
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
