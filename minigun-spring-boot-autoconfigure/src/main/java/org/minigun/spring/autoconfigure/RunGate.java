package org.minigun.spring.autoconfigure;

/**
 * Lets runs start, from the moment the beans are made, until the application stops; and
 * again when it has been restarted. Thread-safe.
 */
final class RunGate {

    private volatile boolean open = true;

    void open() {
        this.open = true;
    }

    void close() {
        this.open = false;
    }

    void check(String task) {
        if (!this.open) {
            throw new IllegalStateException(
                    "Task '" + task + "' cannot be started any more: the application is stopping");
        }
    }

}
