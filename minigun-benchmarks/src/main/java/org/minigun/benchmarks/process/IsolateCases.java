package org.minigun.benchmarks.process;

import java.lang.management.ManagementFactory;
import java.util.Objects;
import java.util.function.IntFunction;

import com.sun.management.OperatingSystemMXBean;
import org.minigun.Concurrency;
import org.minigun.ProcessorFunction;
import org.minigun.execution.Engine;
import org.minigun.protocol.CodecException;
import org.minigun.protocol.DefaultItemCodec;
import org.minigun.protocol.ItemCodec;
import org.minigun.protocol.ItemWriter;

/**
 * What an isolate costs an item beside a thread: no more than the codec's own work, and
 * nothing for items that are immutable by type. CPU of the whole process.
 */
final class IsolateCases {

    private static final int ROUNDS = 5;

    private static final int COUNT = 500_000;

    private final OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    private final Engine engine;

    private final Report report;

    IsolateCases(Engine engine, Report report) {
        this.engine = engine;
        this.report = report;
    }

    void measure() throws Exception {
        double codec = Double.MAX_VALUE;
        double records = Double.MAX_VALUE;
        double recordsOnThread = Double.MAX_VALUE;
        double longs = Double.MAX_VALUE;
        double longsOnThread = Double.MAX_VALUE;
        for (int round = 0; round < ROUNDS; round++) {
            codec = Math.min(codec, codec());
            records = Math.min(records,
                    stage(Concurrency.ISOLATE, ThroughputCases.Small::numbered, (ThroughputCases.Small s) -> s));
            recordsOnThread = Math.min(recordsOnThread,
                    stage(Concurrency.THREAD, ThroughputCases.Small::numbered, (ThroughputCases.Small s) -> s));
            longs = Math.min(longs, stage(Concurrency.ISOLATE, (i) -> (long) i, (Long n) -> n));
            longsOnThread = Math.min(longsOnThread, stage(Concurrency.THREAD, (i) -> (long) i, (Long n) -> n));
        }
        this.report.title("Items through an isolate", "CPU ns/item", "beside");
        this.report.line("small records, less the same stage on a thread, beside the codec alone, there and back",
                records - recordsOnThread, codec);
        this.report.line("long, beside the same stage on a thread", longs, longsOnThread);
    }

    private <T> double stage(Concurrency concurrency, IntFunction<Object> items, ProcessorFunction<T, T> body)
            throws InterruptedException {
        long start = this.system.getProcessCpuTime();
        Runs.run(this.engine, items, COUNT, body, (o) -> o.concurrency(concurrency, 1));
        return (double) (this.system.getProcessCpuTime() - start) / COUNT;
    }

    /** An item and its result, each written and read. */
    private double codec() throws CodecException {
        ItemCodec codec = DefaultItemCodec.builder().build();
        ItemWriter writer = new ItemWriter();
        long start = this.system.getProcessCpuTime();
        for (int i = 0; i < COUNT; i++) {
            copy(codec, writer, copy(codec, writer, ThroughputCases.Small.numbered(i)));
        }
        return (double) (this.system.getProcessCpuTime() - start) / COUNT;
    }

    private static Object copy(ItemCodec codec, ItemWriter writer, Object item) throws CodecException {
        writer.reset();
        codec.write(item, writer);
        return Objects.requireNonNull(codec.read(writer.toReader()));
    }

}
