package org.minigun.benchmarks.boundary;

import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.stream.javadsl.Source;
import org.minigun.benchmarks.Subject;
import org.minigun.benchmarks.Tally;

/**
 * Pekko Streams with an asynchronous boundary.
 */
final class PekkoBoundary implements Subject {

    private final ActorSystem system = ActorSystem.create("boundary");

    @Override
    public long run(int items) throws Exception {
        Tally tally = new Tally();
        Source.range(0, items - 1)
            .map(Long::valueOf)
            .async()
            .runForeach((x) -> tally.sum += x, this.system)
            .toCompletableFuture()
            .get();
        return tally.sum;
    }

    @Override
    public void close() {
        this.system.terminate();
    }

}
