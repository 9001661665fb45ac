package org.minigun.process;

import java.time.Duration;

import org.minigun.protocol.FrameType;
import org.minigun.protocol.StatusPage;

/**
 * Watches one worker for items that take too long and for silence. Times are sums of the
 * supervisor's own steps, each of a bounded length: while the application or the machine
 * stood still, no worker's time has run. Used by the supervisor's thread alone.
 */
final class Watch {

    /** A busy machine lets a worker wait for long before it answers. */
    private static final long DUMP_NANOS = Duration.ofSeconds(2).toNanos();

    private final Worker worker;

    private long begun = -1;

    private long busyNanos;

    private final Asking itemThreads = new Asking();

    private long settled;

    private long closingNanos;

    private final Asking closingThreads = new Asking();

    private long heartbeat;

    private long silentNanos;

    Watch(Worker worker) {
        this.worker = worker;
    }

    void look(long elapsedNanos, Duration unresponsiveTimeout) {
        if (this.worker.killed() == null && this.worker.isAlive()) {
            if (this.worker.status().isCut()) {
                this.worker.kill(DeathReason.PROTOCOL, "Somebody has cut off the file in which it notes what it does");
                return;
            }
            lookAtItem(elapsedNanos);
            lookAtClosing(elapsedNanos);
            lookAtHeartbeat(elapsedNanos, unresponsiveTimeout);
        }
    }

    private void lookAtItem(long elapsedNanos) {
        StatusPage status = this.worker.status();
        long timeout = this.worker.serving().itemTimeoutNanos();
        long begun = status.begun();
        if (timeout == 0 || status.current() == 0 || begun != this.begun) {
            this.begun = begun;
            this.busyNanos = 0;
            this.itemThreads.forget();
            return;
        }
        if (this.worker.isHeldUp()) {
            return;
        }
        this.busyNanos += elapsedNanos;
        if (this.busyNanos >= timeout && this.itemThreads.isAnswered(elapsedNanos)) {
            this.worker.kill(DeathReason.TIMEOUT, "It has worked on one item for over "
                    + DeathText.duration(Duration.ofNanos(timeout)) + ", which is item-timeout");
        }
    }

    /** Once its last item is settled all that is left to it is to close. */
    private void lookAtClosing(long elapsedNanos) {
        long timeout = this.worker.serving().closeTimeoutNanos();
        long settled = this.worker.status().settled();
        if (timeout == 0 || !this.worker.isClosing() || this.worker.isHeldUp() || this.worker.status().current() != 0
                || settled != this.settled) {
            this.settled = settled;
            this.closingNanos = 0;
            this.closingThreads.forget();
            return;
        }
        this.closingNanos += elapsedNanos;
        if (this.closingNanos >= timeout && this.closingThreads.isAnswered(elapsedNanos)) {
            this.worker.kill(DeathReason.CLOSE_TIMEOUT, "Its close() has not ended within start-timeout ("
                    + DeathText.duration(Duration.ofNanos(timeout)) + ")");
        }
    }

    private void lookAtHeartbeat(long elapsedNanos, Duration unresponsiveTimeout) {
        long now = this.worker.status().heartbeat();
        if (now != this.heartbeat || now == 0) {
            this.heartbeat = now;
            this.silentNanos = 0;
            return;
        }
        this.silentNanos += elapsedNanos;
        if (this.silentNanos >= unresponsiveTimeout.toNanos()) {
            this.worker.kill(DeathReason.UNRESPONSIVE, "It has given no sign of life for "
                    + DeathText.duration(unresponsiveTimeout) + ", which is unresponsive-timeout");
        }
    }

    /**
     * Asks the worker for its threads before it is killed, and waits a while for them.
     */
    private final class Asking {

        private long nanos = -1;

        void forget() {
            this.nanos = -1;
        }

        boolean isAnswered(long elapsedNanos) {
            if (this.nanos < 0) {
                this.nanos = 0;
                Watch.this.worker.askForThreads();
                return false;
            }
            this.nanos += elapsedNanos;
            return Watch.this.worker.threadDump() != null || this.nanos >= DUMP_NANOS;
        }

    }

}
