package org.minigun.benchmarks.boundary;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import org.minigun.Affinity;
import org.minigun.Pipeline;
import org.minigun.benchmarks.Joining;
import org.minigun.benchmarks.MinigunSubject;
import org.minigun.benchmarks.Subject;
import org.minigun.benchmarks.Subjects;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;

/**
 * One thread that sends the time now and then, another that looks how late it is.
 */
public final class TrickleSubjects {

    private static final Long END = Long.MIN_VALUE;

    private TrickleSubjects() {
    }

    static Subjects all(Latencies latencies) {
        return new Subjects("trickle").add("bare park and unpark", () -> new BareHandOver(latencies))
            .add("Minigun", () -> minigun(latencies))
            .add("ArrayBlockingQueue", () -> queue(latencies))
            .add("Reactor publishOn", () -> reactor(latencies));
    }

    /**
     * Returns the subjects.
     * @return the subjects, the limit first
     */
    public static Subjects all() {
        return all(new Latencies());
    }

    private static Subject minigun(Latencies latencies) {
        return new MinigunSubject((tally) -> Pipeline.named("trickle")
            .producer("clock", Long.class, (out) -> latencies.send(tally.items, out::emit))
            .consumer("late", latencies::arrive, (o) -> o.affinity(Affinity.INDEPENDENT))
            .build());
    }

    private static Subject queue(Latencies latencies) {
        return (items) -> {
            BlockingQueue<Long> queue = new ArrayBlockingQueue<>(1024);
            new Joining().start(() -> {
                latencies.send(items, queue::put);
                queue.put(END);
            }).start(() -> {
                for (Long sent = queue.take(); !END.equals(sent); sent = queue.take()) {
                    latencies.arrive(sent);
                }
            }).join();
            return items;
        };
    }

    private static Subject reactor(Latencies latencies) {
        ExecutorService executor = Executors.newSingleThreadExecutor((body) -> {
            Thread thread = new Thread(body);
            thread.setDaemon(true);
            return thread;
        });
        return (items) -> {
            Sinks.Many<Long> sink = Sinks.many().unicast().onBackpressureBuffer();
            CountDownLatch ended = new CountDownLatch(1);
            sink.asFlux()
                .publishOn(Schedulers.fromExecutorService(executor))
                .subscribe(latencies::arrive, Throwable::printStackTrace, ended::countDown);
            latencies.send(items, (now) -> sink.tryEmitNext(now).orThrow());
            sink.tryEmitComplete().orThrow();
            ended.await();
            return items;
        };
    }

}
