package org.minigun.process;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

import org.jspecify.annotations.Nullable;
import org.minigun.RunStoppedException;
import org.minigun.execution.HostedSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A session with a thread of its own, which leases one worker after the other and reads
 * what they say, while the context's thread hands items over.
 */
abstract class ThreadedSession extends TalkingSession implements HostedSession {

    private static final Logger logger = LoggerFactory.getLogger(ThreadedSession.class);

    static final long LOOK_MILLIS = 20;

    final ReentrantLock lock = new ReentrantLock();

    private final Condition changed = this.lock.newCondition();

    private final String name;

    /** Written by the context's thread alone. */
    private volatile @Nullable Thread thread;

    private volatile boolean over;

    ThreadedSession(StageSetup setup, int index) {
        super(setup);
        this.name = "minigun-" + setup.stage().run().task() + "-" + setup.stage().path() + "-" + index + "-results";
    }

    /** Begins the session's thread, unless it has begun. */
    final void beginThread() {
        if (this.thread == null) {
            Thread started = new Thread(this::run, this.name);
            started.setDaemon(true);
            this.thread = started;
            started.start();
        }
    }

    /** The session's thread: one worker after the other until the session ends. */
    private void run() {
        try {
            while (awaitWork()) {
                serve(this.setup.lease());
            }
        }
        catch (WorkerStartException ex) {
            broken(ex);
        }
        catch (InterruptedException | RunStoppedException ex) {
            logger.debug("Session '{}' is cut off", this.name, ex);
        }
        catch (Throwable ex) {
            broken(ex);
        }
        finally {
            this.over = true;
            signal();
        }
    }

    /** Waits without a worker until there is something for one to do. */
    abstract boolean awaitWork() throws InterruptedException;

    /** Has a worker work until it is to be given back, which this does. */
    abstract void serve(Worker worker) throws Exception;

    /** The stage cannot go on. */
    abstract void broken(Throwable cause);

    /** Whether the thread has begun and not ended. */
    final boolean isThreadAlive() {
        Thread started = this.thread;
        return started != null && started.isAlive();
    }

    /** Waits for the end of the thread for a short time. */
    final void joinShortly() throws InterruptedException {
        Thread started = this.thread;
        if (started != null) {
            started.join(LOOK_MILLIS);
        }
    }

    /** Waits for the end of the thread; an interrupt cuts it off. */
    final void join() {
        Thread joined = this.thread;
        boolean interrupted = false;
        while (joined != null && joined.isAlive()) {
            try {
                joined.join();
            }
            catch (InterruptedException ex) {
                interrupted = true;
                terminate();
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    final void wake() {
        Thread interrupted = this.thread;
        if (interrupted != null) {
            interrupted.interrupt();
        }
    }

    final void checkGoing() throws InterruptedException {
        if (this.over || isCutOff()) {
            throw new InterruptedException("The run is cut off");
        }
    }

    /** Waits for a change, for a short time; the lock is held. */
    final void awaitChange() throws InterruptedException {
        awaitChange(TimeUnit.MILLISECONDS.toNanos(LOOK_MILLIS));
    }

    /** Waits for a change, no longer than is said; the lock is held. */
    final void awaitChange(long nanos) throws InterruptedException {
        this.changed.await(Math.min(nanos, TimeUnit.MILLISECONDS.toNanos(LOOK_MILLIS)), TimeUnit.NANOSECONDS);
    }

    /** Wakes those that wait for a change. */
    final void signal() {
        this.lock.lock();
        try {
            this.changed.signalAll();
        }
        finally {
            this.lock.unlock();
        }
    }

}
