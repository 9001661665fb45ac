package org.minigun.worker;

/**
 * The main class of a worker's JVM.
 */
public final class WorkerMain {

    private WorkerMain() {
    }

    /**
     * Connects to the application and serves it until it ends.
     * @param arguments the path of the socket and that of the status page
     */
    public static void main(String[] arguments) {
        throw new UnsupportedOperationException();
    }

}
