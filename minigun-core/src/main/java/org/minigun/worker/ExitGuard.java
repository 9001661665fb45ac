package org.minigun.worker;

import java.util.concurrent.locks.LockSupport;

/**
 * Sees to it that a process that exits does end, though a shutdown hook of the stage's
 * code may hang. A shutdown hook itself.
 */
final class ExitGuard implements Runnable {

    /** What remains of an exit code that the JVM does not tell. */
    private static final int EXIT_CODE = 143;

    private static final long NANOS = 5_000_000_000L;

    private final Ending ending;

    ExitGuard(Ending ending) {
        this.ending = ending;
    }

    void install() {
        Runtime.getRuntime().addShutdownHook(new HelperThread(this, "exit"));
    }

    @Override
    public void run() {
        // Not here, where it would hold up the exit by itself.
        new HelperThread(new Deadline(this.ending), "deadline").start();
    }

    /** Halts after a while. */
    private static final class Deadline implements Runnable {

        private final Ending ending;

        Deadline(Ending ending) {
            this.ending = ending;
        }

        @Override
        public void run() {
            long end = System.nanoTime() + NANOS;
            for (long left = NANOS; left > 0; left = end - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
            Notice.say("The worker's shutdown hooks have not ended within 5 s: it is halted");
            this.ending.halt(EXIT_CODE);
        }

    }

}
