package org.minigun.process;

import java.io.IOException;
import java.util.List;
import java.util.function.ObjLongConsumer;

import org.jspecify.annotations.Nullable;
import org.minigun.execution.HostedCommit;
import org.minigun.execution.HostedGroupStages;
import org.minigun.execution.HostedOutcomes;
import org.minigun.protocol.CodecException;
import org.minigun.protocol.FrameType;
import org.minigun.protocol.ProtocolException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One context of stages that run together in a pool of workers: a nested pipeline, or
 * stages that are colocated. The context's thread hands items over; a thread of the
 * session leases a worker, and passes on what has left the stages when they commit.
 * Stages with producers among them pass on at once, and the death of their worker is
 * their end.
 */
final class GroupSession extends ThreadedSession implements GroupWire.Listener {

    private static final Logger logger = LoggerFactory.getLogger(GroupSession.class);

    /** What may have left in bytes while nothing was committed. */
    static final long MOST_HELD = 64L << 20;

    private final HostedGroupStages group;

    private final GroupItems items;

    private final GroupCommits commits;

    private final GroupWire wire;

    private final Unexplained unexplained;

    private final GroupTelling telling;

    private volatile boolean draining;

    /** Guarded by the lock. */
    private boolean closeSent;

    private boolean ended;

    private boolean failed;

    private boolean served;

    GroupSession(StageSetup setup, HostedGroupStages group, int index, HostedOutcomes outcomes) {
        super(setup, index);
        this.group = group;
        this.telling = new GroupTelling(outcomes);
        var codec = setup.codec();
        this.items = new GroupItems(GroupWindow.smallest(group), GroupWindow.largest(setup.settings()),
                setup.maxCrashes());
        this.commits = new GroupCommits(group, codec, setup, this.items::item);
        this.wire = new GroupWire(codec, this.items, this.commits);
        this.unexplained = new Unexplained(setup.maxCrashes());
    }

    @Override
    public int awaitRoom() throws InterruptedException {
        int room = this.items.room();
        if (room > 0) {
            return room;
        }
        flush();
        this.lock.lockInterruptibly();
        try {
            for (room = this.items.room(); room <= 0; room = this.items.room()) {
                checkGoing();
                awaitChange();
            }
            return room;
        }
        finally {
            this.lock.unlock();
        }
    }

    @Override
    public void submit(Object item, long number) throws InterruptedException {
        while (this.items.room() <= 0) {
            awaitRoom();
        }
        this.items.add(new Delivery(item, number));
        beginThread();
    }

    @Override
    public void flush() {
        WorkerTalk current = talk();
        if (current != null) {
            send(current);
        }
    }

    /** Sends what may be sent, and the end of it. */
    private void send(WorkerTalk current) {
        try {
            this.wire.send(current, this::refusedHere);
            if (this.draining && this.items.mayEnd()) {
                sendClose(current);
            }
        }
        catch (IOException ex) {
            // The session's thread meets the end of the connection too.
            logger.debug("Worker {} was not reached", current.worker().index(), ex);
        }
    }

    private void sendClose(WorkerTalk current) throws IOException {
        this.lock.lock();
        try {
            if (this.closeSent || !isTalkingTo(current)) {
                return;
            }
            this.closeSent = true;
        }
        finally {
            this.lock.unlock();
        }
        this.items.closed();
        current.send(FrameType.CLOSE);
    }

    private void refusedHere(Delivery delivery, CodecException thrown) {
        this.telling.lost(delivery, thrown);
        signal();
    }

    @Override
    public void drain() throws InterruptedException {
        this.draining = true;
        if (!this.items.isEmpty() || this.group.producing()) {
            beginThread();
        }
        flush();
        signal();
        while (isThreadAlive()) {
            if (isCutOff()) {
                throw new InterruptedException("The run is cut off");
            }
            joinShortly();
        }
        if (!this.items.isEmpty()) {
            throw new InterruptedException("The run is cut off");
        }
    }

    @Override
    public void close() {
        this.draining = true;
        signal();
        join();
    }

    @Override
    public void abandon(ObjLongConsumer<Object> unsettled) {
        terminate();
        join();
        this.telling.end();
        this.items.drain().forEach((delivery) -> unsettled.accept(delivery.item, delivery.order));
    }

    @Override
    void broken(Throwable cause) {
        this.telling.broken(cause);
    }

    /** Waits without a worker until there is something for one to do. */
    @Override
    boolean awaitWork() throws InterruptedException {
        this.lock.lockInterruptibly();
        try {
            while (true) {
                if (isCutOff() || this.failed) {
                    throw new InterruptedException("The run is cut off");
                }
                if (this.items.hasWaiting() || this.group.producing() && !this.served) {
                    return true;
                }
                if (this.draining) {
                    return false;
                }
                awaitChange();
            }
        }
        finally {
            this.lock.unlock();
        }
    }

    @Override
    void serve(Worker worker) throws Exception {
        this.ended = false;
        try {
            WorkerTalk opened = this.setup.open(worker);
            this.served = true;
            this.items.open(worker);
            begin(opened);
            send(opened);
            if (this.group.producing()) {
                askForStop(opened);
            }
            takeAll(opened);
            this.items.closed();
            endTalk();
            this.closeSent = false;
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
            // What it sent is no item of these stages: nobody knows of which it comes.
            worker.kill(DeathReason.CANCELLED, null);
            this.setup.lost(worker);
            throw ex;
        }
        catch (IOException ex) {
            logger.debug("The connection of worker {} has ended", worker.index(), ex);
            died(worker);
        }
        catch (Exception | Error ex) {
            this.setup.drop(worker);
            throw ex;
        }
        finally {
            endTalk();
        }
    }

    private void died(Worker worker) {
        endTalk();
        this.closeSent = false;
        this.commits.forget();
        DeathCertificate certificate = worker.awaitDeath(null);
        boolean inVain = false;
        // Once they have told their end, and all is passed on, only its objects were left
        // to close.
        boolean done = this.ended && !this.items.hasSent();
        if (!isCutOff() && !this.failed && !done) {
            if (this.group.producing()) {
                this.failed = true;
                this.telling.broken(
                        new ProducerDiedException(this.setup.stage().path(), certificate, 0, this.telling.passed()));
            }
            else {
                long settled = this.items.settled();
                List<Delivery> guilty = this.items.died();
                for (Delivery lost : guilty) {
                    this.telling.lost(lost,
                            new WorkerCrashException(worker.awaitDeath(lost.item), Math.max(1, lost.crashes)));
                }
                this.telling.lostInside(new WorkerCrashException(certificate, 1));
                inVain = this.unexplained.isInVain(!guilty.isEmpty(), settled);
            }
        }
        if (inVain) {
            this.setup.lostInVain(worker);
        }
        else {
            this.setup.lost(worker);
        }
        signal();
    }

    /** Reads until the session is closed. */
    private void takeAll(WorkerTalk opened) throws Exception {
        while (true) {
            FrameType type = opened.next();
            if (type == FrameType.CLOSED) {
                if (this.items.hasSent() && !this.failed && !isCutOff()) {
                    throw new ProtocolException("Session closed with items owed");
                }
                SessionEnds.logFailedClose(this.setup, opened);
                return;
            }
            if (type != FrameType.RESULTS) {
                throw new ProtocolException("Frame " + type + " within a session");
            }
            // While results wait for room behind these stages, no item's time runs.
            opened.worker().heldUp(true);
            this.wire.take(opened.payload(), this);
            if (this.group.producing()) {
                this.telling.committed(this.commits.takeItems());
            }
            else if (this.commits.heldBytes() > MOST_HELD) {
                this.items.passedOn();
                this.telling.committed(this.commits.takeItems());
            }
            opened.worker().heldUp(false);
            if (this.ended || !this.group.producing() && !this.items.hasSent() && opened.worker().isRecyclingDue()) {
                sendClose(opened);
            }
            else {
                send(opened);
            }
            signal();
        }
    }

    @Override
    public void committed(long number, HostedCommit commit) throws Exception {
        this.failed |= commit.hasFailed();
        this.telling.committed(commit);
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
        this.telling.lost(delivery, thrown);
    }

    @Override
    public void producerFailed(String producer, Throwable thrown) {
        this.telling.producerFailed(producer, thrown);
    }

    @Override
    public void ended(@Nullable Throwable thrown) {
        this.ended = true;
        if (thrown != null && !this.failed && !isCutOff()) {
            this.failed = true;
            this.telling.broken(thrown);
        }
    }

}
