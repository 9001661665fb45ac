package org.minigun.benchmarks.boundary;

import com.lmax.disruptor.BlockingWaitStrategy;
import com.lmax.disruptor.YieldingWaitStrategy;
import org.minigun.Affinity;
import org.minigun.Pipeline;
import org.minigun.benchmarks.MinigunSubject;
import org.minigun.benchmarks.Subject;
import org.minigun.benchmarks.Subjects;

/**
 * One thread that makes numbers, another that sums them up, by each library.
 */
public final class BoundarySubjects {

    private BoundarySubjects() {
    }

    /**
     * Returns the subjects.
     * @return the subjects, the limit first
     */
    public static Subjects all() {
        return new Subjects("boundary").add("batches of 64 through ArrayBlockingQueue", () -> new BatchedQueue(64))
            .add("Minigun", BoundarySubjects::minigun)
            .add("ArrayBlockingQueue, item by item", PlainQueue::new)
            .add("JCTools SPSC, spin then park", ParkingQueue::new)
            .add("Disruptor, yielding", () -> new DisruptorRing(new YieldingWaitStrategy()))
            .add("Disruptor, blocking", () -> new DisruptorRing(new BlockingWaitStrategy()))
            .add("Reactor subscribeOn + publishOn", ReactiveBoundaries::reactorOwnThread)
            .add("Reactor publishOn (source on the caller's thread)", ReactiveBoundaries::reactorCallersThread)
            .add("RxJava subscribeOn + observeOn", ReactiveBoundaries::rxJava)
            .add("Mutiny runSubscriptionOn + emitOn", ReactiveBoundaries::mutiny)
            .add("Pekko async", PekkoBoundary::new)
            .addNewer();
    }

    private static Subject minigun() {
        return new MinigunSubject((tally) -> Pipeline.named("boundary").producer("numbers", Long.class, (out) -> {
            for (long i = 0; i < tally.items; i++) {
                out.emit(i);
            }
        }).consumer("sum", (x) -> tally.sum += x, (o) -> o.affinity(Affinity.INDEPENDENT)).build());
    }

}
