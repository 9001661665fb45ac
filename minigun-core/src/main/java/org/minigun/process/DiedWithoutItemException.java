package org.minigun.process;

/**
 * A worker has died before it had any item. The message is made when it is asked for: how
 * it has died is found out meanwhile.
 */
final class DiedWithoutItemException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient Worker worker;

    DiedWithoutItemException(Worker worker) {
        super(null, null, false, false);
        this.worker = worker;
    }

    @Override
    public String getMessage() {
        return this.worker.awaitDeath(null).message();
    }

}
