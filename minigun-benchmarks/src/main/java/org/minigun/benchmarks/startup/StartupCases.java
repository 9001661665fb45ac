package org.minigun.benchmarks.startup;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

import com.sun.management.OperatingSystemMXBean;

import org.minigun.Pipeline;
import org.minigun.execution.Engine;

/**
 * An empty task in a warm JVM, from the making of the engine to its end; and what the
 * starter adds to the start of an application, which is started in turn with it and
 * without it on the class path. CPU times are the ones to read: a start is short, and
 * whatever else runs makes its wall time longer.
 */
public final class StartupCases {

    private static final int WARM_UP = 500;

    private static final int TASKS = 500;

    private static final int STARTS = Integer.getInteger("startup.starts", 15);

    private static final Path APPLICATION = Path
        .of(System.getProperty("startup.application", "demo-app/target/jar-census.jar"));

    private StartupCases() {
    }

    /**
     * Measures.
     * @return the tables, as Markdown
     * @throws Exception if it fails
     */
    public static String tables() throws Exception {
        return emptyTask() + (Files.isRegularFile(APPLICATION) ? applications()
                : "\nThere is no " + APPLICATION + ", so no start of an application was measured: build it with "
                        + "mvn -q package -DskipTests -pl demo-app -am, or name another executable jar with "
                        + "-Dstartup.application=<path>\n");
    }

    private static String emptyTask() throws InterruptedException {
        Pipeline empty = Pipeline.named("empty").producer("none", List.<Integer>of()).consumer("sink", (item) -> {
        }).build();
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        for (int i = 0; i < WARM_UP; i++) {
            run(empty);
        }
        List<Double> walls = new ArrayList<>();
        long cpu = system.getProcessCpuTime();
        for (int i = 0; i < TASKS; i++) {
            long before = System.nanoTime();
            run(empty);
            walls.add((System.nanoTime() - before) / 1e6);
        }
        double each = (system.getProcessCpuTime() - cpu) / 1e6 / TASKS;
        return String.format(Locale.ROOT,
                "%n### Engine made, an empty task run, engine closed, in a warm JVM%n%n"
                        + "| CPU ms, mean | wall ms, median | target |%n| --- | --- | --- |%n| %.2f | %.2f | 5 |%n",
                each, median(walls));
    }

    private static void run(Pipeline pipeline) throws InterruptedException {
        try (Engine engine = Engine.create()) {
            engine.run(pipeline);
        }
    }

    private static String applications() throws IOException, InterruptedException {
        Path directory = Files.createTempDirectory("minigun-startup");
        try {
            ApplicationStarts starts = ApplicationStarts.unpacked(APPLICATION, directory);
            List<StartCost> without = new ArrayList<>();
            List<StartCost> with = new ArrayList<>();
            List<StartCost> more = new ArrayList<>();
            starts.without(); // brings the files into the system's memory
            starts.with();
            for (int i = 0; i < STARTS; i++) {
                // Neighbours in time are compared, the first of each pair in turn.
                StartCost first = (i % 2 == 0) ? starts.without() : starts.with();
                StartCost second = (i % 2 == 0) ? starts.with() : starts.without();
                StartCost plain = (i % 2 == 0) ? first : second;
                StartCost own = (i % 2 == 0) ? second : first;
                without.add(plain);
                with.add(own);
                more.add(new StartCost(own.cpu() - plain.cpu(), own.thread() - plain.thread(),
                        own.wall() - plain.wall()));
            }
            return String.format(Locale.ROOT,
                    "%n### Start of an application, median of %d%n%n| | CPU ms | CPU ms of the main thread | wall ms |%n"
                            + "| --- | --- | --- | --- |%n" + "%s%s%s| target of the difference | | 50 | 50 |%n",
                    STARTS, line("without the starter", without), line("with the starter", with),
                    line("difference of pairs", more));
        }
        finally {
            delete(directory);
        }
    }

    private static String line(String name, List<StartCost> costs) {
        return String.format(Locale.ROOT, "| %s | %.0f | %.0f | %.0f |%n", name, median(costs, StartCost::cpu),
                median(costs, StartCost::thread), median(costs, StartCost::wall));
    }

    private static double median(List<StartCost> costs, ToDoubleFunction<StartCost> figure) {
        return median(new ArrayList<>(costs.stream().mapToDouble(figure).boxed().toList()));
    }

    private static double median(List<Double> values) {
        values.sort(null);
        return values.get(values.size() / 2);
    }

    private static void delete(Path directory) throws IOException {
        try (var files = Files.walk(directory)) {
            for (Path file : files.sorted((one, other) -> other.compareTo(one)).toList()) {
                Files.delete(file);
            }
        }
    }

}
