package org.minigun.worker;

/**
 * A thread of the worker itself. Nobody can interrupt it, since an interrupt would close
 * the socket that it uses.
 */
final class HelperThread extends Thread {

    HelperThread(Runnable program, String name) {
        super(null, program, "minigun-".concat(name), 0, false);
        setDaemon(true);
        setContextClassLoader(HelperThread.class.getClassLoader());
    }

    @Override
    public void interrupt() {
        // Not for the stage's code.
    }

}
