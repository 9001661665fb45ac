package org.minigun.benchmarks.pool;

import org.minigun.Concurrency;
import org.minigun.Pipeline;
import org.minigun.benchmarks.MinigunSubject;
import org.minigun.benchmarks.Subject;
import org.minigun.benchmarks.Subjects;

/**
 * One source, two workers and one sink, by each library.
 */
public final class PoolSubjects {

    private PoolSubjects() {
    }

    /**
     * Returns the subjects.
     * @return the subjects, the limit first
     */
    public static Subjects all() {
        return new Subjects("pool").add("split by hand beforehand", HandPools::split)
            .add("Minigun", PoolSubjects::minigun)
            .add("claim 64 items under a lock", () -> HandPools.claim(64))
            .add("Stream.parallel", LibraryPools::stream)
            .add("Reactor parallel", LibraryPools::reactor)
            .add("RxJava parallel", LibraryPools::rxJava)
            .add("ArrayBlockingQueue of batches of 64", () -> new QueuePool(64))
            .add("ArrayBlockingQueue, item by item", () -> new QueuePool(1))
            .add("ThreadPoolExecutor, bounded queue", LibraryPools::executor)
            .add("Pekko mapAsyncUnordered", PekkoPool::new)
            .addNewer();
    }

    private static Subject minigun() {
        return new MinigunSubject((tally) -> Pipeline.named("pool").producer("numbers", Long.class, (out) -> {
            for (long i = 0; i < tally.items; i++) {
                out.emit(i);
            }
        })
            .processor("work", Work::on, (o) -> o.concurrency(Concurrency.THREAD, 2))
            .consumer("sum", (x) -> tally.sum += x)
            .build());
    }

}
