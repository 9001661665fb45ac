package org.minigun.worker;

/**
 * Ends this process.
 */
final class ProcessEnding implements Ending {

    private final WorkerConnection connection;

    ProcessEnding(WorkerConnection connection) {
        this.connection = connection;
    }

    @Override
    public void halt(int code) {
        Runtime.getRuntime().halt(code);
    }

    @Override
    public void applicationGone() {
        this.connection.applicationGone();
    }

}
