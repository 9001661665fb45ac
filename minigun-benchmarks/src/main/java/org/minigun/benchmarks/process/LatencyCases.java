package org.minigun.benchmarks.process;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;

import org.minigun.Concurrency;
import org.minigun.Pipeline;
import org.minigun.execution.Engine;

/**
 * How long one item takes. Between two processes nearly all of it is what waking a
 * sleeping thread costs, so the limit is measured both ways: with items back to back,
 * where a loop with nothing around it never lets a processor go to sleep, and with a
 * pause after each, where it must.
 */
final class LatencyCases {

    private static final int COUNT = 4000;

    private static final long PAUSE_NANOS = 1_000_000;

    private final Engine engine;

    private final BareLoop bare;

    private final Report report;

    LatencyCases(Engine engine, BareLoop bare, Report report) {
        this.engine = engine;
        this.bare = bare;
        this.report = report;
    }

    void measure() throws Exception {
        this.report.title("One item at a time through an idle warm worker, producer to sink", "us", "bare round trip");
        rows("back to back", 0);
        rows("a pause of 1 ms after each", PAUSE_NANOS);
        spare();
    }

    private void rows(String name, long pause) throws Exception {
        this.bare.roundTrips(COUNT, pause);
        long[] ours = ours(pause);
        long[] limit = this.bare.roundTrips(COUNT, pause);
        this.report.line(name + ", p50", ours[COUNT / 2] / 1e3, limit[COUNT / 2] / 1e3);
        this.report.line(name + ", p99", ours[COUNT * 99 / 100] / 1e3, limit[COUNT * 99 / 100] / 1e3);
    }

    private long[] ours(long pause) throws InterruptedException {
        long[] times = new long[COUNT];
        Semaphore back = new Semaphore(0);
        this.engine.run(Pipeline.named("latency").producer("items", Integer.class, (output) -> {
            for (int i = 0; i < COUNT * 2; i++) {
                long start = System.nanoTime();
                output.emit(i);
                back.acquire();
                times[i % COUNT] = System.nanoTime() - start;
                if (pause > 0) {
                    LockSupport.parkNanos(pause);
                }
            }
        })
            .processor("work", (Integer n) -> n, (o) -> o.concurrency(Concurrency.PROCESS, 1))
            .consumer("sink", (n) -> back.release())
            .build());
        Arrays.sort(times);
        return times;
    }

    private void spare() throws InterruptedException {
        List<Long> handOvers = new ArrayList<>();
        this.engine.run(Pipeline.named("spare").producer("items", Long.class, (output) -> {
            for (int i = 0; i < 30; i++) {
                output.emit(System.nanoTime());
                Thread.sleep(600);
            }
        })
            .processor("work", (Long emitted) -> System.nanoTime() - emitted,
                    (o) -> o.concurrency(Concurrency.PROCESS_PER_BATCH, 1).batchSize(1))
            .consumer("sink", handOvers::add)
            .build());
        handOvers.remove(0);
        handOvers.sort(null);
        this.report.title("Hand-over of a batch to the body in a spare JVM (both clocks are the machine's)", "us", "");
        this.report.line("p50", handOvers.get(handOvers.size() / 2) / 1e3);
        this.report.line("best", handOvers.get(0) / 1e3);
    }

}
