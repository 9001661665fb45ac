package org.minigun.benchmarks.waiting;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.stream.javadsl.Source;
import org.minigun.Concurrency;
import org.minigun.Pipeline;
import org.minigun.benchmarks.Joining;
import org.minigun.benchmarks.MinigunSubject;
import org.minigun.benchmarks.Subject;
import org.minigun.benchmarks.Subjects;
import org.minigun.benchmarks.Tally;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * A thousand items that wait at a time, by each library.
 */
public final class WaitingSubjects {

    /** How many items wait at a time. */
    public static final int CONCURRENCY = 1000;

    /** How long an item waits, in milliseconds. */
    public static final int MILLIS = 10;

    private WaitingSubjects() {
    }

    /**
     * Returns the subjects.
     * @return the subjects, the limit first
     */
    public static Subjects all() {
        return new Subjects("waiting").addNewer()
            .add("Minigun, virtual threads", () -> minigun(Concurrency.VIRTUAL_THREAD))
            .add("Minigun, platform threads", () -> minigun(Concurrency.THREAD))
            .add("1,000 platform workers", WaitingSubjects::platformWorkers)
            .add("Reactor flatMap of delays", WaitingSubjects::reactor)
            .add("Pekko mapAsyncUnordered of delays", PekkoWaiting::new);
    }

    private static Subject minigun(Concurrency concurrency) {
        return new MinigunSubject((tally) -> Pipeline.named("waiting").producer("numbers", Long.class, (out) -> {
            for (long i = 0; i < tally.items; i++) {
                out.emit(i);
            }
        }).processor("wait", (x) -> {
            Thread.sleep(MILLIS);
            return x;
        }, (o) -> o.concurrency(concurrency, CONCURRENCY)).consumer("sum", (x) -> tally.sum += x).build());
    }

    private static Subject platformWorkers() {
        return (items) -> {
            AtomicInteger next = new AtomicInteger();
            LongAdder sum = new LongAdder();
            Joining workers = new Joining();
            for (int worker = 0; worker < CONCURRENCY; worker++) {
                workers.start(() -> {
                    for (int item = next.getAndIncrement(); item < items; item = next.getAndIncrement()) {
                        Thread.sleep(MILLIS);
                        sum.add(item);
                    }
                });
            }
            workers.join();
            return sum.sum();
        };
    }

    private static Subject reactor() {
        return (items) -> {
            Long sum = Flux.range(0, items)
                .flatMap((x) -> Mono.delay(Duration.ofMillis(MILLIS)).map((tick) -> (long) x), CONCURRENCY)
                .reduce(0L, Long::sum)
                .block();
            return (sum != null) ? sum : 0;
        };
    }

    private static final class PekkoWaiting implements Subject {

        private final ActorSystem system = ActorSystem.create("waiting");

        @Override
        public long run(int items) throws Exception {
            Tally tally = new Tally();
            Source.range(0, items - 1)
                .mapAsyncUnordered(CONCURRENCY, this::later)
                .runForeach((x) -> tally.sum += x, this.system)
                .toCompletableFuture()
                .get();
            return tally.sum;
        }

        private CompletableFuture<Integer> later(Integer item) {
            CompletableFuture<Integer> future = new CompletableFuture<>();
            return future.completeOnTimeout(item, MILLIS, TimeUnit.MILLISECONDS);
        }

        @Override
        public void close() {
            this.system.terminate();
        }

    }

}
