package org.minigun.worker;

import org.minigun.execution.ShieldedThread;

/**
 * The thread of a session, on which a single stage's code runs.
 */
final class StageThread extends ShieldedThread {

    StageThread(Runnable program, String name) {
        super(program, name);
        setDaemon(true);
    }

    /** Forgets an interrupt that concerned the item before. Called by this thread. */
    static void forgetInterrupt() {
        Thread.interrupted();
    }

}
