package org.minigun.execution;

/**
 * A thread that runs the code of stages. An interrupt from anywhere reaches that code and
 * nothing else: a thread that is interrupted while it uses a channel of the JDK loses the
 * channel, so while this one uses the connection of its worker an interrupt waits.
 */
public class ShieldedThread extends Thread {

    private final Object gate = new Object();

    /** Guarded by the gate. */
    private boolean shielded;

    /** Guarded by the gate. */
    private boolean pending;

    /**
     * Makes a thread that inherits no thread locals.
     * @param program what it runs
     * @param name its name
     */
    public ShieldedThread(Runnable program, String name) {
        super(null, program, name, 0, false);
    }

    /** Interrupts the code of stages, as soon as the thread is in it. */
    @Override
    public void interrupt() {
        synchronized (this.gate) {
            if (this.shielded) {
                this.pending = true;
            }
            else {
                super.interrupt();
            }
        }
    }

    /**
     * Called by this thread before it uses the connection: from now on an interrupt
     * waits.
     * @return whether {@link #unshield} is due; not so within another such call
     */
    public boolean shield() {
        synchronized (this.gate) {
            if (this.shielded) {
                return false;
            }
            this.shielded = true;
            this.pending = Thread.interrupted();
            return true;
        }
    }

    /** Called by this thread when it goes back to the code of stages. */
    public void unshield() {
        synchronized (this.gate) {
            this.shielded = false;
            if (this.pending) {
                this.pending = false;
                super.interrupt();
            }
        }
    }

}
