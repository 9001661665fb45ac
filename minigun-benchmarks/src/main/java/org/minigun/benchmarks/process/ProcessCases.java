package org.minigun.benchmarks.process;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.IntFunction;

import org.minigun.Concurrency;
import org.minigun.Pipeline;
import org.minigun.ProcessorFunction;
import org.minigun.StageOptions;
import org.minigun.execution.Engine;

/**
 * Stages in worker processes, each figure beside its limit measured in the same run. Best
 * of several rounds: what disturbs a round only makes it slower.
 */
public final class ProcessCases {

    private static final int ROUNDS = 4;

    private final StringBuilder text = new StringBuilder();

    private ProcessCases() {
    }

    /**
     * Measures.
     * @return the tables, as Markdown
     * @throws Exception if it fails
     */
    public static String tables() throws Exception {
        ProcessCases cases = new ProcessCases();
        try (Engine engine = Engine.create(); BareLoop bare = new BareLoop()) {
            cases.throughput(engine, bare);
            cases.latency(engine, bare);
            cases.bulk(engine, bare);
            cases.scaling(engine);
            cases.batches(engine);
        }
        return cases.text.toString();
    }

    /** A small record, as most items are. */
    record Small(long id, String name, double value, List<String> parts, Instant at) {
    }

    private void throughput(Engine engine, BareLoop bare) throws Exception {
        title("Items there and back through one worker whose body does nothing", "items/s", "bare loop, 64 a write");
        row(engine, bare, "integers", 2_000_000, (i) -> i, (Integer n) -> n);
        row(engine, bare, "long", 2_000_000, (i) -> (long) i, (Long n) -> n);
        row(engine, bare, "strings of 20", 2_000_000, (i) -> "twelve chars" + (10_000_000 + i), (String s) -> s);
        row(engine, bare, "small records", 1_000_000,
                (i) -> new Small(i, "twenty characters xx", 1.5, List.of("a", "bb", "ccc"), Instant.ofEpochSecond(i)),
                (Small s) -> s);
        OptionalDouble python = Children.pythonPool();
        line("Python pool of 2, integers, chunks of 64", python.orElse(Double.NaN), Double.NaN);
    }

    private <T> void row(Engine engine, BareLoop bare, String name, int count, IntFunction<Object> items,
            ProcessorFunction<T, T> body) throws Exception {
        double best = 0;
        double limit = 0;
        for (int round = 0; round < ROUNDS; round++) {
            limit = Math.max(limit, bare.throughput(items, count, 64));
            best = Math.max(best, rate(engine, items, count, body, (o) -> o.concurrency(Concurrency.PROCESS, 1)));
        }
        line(name, best, limit);
    }

    @SuppressWarnings("unchecked")
    private static <T, R> double rate(Engine engine, IntFunction<Object> items, int count, ProcessorFunction<T, R> body,
            Consumer<StageOptions<T, R>> options) throws InterruptedException {
        AtomicInteger seen = new AtomicInteger();
        long start = System.nanoTime();
        engine.run(Pipeline.named("rate").producer("items", Object.class, (output) -> {
            for (int i = 0; i < count; i++) {
                output.emit(items.apply(i));
            }
        })
            .processor("work", (ProcessorFunction<Object, R>) (ProcessorFunction<?, R>) body,
                    (o) -> options.accept((StageOptions<T, R>) (StageOptions<?, ?>) o))
            .consumer("sink", (item) -> seen.lazySet(seen.get() + 1))
            .build());
        if (seen.get() != count) {
            throw new IllegalStateException(seen + " of " + count + " items have arrived");
        }
        return count / ((System.nanoTime() - start) / 1e9);
    }

    private void latency(Engine engine, BareLoop bare) throws Exception {
        int count = 5000;
        long[] ours = new long[count];
        Semaphore back = new Semaphore(0);
        bare.roundTrips(count);
        engine.run(Pipeline.named("latency").producer("items", Integer.class, (output) -> {
            for (int i = 0; i < count * 2; i++) {
                long start = System.nanoTime();
                output.emit(i);
                back.acquire();
                ours[i % count] = System.nanoTime() - start;
            }
        })
            .processor("work", (Integer n) -> n, (o) -> o.concurrency(Concurrency.PROCESS, 1))
            .consumer("sink", (n) -> back.release())
            .build());
        Arrays.sort(ours);
        long[] limit = bare.roundTrips(count);
        title("One item at a time through an idle warm worker, producer to sink", "us", "bare round trip");
        line("p50", ours[count / 2] / 1e3, limit[count / 2] / 1e3);
        line("p99", ours[count * 99 / 100] / 1e3, limit[count * 99 / 100] / 1e3);
    }

    private void bulk(Engine engine, BareLoop bare) throws Exception {
        title("Large byte arrays, there and back", "MB/s each way", "bare loop, 1 a write");
        for (int size : new int[] { 1 << 20, 64 << 10 }) {
            byte[] bytes = new byte[size];
            int count = (256 << 20) / size;
            double best = 0;
            double limit = 0;
            for (int round = 0; round < ROUNDS; round++) {
                limit = Math.max(limit, bare.throughput((i) -> bytes, count, 1));
                best = Math.max(best, rate(engine, (i) -> bytes, count, (byte[] b) -> b,
                        (o) -> o.concurrency(Concurrency.PROCESS, 1)));
            }
            line(size / 1024 + " KiB", best * size / 1e6, limit * size / 1e6);
        }
    }

    private void scaling(Engine engine) throws Exception {
        title("Stages that need a processor, 2 workers", "items/s", "2 threads");
        scalingRow(engine, "1 ms an item", 2_000, (Integer n) -> Busy.work(n, 1_000_000));
        scalingRow(engine, "20 us an item", 100_000, (Integer n) -> Busy.work(n, 20_000));
    }

    private void scalingRow(Engine engine, String name, int count, ProcessorFunction<Integer, Integer> body)
            throws InterruptedException {
        double best = 0;
        double limit = 0;
        for (int round = 0; round < 3; round++) {
            limit = Math.max(limit, rate(engine, (i) -> i, count, body, (o) -> o.concurrency(Concurrency.THREAD, 2)));
            best = Math.max(best, rate(engine, (i) -> i, count, body, (o) -> o.concurrency(Concurrency.PROCESS, 2)));
        }
        line(name, best, limit);
    }

    private void batches(Engine engine) throws Exception {
        title("A fresh JVM for each batch", "batches/s", "bare JVM starts");
        int count = 40;
        double limit = Children.bareStarts(count);
        double best = rate(engine, (i) -> i, count, (Integer n) -> n,
                (o) -> o.concurrency(Concurrency.PROCESS_PER_BATCH, 2).batchSize(1));
        line("2 at a time", best, limit);
        List<Long> handOvers = new ArrayList<>();
        engine.run(Pipeline.named("spare").producer("items", Long.class, (output) -> {
            for (int i = 0; i < 20; i++) {
                output.emit(System.nanoTime());
                Thread.sleep(400);
            }
        })
            .processor("work", (Long emitted) -> System.nanoTime() - emitted,
                    (o) -> o.concurrency(Concurrency.PROCESS_PER_BATCH, 1).batchSize(1))
            .consumer("sink", handOvers::add)
            .build());
        handOvers.remove(0);
        handOvers.sort(null);
        title("Hand-over of a batch to the body in a spare JVM (both clocks are the machine's)", "us", "");
        line("p50", handOvers.get(handOvers.size() / 2) / 1e3, Double.NaN);
    }

    private void title(String what, String unit, String limit) {
        this.text.append("\n### ").append(what).append("\n\n| | ").append(unit).append(" | ");
        this.text.append(limit).append(" | ratio |\n| --- | --- | --- | --- |\n");
    }

    private void line(String name, double value, double limit) {
        this.text
            .append(String.format(Locale.ROOT, "| %s | %,.0f | %,.0f | %.2f |%n", name, value, limit, value / limit));
    }

}
