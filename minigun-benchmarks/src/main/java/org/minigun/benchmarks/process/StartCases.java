package org.minigun.benchmarks.process;

import java.util.ArrayList;
import java.util.List;

import org.minigun.Concurrency;
import org.minigun.Pipeline;
import org.minigun.execution.Engine;

/**
 * What it costs to start a worker until its first item is done, and how many fresh
 * workers a second serve a batch each. CPU times are the child's own account, read where
 * the system tells it (Linux).
 */
final class StartCases {

    private static final int STARTS = 20;

    private final Report report;

    StartCases(Report report) {
        this.report = report;
    }

    void measure(Engine engine) throws Exception {
        this.report.title("A fresh JVM for each batch", "batches/s", "bare JVM starts");
        int count = 40;
        double limit = Children.bareStarts(count);
        double best = Runs.rate(engine, (i) -> i, count, (Integer n) -> n,
                (o) -> o.concurrency(Concurrency.PROCESS_PER_BATCH, 2).batchSize(1));
        this.report.line("2 at a time", best, limit);
        if (CpuTime.isKnown()) {
            starts();
        }
    }

    private void starts() throws Exception {
        List<Double> bare = new ArrayList<>();
        List<Double> workers = new ArrayList<>();
        List<Double> resident = new ArrayList<>();
        // The first makes the archive, as the first run of an application does.
        start(new ArrayList<>(), new ArrayList<>());
        for (int i = 0; i < STARTS; i++) {
            bare.add(Children.bareStartCpu());
            start(workers, resident);
        }
        this.report.title("Starting a worker until its first item is done", "CPU ms of the child",
                "bare JVM that opens a socket");
        this.report.line("median of " + STARTS, median(workers), median(bare));
        this.report.title("Resident memory of that worker", "MB", "target");
        this.report.line("median", median(resident), 60);
    }

    private static void start(List<Double> cpu, List<Double> resident) throws InterruptedException {
        List<double[]> said = new ArrayList<>();
        try (Engine engine = Engine.create()) {
            engine.run(Pipeline.named("start")
                .producer("items", Integer.class, (output) -> output.emit(1))
                .processor("work", (Integer n) -> new double[] { CpuTime.millis(), CpuTime.residentMegabytes() },
                        (o) -> o.concurrency(Concurrency.PROCESS, 1))
                .consumer("sink", said::add)
                .build());
        }
        cpu.add(said.get(0)[0]);
        resident.add(said.get(0)[1]);
    }

    private static double median(List<Double> values) {
        values.sort(null);
        return values.get(values.size() / 2);
    }

}
