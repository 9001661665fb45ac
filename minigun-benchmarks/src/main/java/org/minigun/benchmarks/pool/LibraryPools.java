package org.minigun.benchmarks.pool;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.LongStream;

import io.reactivex.rxjava3.core.Flowable;
import org.minigun.benchmarks.Subject;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Two workers by the means of libraries.
 */
final class LibraryPools {

    private LibraryPools() {
    }

    static Subject stream() {
        return (items) -> LongStream.range(0, items).parallel().boxed().map(Work::on).reduce(0L, Long::sum);
    }

    static Subject reactor() {
        Scheduler workers = Schedulers.newParallel("work", 2, true);
        return (items) -> {
            Long sum = Flux.range(0, items)
                .map(Long::valueOf)
                .parallel(2)
                .runOn(workers)
                .map(Work::on)
                .sequential()
                .reduce(0L, Long::sum)
                .block();
            return (sum != null) ? sum : 0;
        };
    }

    static Subject rxJava() {
        return (items) -> Flowable.range(0, items)
            .map(Long::valueOf)
            .parallel(2)
            .runOn(io.reactivex.rxjava3.schedulers.Schedulers.computation())
            .map(Work::on)
            .sequential()
            .reduce(0L, Long::sum)
            .blockingGet();
    }

    static Subject executor() {
        return (items) -> {
            ThreadPoolExecutor workers = new ThreadPoolExecutor(2, 2, 0, TimeUnit.SECONDS,
                    new ArrayBlockingQueue<>(1024), (task, pool) -> putBack(pool, task));
            LongAdder sum = new LongAdder();
            for (long i = 0; i < items; i++) {
                Long item = i;
                workers.execute(() -> sum.add(Work.on(item)));
            }
            workers.shutdown();
            workers.awaitTermination(1, TimeUnit.MINUTES);
            return sum.sum();
        };
    }

    private static void putBack(ThreadPoolExecutor pool, Runnable task) {
        try {
            pool.getQueue().put(task);
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
    }

}
