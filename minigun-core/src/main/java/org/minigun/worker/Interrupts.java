package org.minigun.worker;

import java.util.concurrent.locks.LockSupport;

import org.minigun.protocol.WorkerProperties;

/**
 * Ctrl-C reaches a whole group of processes. The application is to end then, and a worker
 * obeys the application.
 */
final class Interrupts implements Runnable {

    /** The reflection takes as long as a fourth of a JVM's start, on Java 25. */
    private static final long DELAY_NANOS = 250_000_000;

    private Interrupts() {
    }

    /**
     * Ignores the signal, if it is not ignored from the start, once the worker has had
     * time for its first items.
     */
    static void ignoreSoon() {
        if (System.getProperty(WorkerProperties.DEAF) == null) {
            begin();
        }
    }

    private static void begin() {
        new HelperThread(new Interrupts(), "interrupts").start();
    }

    @Override
    public void run() {
        long end = System.nanoTime() + DELAY_NANOS;
        for (long left = DELAY_NANOS; left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
        try {
            // No other way is there, and the compiler would warn of this one.
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            signal.getMethod("handle", signal, handler)
                .invoke(null, signal.getConstructor(String.class).newInstance("INT"),
                        handler.getField("SIG_IGN").get(null));
        }
        catch (ReflectiveOperationException | IllegalArgumentException | LinkageError ex) {
            // A Java without that module, or with signals left alone by an option.
        }
    }

}
