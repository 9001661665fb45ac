package org.minigun.benchmarks;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.minigun.benchmarks.boundary.BoundaryBenchmark;
import org.minigun.benchmarks.boundary.BoundarySubjects;
import org.minigun.benchmarks.boundary.TrickleBenchmark;
import org.minigun.benchmarks.boundary.TrickleSubjects;
import org.minigun.benchmarks.codec.CodecBenchmark;
import org.minigun.benchmarks.codec.CodecSubjects;
import org.minigun.benchmarks.codec.ColdCodecs;
import org.minigun.benchmarks.fused.FusedBenchmark;
import org.minigun.benchmarks.fused.FusedSubjects;
import org.minigun.benchmarks.meters.MetersCase;
import org.minigun.benchmarks.pool.PoolBenchmark;
import org.minigun.benchmarks.pool.PoolSubjects;
import org.minigun.benchmarks.process.ProcessCases;
import org.minigun.benchmarks.startup.StartupCases;
import org.minigun.benchmarks.waiting.WaitingBenchmark;
import org.minigun.benchmarks.waiting.WaitingSubjects;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Runs the cases, each beside its peers and its limit, and prints a table of ratios for
 * each. Arguments name the cases to run; without any, all are run.
 */
public final class Main {

    private static final List<Case> CASES = List.of(
            new Case("fused", "Fused chain of three stages, after six others have run", FusedBenchmark.class,
                    FusedSubjects.all(), 20_000_000),
            new Case("boundary", "One boundary between two threads, saturated", BoundaryBenchmark.class,
                    BoundarySubjects.all(), 5_000_000),
            new Case("trickle", "One boundary, 1,000 items a second", TrickleBenchmark.class, TrickleSubjects.all(),
                    1_000),
            new Case("pool", "Pool of 2 workers, 1 us of work an item", PoolBenchmark.class, PoolSubjects.all(),
                    1_000_000),
            new Case("waiting", "20,000 items that wait 10 ms, concurrency 1,000", WaitingBenchmark.class,
                    WaitingSubjects.all(), 20_000),
            new Case("codec", "Codec, small records there and back", CodecBenchmark.class, CodecSubjects.all(),
                    1_000_000));

    private Main() {
    }

    /**
     * Runs cases.
     * @param arguments the names of the cases; none for all
     * @throws Exception if a benchmark fails
     */
    public static void main(String[] arguments) throws Exception {
        List<String> asked = Arrays.asList(arguments);
        List<String> tables = new ArrayList<>();
        for (Case one : CASES) {
            if (asked.isEmpty() || asked.contains(one.name())) {
                tables.add(Table.of(one.title(), one.subjects().names(), run(one)));
            }
        }
        if (asked.isEmpty() || asked.contains("cold-codec")) {
            tables.add(ColdCodecs.table());
        }
        if (asked.isEmpty() || asked.contains("meters")) {
            tables.add(MetersCase.table());
        }
        if (asked.isEmpty() || asked.contains("process")) {
            tables.add(ProcessCases.tables());
        }
        if (asked.isEmpty() || asked.contains("startup")) {
            tables.add(StartupCases.tables());
        }
        PrintStream out = System.out;
        if (tables.isEmpty()) {
            out.println("No such case. There are " + CASES.stream().map(Case::name).toList()
                    + ", cold-codec, meters, process and startup");
        }
        tables.forEach(out::println);
    }

    private static List<RunResult> run(Case one) throws RunnerException {
        ChainedOptionsBuilder options = new OptionsBuilder().include(one.benchmark().getName())
            .param("subject", one.subjects().names().toArray(String[]::new))
            .param("items", Integer.toString(one.items()))
            .verbosity(VerboseMode.SILENT)
            .shouldFailOnError(true);
        return List.copyOf(new Runner(options.build()).run());
    }

    /** One case. */
    private record Case(String name, String title, Class<?> benchmark, Subjects subjects, int items) {
    }

}
