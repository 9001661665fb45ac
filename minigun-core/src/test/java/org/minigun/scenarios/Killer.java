package org.minigun.scenarios;

import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Somebody who kills worker processes of this JVM at random times.
 */
final class Killer extends Thread {

    private final Random random;

    private final int kills;

    private final BooleanSupplier begins;

    private volatile boolean ended;

    private volatile int killed;

    private Killer(Random random, int kills, BooleanSupplier begins) {
        super("killer");
        this.random = random;
        this.kills = kills;
        this.begins = begins;
    }

    static Killer start(Random random, int kills, BooleanSupplier begins) {
        Killer killer = new Killer(random, kills, begins);
        killer.start();
        return killer;
    }

    @Override
    public void run() {
        while (!this.begins.getAsBoolean()) {
            LockSupport.parkNanos(1_000_000);
        }
        while (this.killed < this.kills && !this.ended) {
            LockSupport.parkNanos((20 + this.random.nextInt(300)) * 1_000_000L);
            List<ProcessHandle> workers = ProcessHandle.current()
                .children()
                .filter((child) -> child.info().commandLine().orElse("").contains("WorkerMain"))
                .toList();
            if (!workers.isEmpty() && workers.get(this.random.nextInt(workers.size())).destroyForcibly()) {
                this.killed++;
            }
        }
    }

    /** Ends it and tells how many it has killed. */
    int end() throws InterruptedException {
        this.ended = true;
        join();
        return this.killed;
    }

}
