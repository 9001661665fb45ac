package org.minigun.worker;

import java.util.concurrent.locks.LockSupport;

import org.jspecify.annotations.Nullable;
import org.minigun.protocol.StatusPage;

/**
 * Ends the process after an error that a JVM cannot be expected to survive: notes why on
 * the status page, which takes no memory, then tells the application as far as possible,
 * then halts with code 3. Thread-safe.
 */
final class Fatal implements Thread.UncaughtExceptionHandler {

    /** The exit code. */
    static final int EXIT_CODE = 3;

    private static final long LAST_WORDS_NANOS = 1_000_000_000L;

    private final StatusPage status;

    private final Outlet outlet;

    private final Ending ending;

    /** Made ahead: later there may be neither memory nor files to load classes from. */
    private final HelperThread deadline;

    /** Given back when memory runs out, so that there is some to tell it. */
    private volatile byte @Nullable [] reserve = new byte[64 * 1024];

    Fatal(StatusPage status, Outlet outlet, Ending ending) {
        this.status = status;
        this.outlet = outlet;
        this.ending = ending;
        this.deadline = new HelperThread(new Deadline(ending), "halt");
    }

    /** Becomes the handler of all threads that have none. */
    void install() {
        Thread.setDefaultUncaughtExceptionHandler(this);
    }

    @Override
    public void uncaughtException(Thread thread, Throwable thrown) {
        check(thrown);
        Notice.uncaught(thread, thrown);
    }

    /**
     * Ends the process if what was thrown is, or was caused by, an error that leaves the
     * JVM in doubt; else returns.
     * @param thrown what was thrown
     */
    void check(Throwable thrown) {
        Throwable fatal = fatal(thrown);
        if (fatal != null) {
            die(fatal);
        }
    }

    /** The error in question, or {@code null}. */
    static @Nullable Throwable fatal(Throwable thrown) {
        Throwable cause = thrown;
        for (int depth = 0; cause != null && depth < Causes.DEEPEST; depth++) {
            if (cause instanceof OutOfMemoryError || (depth == 0 && isFatal(cause))) {
                return cause;
            }
            cause = Causes.of(cause);
        }
        return null;
    }

    @SuppressWarnings({ "deprecation", "removal" }) // a thread may still be stopped on 17
    private static boolean isFatal(Throwable thrown) {
        return (thrown instanceof VirtualMachineError && !(thrown instanceof StackOverflowError))
                || thrown instanceof ThreadDeath;
    }

    /**
     * Ends the process.
     * @param thrown why
     */
    void die(Throwable thrown) {
        int reason = reason(thrown);
        this.status.reason(reason);
        this.reserve = null;
        try {
            beginDeadline();
            this.outlet.dying(reason, thrown.toString());
        }
        catch (Throwable ex) {
            // There is not even memory for last words.
        }
        this.ending.halt(EXIT_CODE);
    }

    private void beginDeadline() {
        try {
            this.deadline.start();
        }
        catch (IllegalThreadStateException ex) {
            // Another thread dies too.
        }
    }

    /** Which kind of memory has run out, by the JVM's own words. Takes no memory. */
    static int reason(Throwable thrown) {
        if (!(thrown instanceof OutOfMemoryError)) {
            return StatusPage.FATAL_ERROR;
        }
        String message = thrown.getMessage();
        if (message == null) {
            return StatusPage.OUT_OF_HEAP;
        }
        if (message.contains("array size exceeds VM limit") || message.contains("exceeds implementation limit")) {
            return StatusPage.ARRAY_TOO_LARGE;
        }
        if (message.contains("Metaspace") || message.contains("Compressed class space")) {
            return StatusPage.OUT_OF_METASPACE;
        }
        if (message.contains("native thread")) {
            return StatusPage.OUT_OF_THREADS;
        }
        if (message.contains("irect buffer memory") || message.contains("Map failed")) {
            return StatusPage.OUT_OF_DIRECT_MEMORY;
        }
        return StatusPage.OUT_OF_HEAP;
    }

    /** Halts after a moment, whatever the last words meet. */
    private static final class Deadline implements Runnable {

        private final Ending ending;

        Deadline(Ending ending) {
            this.ending = ending;
        }

        @Override
        public void run() {
            long end = System.nanoTime() + LAST_WORDS_NANOS;
            for (long left = LAST_WORDS_NANOS; left > 0; left = end - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
            this.ending.halt(EXIT_CODE);
        }

    }

}
