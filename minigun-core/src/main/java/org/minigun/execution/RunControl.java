package org.minigun.execution;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

import org.minigun.RunStoppedException;

/**
 * The switch of a run that every stage looks at. It only goes up, but for a hold that is
 * released.
 */
final class RunControl {

    static final int GO = 0;

    static final int HOLD = 1;

    static final int STOP = 2;

    static final int ABORT = 3;

    private static final VarHandle SIGNAL;
    static {
        try {
            SIGNAL = MethodHandles.lookup().findVarHandle(RunControl.class, "signal", int.class);
        }
        catch (ReflectiveOperationException ex) {
            throw new ExceptionInInitializerError(ex);
        }
    }

    @SuppressWarnings("unused") // read and written through SIGNAL
    private int signal = GO;

    /** Read for every item: a plain load that is never hoisted out of a loop. */
    int signal() {
        return (int) SIGNAL.getOpaque(this);
    }

    /** Read now and then, with full visibility. */
    int current() {
        return (int) SIGNAL.getVolatile(this);
    }

    boolean isAborted() {
        return current() == ABORT;
    }

    /**
     * Clears an interrupt that is not the run's own: the code of an item has left it
     * behind, and it would reach that of the next one.
     */
    void forgetStrayInterrupt() {
        if (Thread.interrupted() && isAborted()) {
            Thread.currentThread().interrupt();
        }
    }

    boolean isHeld() {
        return current() == HOLD;
    }

    boolean isStopping() {
        return current() >= STOP;
    }

    synchronized void raise(int to) {
        if (to > current()) {
            SIGNAL.setVolatile(this, to);
            notifyAll();
        }
    }

    /** Holds the producers, unless they are to end anyway. */
    synchronized void hold() {
        if (current() == GO) {
            SIGNAL.setVolatile(this, HOLD);
        }
    }

    synchronized void release() {
        if (isHeld()) {
            SIGNAL.setVolatile(this, GO);
            notifyAll();
        }
    }

    /** Passes a producer on, holds it, or ends it. */
    synchronized void awaitGo() {
        boolean interrupted = awaitReleased();
        if (isStopping()) {
            throw stopped();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Passes on what was emitted by a producer somewhere else, or holds it: that is not
     * taken back where producers are asked to end.
     */
    void awaitRelease() {
        if (signal() == HOLD && awaitReleased()) {
            Thread.currentThread().interrupt();
        }
    }

    /** Returns whether the thread was interrupted meanwhile. */
    private synchronized boolean awaitReleased() {
        boolean interrupted = false;
        while (isHeld()) {
            try {
                wait();
            }
            catch (InterruptedException ex) {
                interrupted = true;
            }
        }
        return interrupted;
    }

    void checkAborted() {
        if (isAborted()) {
            throw stopped();
        }
    }

    private RunStoppedException stopped() {
        return new RunStoppedException(
                isAborted() ? "The run has ended: nothing can be emitted any more. Let this exception pass."
                        : "The run was asked to stop: the producer has to end. Let this exception pass.");
    }

    /** Waits, unless the run is cut off before the time has passed. */
    synchronized void pause(long nanos) throws InterruptedException {
        long deadline = System.nanoTime() + nanos;
        for (long left = nanos; left > 0 && !isAborted(); left = deadline - System.nanoTime()) {
            wait(left / 1_000_000, (int) (left % 1_000_000));
        }
    }

}
