package org.minigun.benchmarks.codec;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What a codec costs a JVM that has just begun: to make it and to copy the first record.
 * Each measurement has a JVM of its own that has done nothing before.
 */
public final class ColdCodecs {

    private static final int RUNS = 7;

    private static final List<String> WORKER = List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1",
            "-Djdk.reflect.useNativeAccessorOnly=true");

    private ColdCodecs() {
    }

    /**
     * Measures all codecs.
     * @return the table, as Markdown
     */
    public static String table() {
        StringBuilder text = new StringBuilder("\n### Codec, first record in a fresh JVM\n\n"
                + "| | CPU ms | wall ms | CPU ms, as a worker starts | wall ms, as a worker starts |\n"
                + "| --- | --- | --- | --- | --- |\n");
        for (String name : Copiers.NAMES) {
            double[] plain = measure(name, List.of());
            double[] worker = measure(name, WORKER);
            text.append(String.format(Locale.ROOT, "| %s | %.1f | %.1f | %.1f | %.1f |%n", name, plain[0], plain[1],
                    worker[0], worker[1]));
        }
        return text.toString();
    }

    /** Medians of CPU and wall time. */
    private static double[] measure(String name, List<String> options) {
        double[] cpu = new double[RUNS];
        double[] wall = new double[RUNS];
        for (int run = 0; run < RUNS; run++) {
            String[] parts = start(name, options).trim().split(" ");
            cpu[run] = Long.parseLong(parts[0]) / 1e6;
            wall[run] = Long.parseLong(parts[1]) / 1e6;
        }
        Arrays.sort(cpu);
        Arrays.sort(wall);
        return new double[] { cpu[RUNS / 2], wall[RUNS / 2] };
    }

    private static String start(String name, List<String> options) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xmx256m");
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Program.class.getName(), name));
        try {
            Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    /** The main class of the fresh JVM. */
    static final class Program {

        private Program() {
        }

        public static void main(String[] arguments) throws Exception {
            Small item = Small.of(1);
            if (!Copiers.NAMES.contains(arguments[0])) {
                // Asked here also so that the class which knows all codecs is there
                // already.
                throw new IllegalArgumentException("Unknown codec '" + arguments[0] + "'");
            }
            cpu();
            long cpuBefore = cpu();
            long before = System.nanoTime();
            Small copy = Copiers.make(arguments[0]).copy(item);
            long wall = System.nanoTime() - before;
            long cpu = cpu() - cpuBefore;
            if (copy.id() != 1) {
                throw new IllegalStateException("Not copied");
            }
            System.out.println(cpu + " " + wall);
        }

        /**
         * Of all threads, to the nanosecond, where the system tells it without classes of
         * management.
         */
        private static long cpu() throws IOException {
            long sum = 0;
            try (DirectoryStream<Path> threads = Files.newDirectoryStream(Path.of("/proc/self/task"))) {
                for (Path thread : threads) {
                    String text = Files.readString(thread.resolve("schedstat"));
                    sum += Long.parseLong(text.substring(0, text.indexOf(' ')));
                }
            }
            return sum;
        }

    }

}
