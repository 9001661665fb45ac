package org.minigun.worker;

/**
 * Ctrl-C reaches a whole group of processes. The application is to end then, and a worker
 * obeys the application.
 */
final class Interrupts {

    private Interrupts() {
    }

    static void ignore() {
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
