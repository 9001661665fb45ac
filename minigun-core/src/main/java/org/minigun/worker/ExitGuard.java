package org.minigun.worker;

import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/**
 * Sees to it that a process that exits does end, though a shutdown hook of the stage's
 * code may hang. A shutdown hook itself.
 */
final class ExitGuard implements Runnable {

    /** The exit code in place of one that the JVM does not tell. */
    static final int EXIT_CODE = 72;

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

        /** The threads on which a JVM exits by a signal, with their exit codes. */
        private static final Map<String, Integer> SIGNALS = Map.of("SIGHUP handler", 129, "SIGINT handler", 130,
                "SIGTERM handler", 143);

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
            Notice.say("The worker was told to exit, by a call or a signal, and its shutdown hooks have not ended"
                    + " within 5 s: it is halted");
            this.ending.halt(code());
        }

        private static int code() {
            for (Thread thread : Thread.getAllStackTraces().keySet()) {
                Integer code = SIGNALS.get(thread.getName());
                if (code != null) {
                    return code;
                }
            }
            return EXIT_CODE;
        }

    }

}
