package org.minigun.process;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

import org.minigun.Concurrency;
import org.minigun.Setting;
import org.minigun.Settings;
import org.minigun.WorkerStart;
import org.minigun.execution.HostedGroup;
import org.minigun.execution.HostedGroupStages;
import org.minigun.execution.HostedOutcomes;
import org.minigun.execution.HostedSession;

/**
 * One stage of one run in worker processes.
 */
final class ProcessGroup implements HostedGroup {

    private final StageSetup setup;

    private final Runnable ended;

    private final Set<Terminable> sessions = ConcurrentHashMap.newKeySet();

    private final Semaphore collecting = new Semaphore(1, true);

    private volatile boolean terminated;

    ProcessGroup(StageSetup setup, Runnable ended) {
        this.setup = setup;
        this.ended = ended;
        if (setup.settings().get(Setting.START, WorkerStart.LAZY) == WorkerStart.EAGER) {
            setup.pool().startAll(setup.stage().control());
        }
    }

    @Override
    public HostedSession session(int index, HostedOutcomes outcomes) {
        boolean perBatch = this.setup.stage().concurrency() == Concurrency.PROCESS_PER_BATCH;
        HostedGroupStages group = this.setup.stage().group();
        if (group != null) {
            return (perBatch && !group.producing())
                    ? registered(new GroupBatchSession(this.setup, group, batchSize(), this.collecting, outcomes))
                    : registered(new GroupSession(this.setup, group, index, outcomes));
        }
        return perBatch ? registered(new BatchSession(this.setup, batchSize(), this.collecting, outcomes))
                : registered(new WorkerSession(this.setup, index, outcomes));
    }

    /** Behind an accumulator each item is a batch, unless something else was said. */
    private int batchSize() {
        Settings settings = this.setup.settings();
        boolean said = settings.origin(Setting.BATCH_SIZE).filter((origin) -> !origin.equals("default")).isPresent();
        return (this.setup.stage().batchesIn() && !said) ? 1 : settings.get(Setting.BATCH_SIZE, 100);
    }

    private <T extends Terminable> T registered(T session) {
        this.sessions.add(session);
        if (this.terminated) {
            session.terminate();
        }
        return session;
    }

    @Override
    public void produce(HostedOutcomes outcomes) throws Exception {
        registered(new ProducerSession(this.setup, outcomes)).run();
    }

    @Override
    public void terminate() {
        this.terminated = true;
        this.sessions.forEach(Terminable::terminate);
    }

    @Override
    public void close() {
        this.ended.run();
    }

}
