package org.minigun.worker;

/**
 * The thread that runs a stage's code. An interrupt from anywhere reaches that code and
 * nothing else: a thread that is interrupted while it uses a channel loses the channel,
 * so while this one uses the socket an interrupt waits.
 */
final class StageThread extends Thread {

    private final Object gate = new Object();

    /** Guarded by the gate. */
    private boolean shielded;

    /** Guarded by the gate. */
    private boolean pending;

    StageThread(Runnable program, String name) {
        super(null, program, name, 0, false);
        setDaemon(true);
    }

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
     * Called by this thread before it uses the socket: from now on an interrupt waits.
     * @return whether {@link #unshield} is due; not so within another such call
     */
    boolean shield() {
        synchronized (this.gate) {
            if (this.shielded) {
                return false;
            }
            this.shielded = true;
            this.pending = Thread.interrupted();
            return true;
        }
    }

    /** Called by this thread when it goes back to the stage's code. */
    void unshield() {
        synchronized (this.gate) {
            this.shielded = false;
            if (this.pending) {
                this.pending = false;
                super.interrupt();
            }
        }
    }

    /** Forgets an interrupt that concerned the item before. Called by this thread. */
    static void forgetInterrupt() {
        Thread.interrupted();
    }

}
