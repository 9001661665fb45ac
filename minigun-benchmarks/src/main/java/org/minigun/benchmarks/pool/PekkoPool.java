package org.minigun.benchmarks.pool;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.stream.javadsl.Source;
import org.minigun.benchmarks.Subject;
import org.minigun.benchmarks.Tally;

/**
 * Pekko Streams with a pool of two threads.
 */
final class PekkoPool implements Subject {

    private final ActorSystem system = ActorSystem.create("pool");

    private final ExecutorService workers = Executors.newFixedThreadPool(2);

    @Override
    public long run(int items) throws Exception {
        Tally tally = new Tally();
        Source.range(0, items - 1)
            .map(Long::valueOf)
            .mapAsyncUnordered(64, (x) -> CompletableFuture.supplyAsync(() -> Work.on(x), this.workers))
            .runForeach((x) -> tally.sum += x, this.system)
            .toCompletableFuture()
            .get();
        return tally.sum;
    }

    @Override
    public void close() {
        this.workers.shutdownNow();
        this.system.terminate();
    }

}
