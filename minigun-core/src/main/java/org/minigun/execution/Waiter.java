package org.minigun.execution;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.LockSupport;

import org.jspecify.annotations.Nullable;

/**
 * The place where the one thread that sleeps at one side of a channel is registered.
 */
final class Waiter extends Padding {

    private static final VarHandle THREAD;
    static {
        try {
            THREAD = MethodHandles.lookup().findVarHandle(Waiter.class, "thread", Thread.class);
        }
        catch (ReflectiveOperationException ex) {
            throw new ExceptionInInitializerError(ex);
        }
    }

    private volatile @Nullable Thread thread;

    /** A thread that sleeps for a short time and is not to be woken for a single item. */
    private volatile @Nullable Thread napping;

    @SuppressWarnings("unused")
    private long after0, after1, after2, after3, after4, after5, after6;

    void register() {
        this.thread = Thread.currentThread();
    }

    void unregister() {
        this.thread = null;
    }

    boolean isRegistered() {
        return this.thread != null;
    }

    /**
     * Wakes the registered thread, once: a further call costs nothing until it registers
     * anew.
     */
    void wake() {
        Thread waiting = this.thread;
        // Whoever clears the registration wakes, also if the thread has registered anew
        // meanwhile: it then looks again and sleeps on.
        if (waiting != null && THREAD.compareAndSet(this, waiting, null)) {
            LockSupport.unpark(waiting);
        }
    }

    void nap(long nanos) {
        this.napping = Thread.currentThread();
        LockSupport.parkNanos(this, nanos);
        this.napping = null;
    }

    void wakeFromNap() {
        Thread asleep = this.napping;
        if (asleep != null) {
            LockSupport.unpark(asleep);
        }
    }

}
