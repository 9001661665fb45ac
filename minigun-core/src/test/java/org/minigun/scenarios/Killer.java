package org.minigun.scenarios;

import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;

/**
 * Somebody who kills worker processes of this JVM at random times. He gives them time to
 * get something done after some kills in a row, for the back-off between starts that are
 * in vain would else outlast the test.
 */
final class Killer extends Thread {

    private static final int MOST_IN_VAIN = 3;

    private final Random random;

    private final int kills;

    private final BooleanSupplier begins;

    private final IntSupplier progress;

    private int progressBefore;

    private int inVain;

    private volatile boolean ended;

    private volatile int killed;

    private Killer(Random random, int kills, BooleanSupplier begins, IntSupplier progress) {
        super("killer");
        this.random = random;
        this.kills = kills;
        this.begins = begins;
        this.progress = progress;
    }

    /**
     * Starts him.
     * @param random when and whom he kills
     * @param kills how many at most
     * @param begins when he begins
     * @param progress what grows with what the workers have done
     */
    static Killer start(Random random, int kills, BooleanSupplier begins, IntSupplier progress) {
        Killer killer = new Killer(random, kills, begins, progress);
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
            if (!workers.isEmpty() && mayKill() && workers.get(this.random.nextInt(workers.size())).destroyForcibly()) {
                this.killed++;
                this.inVain++;
            }
        }
    }

    private boolean mayKill() {
        int now = this.progress.getAsInt();
        if (now > this.progressBefore) {
            this.progressBefore = now;
            this.inVain = 0;
        }
        return this.inVain < MOST_IN_VAIN;
    }

    /** Ends it and tells how many it has killed. */
    int end() throws InterruptedException {
        this.ended = true;
        join();
        return this.killed;
    }

}
