package org.minigun.process;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;

import org.jspecify.annotations.Nullable;
import org.minigun.Items;
import org.minigun.protocol.FrameReader;
import org.minigun.protocol.FrameType;
import org.minigun.protocol.FrameWriter;
import org.minigun.protocol.MarkedProcesses;
import org.minigun.protocol.StatusPage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One worker process with its connection. Thread-safe, but for the reading end of the
 * connection, which belongs to whoever has leased the worker.
 */
final class Worker {

    private static final Logger logger = LoggerFactory.getLogger(Worker.class);

    private final StartedWorker started;

    private final int index;

    private final PoolProcesses pool;

    private final long bornNanos = System.nanoTime();

    private final WorkerLink link;

    private final AtomicReference<@Nullable Cause> killed = new AtomicReference<>();

    private final Recycling recycling;

    private final Watch watch = new Watch(this);

    private final LastWords lastWords;

    private volatile WorkerState state = WorkerState.SPARE;

    private volatile Serving serving = Serving.NOTHING;

    private volatile boolean heldUp;

    private volatile long session = -1;

    /** The session that was told to close; one of before may be told late. */
    private volatile long closing = -1;

    private volatile long residentBytes = ResidentMemory.UNKNOWN;

    private volatile Duration cpu = Duration.ZERO;

    /** Whether it had children when it was told to end. */
    private volatile boolean parent;

    private @Nullable DeathCertificate certificate;

    Worker(StartedWorker started, int index, PoolProcesses pool) {
        this.started = started;
        this.index = index;
        this.pool = pool;
        this.link = new WorkerLink(started.channel(), started.maxFrame());
        this.recycling = new Recycling(this, pool);
        this.lastWords = new LastWords(index);
    }

    /** Its number in its pool, from 0. */
    int index() {
        return this.index;
    }

    long pid() {
        return this.started.jvm().pid();
    }

    StatusPage status() {
        return this.started.status();
    }

    /** Writes to it; guarded by {@link #writeLock}. */
    FrameWriter writer() {
        return this.link.writer();
    }

    /** Reads what it sends; for whoever has leased it. */
    FrameReader reader() {
        return this.link.reader();
    }

    /** Guards what is written to the connection. */
    ReentrantLock writeLock() {
        return this.link.writeLock();
    }

    /** Items that it has settled in all its sessions. */
    long itemsServed() {
        return status().settled();
    }

    Duration age() {
        return Duration.ofNanos(System.nanoTime() - this.bornNanos);
    }

    /** Its CPU time as it was seen last. */
    Duration cpu() {
        return this.cpu;
    }

    /** Looks at its CPU time, which nobody can once it has ended. */
    void lookAtCpu() {
        this.started.jvm().info().totalCpuDuration().ifPresent((now) -> this.cpu = now);
    }

    String poolName() {
        return this.pool.options().name();
    }

    /**
     * Begins a session, for messages and supervision. Ends with the lease.
     * @param session its number, which is unique in this JVM
     * @param task the task
     * @param stage path of the stage
     * @param itemTimeout longest time for an item, or {@code null}
     * @param closeTimeout longest time that it takes to close the stage's objects
     * @param pipeline whether it runs a pipeline, which may work on for long once it gets
     * nothing more
     */
    void serve(long session, String task, String stage, @Nullable Duration itemTimeout, Duration closeTimeout,
            boolean pipeline) {
        this.session = session;
        this.serving = new Serving(task, stage, (itemTimeout != null) ? itemTimeout.toNanos() : 0,
                closeTimeout.toNanos(), pipeline);
        if (itemTimeout != null) {
            this.pool.supervisor().hurry();
        }
    }

    /**
     * Tells that nobody reads what the worker sends for now, since the stages behind have
     * no room: its item's time stands still.
     * @param heldUp whether it is so
     */
    void heldUp(boolean heldUp) {
        this.heldUp = heldUp;
    }

    /**
     * Takes the frame that the reader has read, if it is not for a session: what is
     * logged, threads, and why it is about to end.
     * @return whether it was taken
     * @throws IOException if it is not as it should be
     */
    boolean takes() throws IOException {
        return this.lastWords.take(reader());
    }

    /**
     * Tells how many items more it may be given before it is replaced by
     * {@code max-items}, counted from what it has settled: what is in flight is to be
     * taken off. To be asked once a session, since it reads the worker's notes.
     */
    long itemsLeft() {
        return this.recycling.itemsLeft();
    }

    /**
     * Tells whether the worker is to be given back and another one leased: it has served
     * its items, is old or large, and another one stands ready or others are in service.
     */
    boolean isRecyclingDue() {
        return this.recycling.isDue();
    }

    /**
     * Tells the same for who has counted.
     * @param served items that it has settled in all its sessions, by its results: it
     * notes each only after that has left
     */
    boolean isRecyclingDue(long served) {
        return this.recycling.isDue(served);
    }

    /**
     * Ends the process by force, and its descendants, at once. The socket's end follows.
     * @param reason why
     * @param detail what is to stand in its certificate, or {@code null}
     */
    void kill(DeathReason reason, @Nullable String detail) {
        condemn(reason, detail);
        LeftProcesses.killTree(this.started.process(), this.started.jvm());
    }

    /** Notes why it will be killed, unless another reason came first. */
    void condemn(DeathReason reason, @Nullable String detail) {
        this.killed.compareAndSet(null, new Cause(reason, detail));
    }

    /**
     * Waits for the end of the process after the connection's (a second at most, then
     * kills it) and tells how it has died.
     * @param item the item that was in work, or {@code null}
     * @return the certificate
     */
    DeathCertificate awaitDeath(@Nullable Object item) {
        synchronized (this.killed) {
            DeathCertificate death = (this.certificate != null) ? this.certificate : Autopsy.of(this);
            this.certificate = (item != null) ? death.withItem(Items.describe(item)) : death;
            return this.certificate;
        }
    }

    /**
     * Tells the worker to end and waits until it has, or was killed by the supervisor.
     */
    void end() {
        lookAtCpu();
        this.parent = LeftProcesses.hasChildren(this.started.jvm());
        letWatchdogGo();
        if (!this.link.send(FrameType.SHUTDOWN) && isAlive()) {
            kill(DeathReason.CANCELLED, null);
        }
        drain();
        awaitDeath(null);
    }

    /**
     * Writes to the worker's standard input, on which a thread of it waits for the
     * application's end: a JVM takes 0.3 s longer to exit while a thread reads.
     */
    private void letWatchdogGo() {
        try {
            OutputStream input = this.started.process().getOutputStream();
            input.write('\n');
            input.flush();
        }
        catch (IOException ex) {
            logger.debug("Worker {} of pool '{}' has ended already", this.index, poolName(), ex);
        }
    }

    private void drain() {
        try {
            while (reader().next()) {
                takes();
            }
        }
        catch (IOException ex) {
            logger.debug("The connection of worker {} of pool '{}' has broken", this.index, poolName(), ex);
        }
    }

    /** Ends what is left of it and removes its files. */
    void close() {
        this.started.close();
        MarkedProcesses.kill(Set.of(this.started.marker()));
    }

    /**
     * Removes the files of a worker that has ended as it was told to, and ends what it
     * has left: at once if it had children, else soon.
     */
    void closeQuietly() {
        if (this.parent) {
            close();
        }
        else {
            this.started.close();
            this.pool.leftovers().add(this.started.marker());
        }
    }

    boolean isAlive() {
        return this.started.process().isAlive();
    }

    WorkerState state() {
        return this.state;
    }

    void state(WorkerState state) {
        this.state = state;
    }

    Serving serving() {
        return this.serving;
    }

    /** It was told to close a session once it has done what it was given. */
    void closing(long session) {
        this.closing = session;
    }

    /** Whether all that is left to it is to close what its session has. */
    boolean isClosing() {
        return (this.serving.pipeline() ? status().closing() : this.closing) == this.session;
    }

    void serveNothing() {
        this.serving = Serving.NOTHING;
        this.heldUp = false;
    }

    boolean isHeldUp() {
        return this.heldUp;
    }

    Recycling recycling() {
        return this.recycling;
    }

    Watch watch() {
        return this.watch;
    }

    /** Asks for its threads, without waiting for the answer. */
    void askForThreads() {
        this.lastWords.forgetThreadDump();
        this.pool.background(() -> this.link.send(FrameType.DUMP));
    }

    /** Does work that may wait for it; returns at once. */
    void background(Runnable work) {
        this.pool.background(work);
    }

    StartedWorker started() {
        return this.started;
    }

    @Nullable Cause killed() {
        return this.killed.get();
    }

    boolean isKilledFor(DeathReason reason) {
        Cause cause = this.killed.get();
        return cause != null && cause.reason() == reason;
    }

    /**
     * Whether it has sent what it must not while nothing was wrong with it as far as it
     * knew: what a worker sends that is about to end may be torn.
     */
    boolean hasBrokenProtocol() {
        return isKilledFor(DeathReason.PROTOCOL) && dying() == null && status().reason() == StatusPage.NO_REASON;
    }

    @Nullable Cause dying() {
        return this.lastWords.dying();
    }

    @Nullable String threadDump() {
        return this.lastWords.threadDump();
    }

    long residentBytes() {
        return this.residentBytes;
    }

    void residentBytes(long bytes) {
        this.residentBytes = bytes;
    }

    /** Why it dies, and what is said of it. */
    record Cause(DeathReason reason, @Nullable String detail) {
    }

    /** What it serves; no timeout is 0. */
    record Serving(@Nullable String task, @Nullable String stage, long itemTimeoutNanos, long closeTimeoutNanos,
            boolean pipeline) {

        static final Serving NOTHING = new Serving(null, null, 0, 0, false);

    }

}
