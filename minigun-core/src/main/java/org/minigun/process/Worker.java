package org.minigun.process;

import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;

import org.jspecify.annotations.Nullable;
import org.minigun.protocol.StatusPage;

/**
 * One worker process with its connection. Thread-safe, but for {@link #reader}, which one
 * thread at a time may use: the one that has leased the worker.
 */
final class Worker {

    private final StartedWorker started;

    private final int index;

    private final ReentrantLock writeLock = new ReentrantLock();

    Worker(StartedWorker started, int index) {
        this.started = started;
        this.index = index;
    }

    /** Its number in its pool, from 0. */
    int index() {
        return this.index;
    }

    long pid() {
        return this.started.process().pid();
    }

    StatusPage status() {
        return this.started.status();
    }

    /** Guards {@code writer()}. */
    ReentrantLock writeLock() {
        return this.writeLock;
    }

    /** Items that it has settled in all its sessions. */
    long itemsServed() {
        return this.started.status().settled();
    }

    Duration age() {
        throw new UnsupportedOperationException();
    }

    /**
     * Begins a session, for messages and supervision. Ends with the lease.
     * @param task the task
     * @param stage path of the stage
     * @param itemTimeout longest time for an item, or {@code null}
     */
    void serve(String task, String stage, @Nullable Duration itemTimeout) {
        throw new UnsupportedOperationException();
    }

    /**
     * Tells that nobody reads what the worker sends for now, since the stages behind have
     * no room: its item's time stands still.
     * @param heldUp whether it is so
     */
    void heldUp(boolean heldUp) {
        throw new UnsupportedOperationException();
    }

    /** The worker has told its threads (frame {@code DUMPED}). */
    void dumped(String threads) {
        throw new UnsupportedOperationException();
    }

    /** The worker has told why it is about to end (frame {@code DYING}). */
    void dying(int reason, String detail) {
        throw new UnsupportedOperationException();
    }

    /**
     * How many items more it may be given before it is replaced by {@code max-items},
     * counted from what it has settled: what is in flight is to be taken off.
     */
    long itemsLeft() {
        throw new UnsupportedOperationException();
    }

    /**
     * Tells whether the worker is to be given back and another one leased: it has served
     * its items, is old or large, and another one stands ready or others are in service.
     */
    boolean isRecyclingDue() {
        throw new UnsupportedOperationException();
    }

    /**
     * Ends the process by force, and its descendants. Returns at once; the socket's end
     * follows.
     * @param reason why
     * @param detail what is to stand in its certificate, or {@code null}
     */
    void kill(DeathReason reason, @Nullable String detail) {
        throw new UnsupportedOperationException();
    }

    /**
     * Waits for the end of the process after the connection's (a second at most, then
     * kills it) and tells how it has died.
     * @param item the item that was in work, or {@code null}
     * @return the certificate
     */
    DeathCertificate awaitDeath(@Nullable Object item) {
        throw new UnsupportedOperationException();
    }

}
