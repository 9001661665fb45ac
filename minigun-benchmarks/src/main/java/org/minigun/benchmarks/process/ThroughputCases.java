package org.minigun.benchmarks.process;

import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.IntFunction;

import org.minigun.Concurrency;
import org.minigun.ProcessorFunction;
import org.minigun.execution.Engine;

/**
 * How many items go through a worker and back. Best of several rounds: what disturbs a
 * round only makes it slower.
 */
final class ThroughputCases {

    private static final int ROUNDS = 4;

    private final Engine engine;

    private final BareLoop bare;

    private final Report report;

    ThroughputCases(Engine engine, BareLoop bare, Report report) {
        this.engine = engine;
        this.bare = bare;
        this.report = report;
    }

    void measure() throws Exception {
        small();
        bulk();
        scaling();
    }

    private void small() throws Exception {
        this.report.title("Items there and back through one worker whose body does nothing", "items/s",
                "bare loop, 64 a write");
        row("integers", 2_000_000, (i) -> i, (Integer n) -> n);
        row("long", 2_000_000, (i) -> (long) i, (Long n) -> n);
        row("strings of 20", 2_000_000, (i) -> "twelve chars" + (10_000_000 + i), (String s) -> s);
        row("small records", 1_000_000, Small::numbered, (Small s) -> s);
        OptionalDouble python = Children.pythonPool();
        if (python.isPresent()) {
            this.report.line("Python pool of 2, integers, chunks of 64", python.getAsDouble());
        }
    }

    private <T> void row(String name, int count, IntFunction<Object> items, ProcessorFunction<T, T> body)
            throws Exception {
        double best = 0;
        double limit = 0;
        for (int round = 0; round < ROUNDS; round++) {
            limit = Math.max(limit, this.bare.throughput(items, count, 64));
            best = Math.max(best,
                    Runs.rate(this.engine, items, count, body, (o) -> o.concurrency(Concurrency.PROCESS, 1)));
        }
        this.report.line(name, best, limit);
    }

    private void bulk() throws Exception {
        this.report.title("Large byte arrays, there and back", "MB/s each way", "bare loop, 1 a write");
        for (int size : new int[] { 1 << 20, 64 << 10 }) {
            byte[] bytes = new byte[size];
            int count = (256 << 20) / size;
            double best = 0;
            double limit = 0;
            for (int round = 0; round < ROUNDS; round++) {
                limit = Math.max(limit, this.bare.throughput((i) -> bytes, count, 1));
                best = Math.max(best, Runs.rate(this.engine, (i) -> bytes, count, (byte[] b) -> b,
                        (o) -> o.concurrency(Concurrency.PROCESS, 1)));
            }
            this.report.line(size / 1024 + " KiB", best * size / 1e6, limit * size / 1e6);
        }
    }

    private void scaling() throws Exception {
        this.report.title("Stages that need a processor, 2 workers", "items/s", "2 threads");
        scalingRow("1 ms an item", 2_000, (Integer n) -> Busy.work(n, 1_000_000));
        scalingRow("20 us an item", 100_000, (Integer n) -> Busy.work(n, 20_000));
    }

    private void scalingRow(String name, int count, ProcessorFunction<Integer, Integer> body)
            throws InterruptedException {
        double best = 0;
        double limit = 0;
        for (int round = 0; round < 3; round++) {
            limit = Math.max(limit,
                    Runs.rate(this.engine, (i) -> i, count, body, (o) -> o.concurrency(Concurrency.THREAD, 2)));
            best = Math.max(best,
                    Runs.rate(this.engine, (i) -> i, count, body, (o) -> o.concurrency(Concurrency.PROCESS, 2)));
        }
        this.report.line(name, best, limit);
    }

    /** A small record, as most items are. */
    record Small(long id, String name, double value, List<String> parts, Instant at) {

        static Object numbered(int number) {
            return new Small(number, "twenty characters xx", 1.5, List.of("a", "bb", "ccc"),
                    Instant.ofEpochSecond(number));
        }

    }

}
