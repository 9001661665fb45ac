package org.minigun.worker;

import java.util.concurrent.locks.LockSupport;

import org.minigun.protocol.StatusPage;

/**
 * Shows on the status page that the JVM runs, whatever its other threads wait for.
 */
final class Heartbeat implements Runnable {

    private static final long NANOS = 500_000_000;

    private final StatusPage status;

    private volatile boolean stopped;

    Heartbeat(StatusPage status) {
        this.status = status;
    }

    void start() {
        new HelperThread(this, "heartbeat").start();
    }

    void stop() {
        this.stopped = true;
    }

    @Override
    public void run() {
        while (!this.stopped) {
            this.status.beat();
            LockSupport.parkNanos(NANOS);
        }
    }

}
