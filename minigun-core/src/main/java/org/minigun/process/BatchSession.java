package org.minigun.process;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.ObjLongConsumer;

import org.jspecify.annotations.Nullable;
import org.minigun.execution.HostedOutcomes;
import org.minigun.execution.HostedSession;
import org.minigun.protocol.CodecException;
import org.minigun.protocol.FrameType;
import org.minigun.protocol.ItemCodec;
import org.minigun.protocol.ItemReader;
import org.minigun.protocol.ProtocolException;
import org.minigun.protocol.ResultKind;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One context of a stage that gives each batch a worker of its own. Collects a batch,
 * takes a worker that has served nobody, and waits for the last word on each item; what a
 * death leaves goes to a further fresh worker. All on the context's thread.
 */
final class BatchSession extends TalkingSession implements HostedSession {

    private static final Logger logger = LoggerFactory.getLogger(BatchSession.class);

    private final int batchSize;

    /** Held by the one session that collects, so that batches are full. */
    private final Semaphore collecting;

    private final ItemFrames frames;

    private final Settlement settlement;

    private final Casualties casualties;

    private final Deque<Delivery> batch = new ArrayDeque<>();

    /** What the worker has, in its order. */
    private final Deque<Delivery> sent = new ArrayDeque<>();

    /** What has failed and is to be tried again, by a further worker. */
    private final Deque<Delivery> again = new ArrayDeque<>();

    private boolean collects;

    private long number;

    /** Items that the worker has settled. */
    private long settled;

    /** Items that are in the frame that is being written. */
    private int leaving;

    private boolean closeSent;

    /** Whether suspects are among the batch, so that it is worked on item by item. */
    private boolean careful;

    private long retryAtNanos;

    BatchSession(StageSetup setup, int batchSize, Semaphore collecting, HostedOutcomes outcomes) {
        super(setup);
        this.batchSize = batchSize;
        this.collecting = collecting;
        ItemCodec codec = setup.codec();
        this.frames = new ItemFrames(codec);
        this.settlement = setup.settlement(outcomes, codec);
        this.casualties = new Casualties(this.settlement, setup.maxCrashes(), setup.isSplitting());
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
            if (isCutOff()) {
                throw new InterruptedException("The run is cut off");
            }
            Worker worker;
            try {
                awaitRetry();
                worker = this.setup.lease();
            }
            catch (WorkerStartException ex) {
                this.settlement.broken(ex);
                throw new InterruptedException("The stage's workers do not start");
            }
            serve(worker);
            this.batch.addAll(this.again);
            this.again.clear();
        }
    }

    private void stopCollecting() {
        if (this.collects) {
            this.collects = false;
            this.collecting.release();
        }
    }

    private void awaitRetry() throws InterruptedException {
        for (long left = this.retryAtNanos - System.nanoTime(); this.retryAtNanos != 0
                && left > 0; left = this.retryAtNanos - System.nanoTime()) {
            LockSupport.parkNanos(Math.min(left, TimeUnit.MILLISECONDS.toNanos(50)));
            if (Thread.interrupted() || isAborted()) {
                throw new InterruptedException("The run is cut off");
            }
        }
        this.retryAtNanos = 0;
    }

    private void serve(Worker worker) {
        this.settled = 0;
        this.closeSent = false;
        this.careful = this.batch.stream().anyMatch((each) -> each.suspect);
        try {
            WorkerTalk opened = this.setup.open(worker);
            begin(opened);
            if (isTerminated()) {
                worker.kill(DeathReason.CANCELLED, null);
            }
            send(opened);
            while (opened.next() != FrameType.CLOSED) {
                // While results wait for room behind this stage, no item's time runs.
                worker.heldUp(true);
                take(worker.reader().type(), opened.payload());
                worker.heldUp(false);
                send(opened);
            }
            if (!this.sent.isEmpty()) {
                throw new ProtocolException("Session closed with " + this.sent.size() + " items owed");
            }
            SessionEnds.logFailedClose(this.setup, opened);
            this.setup.release(worker);
        }
        catch (OpenFailedException ex) {
            this.setup.failed(worker, ex.thrown());
        }
        catch (ProtocolException | CodecException ex) {
            worker.kill(DeathReason.PROTOCOL, ex.getMessage());
            died(worker);
        }
        catch (IOException ex) {
            logger.debug("The connection of worker {} has ended", worker.index(), ex);
            died(worker);
        }
        catch (RuntimeException | Error ex) {
            // Not of the worker's making: the stage cannot go on.
            this.setup.drop(worker);
            throw ex;
        }
        finally {
            endTalk();
        }
    }

    private void died(Worker worker) {
        Casualties.Left left = this.casualties.of(worker, List.copyOf(this.sent), this.settled);
        this.sent.clear();
        left.again().descendingIterator().forEachRemaining(this.batch::addFirst);
        if (left.inVain()) {
            this.setup.lostInVain(worker);
        }
        else {
            this.setup.lost(worker);
        }
    }

    /** Sends what may be sent, and after the last item the end of the batch. */
    private void send(WorkerTalk opened) throws IOException {
        boolean more = !this.closeSent;
        while (more) {
            this.leaving = 0;
            more = this.frames.send(opened, this::next, this.sent::addAll);
            for (ItemFrames.Refusal refusal : this.frames.takeRefusals()) {
                refusal.delivery().attempts++;
                refusal.delivery().suspect = false;
                again(refusal.delivery(), this.settlement.failed(refusal.delivery(), refusal.thrown(), 0));
                more = true;
            }
        }
        if (this.batch.isEmpty() && !this.closeSent) {
            this.closeSent = true;
            opened.send(FrameType.CLOSE);
        }
    }

    private @Nullable Delivery next() {
        boolean held = this.careful && this.leaving + this.sent.size() > 0;
        Delivery delivery = held ? null : this.batch.poll();
        if (delivery != null) {
            this.leaving++;
            delivery.number = ++this.number;
        }
        return delivery;
    }

    private void take(FrameType type, ItemReader in) throws ProtocolException {
        if (type != FrameType.RESULTS) {
            throw new ProtocolException("Frame " + type + " within a batch");
        }
        while (in.remaining() > 0) {
            int kind;
            long about;
            try {
                kind = in.readByte();
                about = in.readVarLong();
            }
            catch (CodecException ex) {
                throw new ProtocolException("Result that cannot be read", ex);
            }
            Delivery delivery = this.sent.peek();
            if (delivery == null || delivery.number != about) {
                throw new ProtocolException("Result for item " + about + ", which is not in work");
            }
            switch (kind) {
                case ResultKind.OUTPUT -> this.settlement.output(delivery, in);
                case ResultKind.DONE, ResultKind.FAILED, ResultKind.RESULT -> {
                    long wait = this.settlement.settled(kind, delivery, in);
                    // Only now: what cannot be read leaves the item in work.
                    this.sent.poll();
                    this.settled++;
                    delivery.suspect = false;
                    again(delivery, wait);
                }
                default -> throw new ProtocolException("Result of unknown kind " + kind);
            }
        }
    }

    private void again(Delivery delivery, long nanos) {
        if (nanos >= 0) {
            this.again.add(delivery);
            this.retryAtNanos = Math.max(this.retryAtNanos, System.nanoTime() + nanos);
        }
    }

    @Override
    public void close() {
        stopCollecting();
    }

    @Override
    public void abandon(ObjLongConsumer<Object> unsettled) {
        this.settlement.end();
        stopCollecting();
        for (Deque<Delivery> left : List.of(this.sent, this.batch, this.again)) {
            left.forEach((delivery) -> SessionEnds.tell(delivery, unsettled));
            left.clear();
        }
    }

}
