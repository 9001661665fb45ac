package org.minigun.process;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.function.ObjLongConsumer;

import org.jspecify.annotations.Nullable;
import org.minigun.RunStoppedException;
import org.minigun.execution.HostedCommit;
import org.minigun.execution.HostedGroupStages;
import org.minigun.execution.HostedOutcomes;
import org.minigun.execution.HostedSession;
import org.minigun.protocol.CodecException;
import org.minigun.protocol.FrameType;
import org.minigun.protocol.ItemCodec;
import org.minigun.protocol.ProtocolException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One context of stages that run together and of which each batch gets a worker of its
 * own: collects a batch, takes a worker that has served nobody, and waits until the
 * stages have ended there. After a death what was not committed goes to another fresh
 * worker, one item after the other. All on the context's thread.
 */
final class GroupBatchSession extends TalkingSession implements HostedSession, GroupWire.Listener {

    private static final Logger logger = LoggerFactory.getLogger(GroupBatchSession.class);

    private final HostedGroupStages group;

    private final int batchSize;

    /** Held by the one session that collects, so that batches are full. */
    private final Semaphore collecting;

    private final HostedOutcomes outcomes;

    private final ItemCodec codec;

    private final Unexplained unexplained;

    private final Deque<Delivery> batch = new ArrayDeque<>();

    /** What the worker has. */
    private GroupItems items;

    private boolean collects;

    private boolean closeSent;

    private boolean failed;

    private boolean ended;

    GroupBatchSession(StageSetup setup, HostedGroupStages group, int batchSize, Semaphore collecting,
            HostedOutcomes outcomes) {
        super(setup);
        this.group = group;
        this.batchSize = batchSize;
        this.collecting = collecting;
        this.outcomes = outcomes;
        this.codec = setup.codec();
        this.unexplained = new Unexplained(setup.maxCrashes());
        this.items = newItems();
    }

    private GroupItems newItems() {
        return new GroupItems(this.batchSize, this.batchSize, this.setup.maxCrashes());
    }

    @Override
    public int awaitRoom() throws InterruptedException {
        if (!this.collects) {
            this.collecting.acquire();
            this.collects = true;
        }
        return this.batchSize - this.batch.size();
    }

    @Override
    public void submit(Object item, long order) {
        this.batch.add(new Delivery(item, order));
    }

    @Override
    public void flush() {
        if (this.batch.size() >= this.batchSize) {
            try {
                work();
            }
            catch (InterruptedException ex) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public void drain() throws InterruptedException {
        work();
    }

    private void work() throws InterruptedException {
        stopCollecting();
        while (!this.batch.isEmpty()) {
            if (isCutOff() || this.failed) {
                throw new InterruptedException("The run is cut off");
            }
            Worker worker;
            try {
                worker = this.setup.lease();
            }
            catch (WorkerStartException ex) {
                this.outcomes.broken(ex);
                throw new InterruptedException("The stage's workers do not start");
            }
            serve(worker);
        }
    }

    private void stopCollecting() {
        if (this.collects) {
            this.collects = false;
            this.collecting.release();
        }
    }

    private void serve(Worker worker) throws InterruptedException {
        this.items = newItems();
        GroupCommits commits = new GroupCommits(this.group, this.codec, this.setup, this.items::item);
        GroupWire wire = new GroupWire(this.codec, this.items, commits);
        this.ended = false;
        try {
            WorkerTalk opened = this.setup.open(worker);
            begin(opened);
            if (isTerminated()) {
                worker.kill(DeathReason.CANCELLED, null);
            }
            this.items.open(worker);
            this.batch.forEach(this.items::add);
            this.batch.clear();
            this.closeSent = false;
            send(wire, opened);
            while (opened.next() != FrameType.CLOSED) {
                if (worker.reader().type() != FrameType.RESULTS) {
                    throw new ProtocolException("Frame " + worker.reader().type() + " within a batch");
                }
                // While results wait for room behind these stages, no item's time runs.
                worker.heldUp(true);
                wire.take(opened.payload(), this);
                if (commits.heldBytes() > GroupSession.MOST_HELD) {
                    this.items.passedOn();
                    this.outcomes.committed(commits.takeItems());
                }
                worker.heldUp(false);
                send(wire, opened);
            }
            if (this.items.hasSent() && !this.failed && !isCutOff()) {
                throw new ProtocolException("Session closed with items owed");
            }
            SessionEnds.logFailedClose(this.setup, opened);
            endTalk();
            this.setup.release(worker);
        }
        catch (OpenFailedException ex) {
            this.setup.failed(worker, ex.thrown());
        }
        catch (ProtocolException ex) {
            worker.kill(DeathReason.PROTOCOL, ex.getMessage());
            died(worker);
        }
        catch (CodecException ex) {
            this.outcomes.broken(ex);
            given(worker);
        }
        catch (IOException ex) {
            logger.debug("The connection of worker {} has ended", worker.index(), ex);
            died(worker);
        }
        catch (RunStoppedException ex) {
            given(worker);
            throw new InterruptedException("The run is cut off");
        }
        catch (Exception | Error ex) {
            this.outcomes.broken(ex);
            given(worker);
        }
        finally {
            endTalk();
            this.batch.addAll(this.items.drain());
        }
    }

    /** Sends what may be sent, and the end of it. */
    private void send(GroupWire wire, WorkerTalk opened) throws IOException {
        if (this.closeSent) {
            return;
        }
        wire.send(opened, this::lost);
        if (this.items.mayEnd()) {
            this.closeSent = true;
            opened.send(FrameType.CLOSE);
        }
    }

    /** The worker is of no more use, whatever it does. */
    private void given(Worker worker) {
        this.failed = true;
        worker.kill(DeathReason.CANCELLED, null);
        this.setup.lost(worker);
    }

    private void died(Worker worker) {
        endTalk();
        DeathCertificate certificate = worker.awaitDeath(null);
        boolean inVain = false;
        // Else only its objects were left to close.
        boolean done = this.ended && !this.items.hasSent();
        if (!isCutOff() && !this.failed && !done) {
            long settled = this.items.settled();
            List<Delivery> guilty = this.items.died();
            for (Delivery lost : guilty) {
                lost(lost, new WorkerCrashException(worker.awaitDeath(lost.item), Math.max(1, lost.crashes)));
            }
            this.outcomes.lostInside(new WorkerCrashException(certificate, 1));
            inVain = this.unexplained.isInVain(!guilty.isEmpty(), settled);
        }
        if (inVain) {
            this.setup.lostInVain(worker);
        }
        else {
            this.setup.lost(worker);
        }
    }

    private void lost(Delivery delivery, Throwable cause) {
        this.outcomes.lost(delivery.item, delivery.order, Math.max(1, delivery.attempts), cause);
    }

    @Override
    public void committed(long number, HostedCommit commit) throws Exception {
        this.failed |= commit.hasFailed();
        this.outcomes.committed(commit);
        this.items.commit(number);
    }

    @Override
    public void held(long number) {
        this.items.held(number);
    }

    @Override
    public void refused(long number, Throwable thrown) throws ProtocolException {
        Delivery delivery = this.items.remove(number);
        if (delivery == null) {
            throw new ProtocolException("Failure of item " + number + ", which is not in work");
        }
        lost(delivery, thrown);
    }

    @Override
    public void producerFailed(String producer, Throwable thrown) {
        this.outcomes.producerFailed(producer, thrown);
    }

    @Override
    public void ended(@Nullable Throwable thrown) {
        this.ended = true;
        if (thrown != null && !this.failed && !isTerminated()) {
            this.failed = true;
            this.outcomes.broken(thrown);
        }
    }

    @Override
    public void close() {
        stopCollecting();
    }

    @Override
    public void abandon(ObjLongConsumer<Object> unsettled) {
        stopCollecting();
        this.batch.forEach((delivery) -> unsettled.accept(delivery.item, delivery.order));
        this.batch.clear();
        List<Delivery> left = this.items.drain();
        left.forEach((delivery) -> unsettled.accept(delivery.item, delivery.order));
    }

}
