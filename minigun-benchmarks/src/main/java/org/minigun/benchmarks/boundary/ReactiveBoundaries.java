package org.minigun.benchmarks.boundary;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import io.reactivex.rxjava3.core.Flowable;
import io.smallrye.mutiny.Multi;
import org.minigun.benchmarks.Subject;
import org.minigun.benchmarks.Tally;
import reactor.core.publisher.Flux;

/**
 * The reactive libraries, each with two threads of its own kind.
 */
final class ReactiveBoundaries {

    private ReactiveBoundaries() {
    }

    static Subject reactorOwnThread() {
        return onTwoThreads((run) -> Flux.range(0, run.tally().items)
            .map(Long::valueOf)
            .subscribeOn(reactor.core.scheduler.Schedulers.fromExecutorService(run.first()))
            .publishOn(reactor.core.scheduler.Schedulers.fromExecutorService(run.second()))
            .subscribe((x) -> run.tally().sum += x, Throwable::printStackTrace, run.ended()::countDown));
    }

    static Subject reactorCallersThread() {
        return onTwoThreads((run) -> Flux.range(0, run.tally().items)
            .map(Long::valueOf)
            .publishOn(reactor.core.scheduler.Schedulers.fromExecutorService(run.second()))
            .subscribe((x) -> run.tally().sum += x, Throwable::printStackTrace, run.ended()::countDown));
    }

    static Subject rxJava() {
        return onTwoThreads((run) -> Flowable.range(0, run.tally().items)
            .map(Long::valueOf)
            .subscribeOn(io.reactivex.rxjava3.schedulers.Schedulers.from(run.first()))
            .observeOn(io.reactivex.rxjava3.schedulers.Schedulers.from(run.second()))
            .subscribe((x) -> run.tally().sum += x, Throwable::printStackTrace, run.ended()::countDown));
    }

    static Subject mutiny() {
        return onTwoThreads((run) -> Multi.createFrom()
            .range(0, run.tally().items)
            .map(Long::valueOf)
            .runSubscriptionOn(run.first())
            .emitOn(run.second())
            .subscribe()
            .with((x) -> run.tally().sum += x, Throwable::printStackTrace, run.ended()::countDown));
    }

    private static Subject onTwoThreads(Flow flow) {
        ExecutorService first = Executors.newSingleThreadExecutor();
        ExecutorService second = Executors.newSingleThreadExecutor();
        return new Subject() {

            @Override
            public long run(int items) throws Exception {
                Started run = new Started(new Tally().begin(items), first, second, new CountDownLatch(1));
                flow.start(run);
                run.ended().await();
                return run.tally().sum;
            }

            @Override
            public void close() {
                first.shutdownNow();
                second.shutdownNow();
            }

        };
    }

    private record Started(Tally tally, ExecutorService first, ExecutorService second, CountDownLatch ended) {
    }

    @FunctionalInterface
    private interface Flow {

        void start(Started run);

    }

}
