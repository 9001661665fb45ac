package org.minigun.process;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.ObjLongConsumer;

import org.jspecify.annotations.Nullable;
import org.minigun.Setting;
import org.minigun.execution.HostedOutcomes;
import org.minigun.protocol.CodecException;
import org.minigun.protocol.FrameType;
import org.minigun.protocol.ItemReader;
import org.minigun.protocol.ProtocolException;
import org.minigun.protocol.ResultKind;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One context of a stage that runs in a pool of workers. The context's thread hands items
 * over and sends them together; a thread of the session leases a worker, reads what
 * becomes of the items, and goes on with a further worker when one has died or is due to
 * be replaced.
 * <p>
 * How many items are on their way follows their time: as many as take four milliseconds,
 * at least two, so that a worker has the next one when it has done one; and one alone if
 * they are slow, so that none waits behind it while another worker is free.
 */
final class WorkerSession extends ThreadedSession {

    private static final Logger logger = LoggerFactory.getLogger(WorkerSession.class);

    private static final long AHEAD_NANOS = 4_000_000;

    /** From here on the way of an item, some 0.3 ms, is not worth another's wait. */
    private static final long SLOW_NANOS = 20_000_000;

    private final Settlement settlement;

    private final Casualties casualties;

    private final ItemSender sender;

    private final int largestWindow;

    /** Items that wait to be tried again; guarded by the lock. */
    private final List<Retry> retries = new ArrayList<>();

    /**
     * What the worker has, in its order, as far as the session's thread has taken note.
     */
    private final Deque<Delivery> inWork = new ArrayDeque<>();

    /** Written by the context's thread alone. */
    private long handedOver;

    private volatile long settled;

    private volatile int window = 1;

    private volatile boolean closing;

    private boolean waiting;

    private long smoothedNanos = -1;

    private int sinceGrown;

    private int settledInFrame;

    WorkerSession(StageSetup setup, int index, HostedOutcomes outcomes) {
        super(setup, index);
        var codec = setup.codec();
        this.settlement = setup.settlement(outcomes, codec);
        this.casualties = new Casualties(this.settlement, setup.maxCrashes(), setup.isSplitting());
        this.sender = new ItemSender(codec);
        this.largestWindow = setup.settings().get(Setting.WINDOW, 1024);
    }

    @Override
    public int awaitRoom() throws InterruptedException {
        int room = room();
        if (room > 0) {
            return room;
        }
        flush();
        this.lock.lockInterruptibly();
        try {
            this.waiting = true;
            for (room = room(); room <= 0; room = room()) {
                checkGoing();
                awaitChange();
            }
            return room;
        }
        finally {
            this.waiting = false;
            this.lock.unlock();
        }
    }

    private int room() {
        return (int) Math.min(Integer.MAX_VALUE, this.window - (this.handedOver - this.settled));
    }

    @Override
    public void submit(Object item, long number) throws InterruptedException {
        while (room() <= 0) {
            awaitRoom();
        }
        this.sender.add(new Delivery(item, number));
        this.handedOver++;
        beginThread();
    }

    @Override
    public void flush() {
        WorkerTalk current = talk();
        if (current != null) {
            send(current);
        }
    }

    /** Sends what waits; what is refused by the codec is the item's failure. */
    private void send(WorkerTalk current) {
        try {
            this.sender.send(current, this::refused);
        }
        catch (IOException ex) {
            // The session's thread meets the end of the connection too.
            logger.debug("Worker {} was not reached", current.worker().index(), ex);
        }
    }

    private void refused(Delivery delivery, CodecException thrown) {
        delivery.attempts++;
        long wait = this.settlement.failed(delivery, thrown, 0);
        this.lock.lock();
        try {
            SplitItem whole = delivery.whole;
            if (wait < 0 && (whole == null || whole.isSettled())) {
                this.settled++;
            }
            signal();
        }
        finally {
            this.lock.unlock();
        }
        if (wait >= 0) {
            retry(delivery, System.nanoTime(), wait);
        }
    }

    @Override
    public void drain() throws InterruptedException {
        flush();
        this.lock.lockInterruptibly();
        try {
            while (this.settled < this.handedOver) {
                checkGoing();
                awaitChange();
            }
        }
        finally {
            this.lock.unlock();
        }
    }

    @Override
    public void close() {
        this.closing = true;
        WorkerTalk current = talk();
        if (current != null) {
            try {
                current.send(FrameType.CLOSE);
            }
            catch (IOException ex) {
                logger.debug("Worker {} was not reached", current.worker().index(), ex);
            }
        }
        join();
    }

    @Override
    public void abandon(ObjLongConsumer<Object> unsettled) {
        terminate();
        join();
        this.settlement.end();
        this.inWork.forEach((delivery) -> SessionEnds.tell(delivery, unsettled));
        this.inWork.clear();
        this.sender.drainAll().forEach((delivery) -> SessionEnds.tell(delivery, unsettled));
        this.retries.forEach((retry) -> SessionEnds.tell(retry.delivery(), unsettled));
        this.retries.clear();
    }

    @Override
    void broken(Throwable cause) {
        this.settlement.broken(cause);
    }

    /** Waits without a worker until there are items for one. */
    @Override
    boolean awaitWork() throws InterruptedException {
        this.lock.lockInterruptibly();
        try {
            while (true) {
                if (isCutOff()) {
                    throw new InterruptedException("The run is cut off");
                }
                long wait = takeRetries();
                if (this.sender.hasItems()) {
                    return true;
                }
                if (this.closing) {
                    return false;
                }
                awaitChange(wait);
            }
        }
        finally {
            this.lock.unlock();
        }
    }

    /** Moves items whose time has come; returns how long it is until the next one's. */
    private long takeRetries() {
        long next = Long.MAX_VALUE;
        long now = System.nanoTime();
        for (int i = 0; i < this.retries.size(); i++) {
            Retry retry = this.retries.get(i);
            if (retry.atNanos() - now <= 0) {
                this.sender.add(retry.delivery());
                this.retries.remove(i--);
            }
            else {
                next = Math.min(next, retry.atNanos() - now);
            }
        }
        return next;
    }

    @Override
    void serve(Worker worker) {
        this.sender.prepare();
        try {
            WorkerTalk opened = this.setup.open(worker);
            this.sender.begin(worker);
            begin(opened);
            send(opened);
            if (this.closing) {
                opened.send(FrameType.CLOSE);
            }
            if (takeAll(opened)) {
                endTalk();
                this.setup.release(worker);
            }
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
            this.inWork.addAll(this.sender.end());
            this.setup.drop(worker);
            throw ex;
        }
        finally {
            endTalk();
        }
    }

    private void died(Worker worker) {
        endTalk();
        this.inWork.addAll(this.sender.end());
        List<Delivery> had = List.copyOf(this.inWork);
        boolean inVain = false;
        this.inWork.clear();
        if (isCutOff()) {
            this.inWork.addAll(had);
        }
        else {
            Casualties.Left left = this.casualties.of(worker, had, this.sender.settled());
            inVain = left.inVain();
            this.sender.addFirst(left.again());
            settledMore(lostOf(had, left.again()));
        }
        if (inVain) {
            this.setup.lostInVain(worker);
        }
        else {
            this.setup.lost(worker);
        }
        signal();
    }

    /** How many of the items that a worker had are settled by its death. */
    private static int lostOf(List<Delivery> had, Deque<Delivery> again) {
        Set<Object> lost = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Delivery delivery : had) {
            SplitItem whole = delivery.whole;
            if (whole == null || whole.isSettled()) {
                lost.add(delivery.root);
            }
        }
        again.forEach((delivery) -> lost.remove(delivery.root));
        return lost.size();
    }

    /** Reads until the session is closed; returns whether it was in good order. */
    private boolean takeAll(WorkerTalk opened) throws IOException, CodecException {
        boolean recycling = false;
        while (true) {
            FrameType type = opened.next();
            if (type == FrameType.CLOSED) {
                if (!this.inWork.isEmpty() || this.sender.hasSent()) {
                    throw new ProtocolException("Session closed with items owed");
                }
                SessionEnds.logFailedClose(this.setup, opened);
                return true;
            }
            if (type != FrameType.RESULTS) {
                throw new ProtocolException("Frame " + type + " within a session");
            }
            // While results wait for room behind this stage, no item's time runs.
            opened.worker().heldUp(true);
            try {
                take(opened.payload());
            }
            finally {
                // Also what came before something that cannot be read.
                settledMore(this.settledInFrame);
                this.settledInFrame = 0;
            }
            opened.worker().heldUp(false);
            if (!recycling && !this.closing && opened.worker().isRecyclingDue(this.sender.served())) {
                recycling = true;
                endTalk();
                this.sender.pause();
            }
            else {
                this.sender.goOn();
            }
            if (recycling && this.inWork.isEmpty() && this.sender.isQuiet()) {
                opened.send(FrameType.CLOSE);
                recycling = false;
                this.sender.pause();
            }
            afterFrame(opened);
        }
    }

    private void afterFrame(WorkerTalk opened) {
        this.lock.lock();
        try {
            takeRetries();
            if (this.waiting && 2 * room() >= this.window || this.settled == this.handedOver) {
                signal();
            }
        }
        finally {
            this.lock.unlock();
        }
        if (talk() != null && this.sender.hasItems()) {
            send(opened);
        }
    }

    private void take(ItemReader in) throws ProtocolException {
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
            Delivery delivery = current();
            if (delivery == null || delivery.number != about) {
                throw new ProtocolException("Result for item " + about + ", which is not in work");
            }
            switch (kind) {
                case ResultKind.OUTPUT -> this.settlement.output(delivery, in);
                case ResultKind.DONE, ResultKind.FAILED, ResultKind.RESULT -> {
                    int done = settle(kind, delivery, in);
                    // Only now: what cannot be read leaves the item in work.
                    this.inWork.poll();
                    this.settledInFrame += done;
                }
                default -> throw new ProtocolException("Result of unknown kind " + kind);
            }
        }
    }

    private int settle(int kind, Delivery delivery, ItemReader in) throws ProtocolException {
        long begun = System.nanoTime();
        long wait = this.settlement.settled(kind, delivery, in);
        smooth(this.settlement.lastBusyNanos());
        this.sender.settled(delivery);
        if (wait >= 0) {
            retry(delivery, begun, wait);
            return 0;
        }
        SplitItem whole = delivery.whole;
        return (whole == null || whole.isSettled()) ? 1 : 0;
    }

    private void retry(Delivery delivery, long begun, long wait) {
        this.lock.lock();
        try {
            this.retries.add(new Retry(delivery, begun + wait));
        }
        finally {
            this.lock.unlock();
        }
        // Both threads of the session may be waiting for something else by then.
        CompletableFuture.delayedExecutor(wait, TimeUnit.NANOSECONDS, this.setup.pool()::background)
            .execute(this::sendRetries);
    }

    private void sendRetries() {
        this.lock.lock();
        try {
            takeRetries();
            signal();
        }
        finally {
            this.lock.unlock();
        }
        try {
            flush();
        }
        catch (RuntimeException | Error ex) {
            // Nobody else would tell the run, and the item would be owed for ever.
            broken(ex);
            throw ex;
        }
    }

    private @Nullable Delivery current() {
        if (this.inWork.isEmpty()) {
            this.sender.takeSent(this.inWork);
        }
        return this.inWork.peek();
    }

    private void smooth(long nanos) {
        long before = this.smoothedNanos;
        // A slow item counts at once, fast ones one by one; and the window doubles with
        // each window's worth of results: so that few of a slow kind pile up before it
        // is known.
        this.smoothedNanos = (before < 0) ? nanos
                : (nanos > before) ? Math.max(before, nanos / 2) : before - (before - nanos) / 8;
        this.sinceGrown++;
        long fitting = (this.smoothedNanos > SLOW_NANOS) ? 1
                : Math.max(2, AHEAD_NANOS / Math.max(1, this.smoothedNanos));
        if (fitting < this.window) {
            this.window = (int) fitting;
            this.sinceGrown = 0;
        }
        else if (this.sinceGrown >= this.window) {
            this.window = (int) Math.min(Math.min(this.largestWindow, fitting), this.window * 2L);
            this.sinceGrown = 0;
        }
    }

    private void settledMore(int items) {
        this.lock.lock();
        this.settled += items;
        this.lock.unlock();
    }

    /** An item and when it is to be tried again. */
    private record Retry(Delivery delivery, long atNanos) {
    }

}
