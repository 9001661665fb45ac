package org.minigun.benchmarks.meters;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

import com.sun.management.OperatingSystemMXBean;
import org.minigun.Pipeline;
import org.minigun.benchmarks.MinigunSubject;
import org.minigun.benchmarks.Subject;
import org.minigun.benchmarks.Tally;

/**
 * The fused chain with every meter there is and without any, turn by turn in one JVM, so
 * that what else the machine does meets both.
 */
public final class MetersCase {

    private static final int ITEMS = 10_000_000;

    private static final int WARM_ROUNDS = 8;

    private static final int ROUNDS = 41;

    private final OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private MetersCase() {
    }

    /**
     * Measures.
     * @return a table of the results, as Markdown
     * @throws Exception if a run fails
     */
    public static String table() throws Exception {
        try (Subject plain = new MinigunSubject(MetersCase::chain); Subject metered = new MeteredSubject()) {
            return new MetersCase().table(plain, metered);
        }
    }

    private String table(Subject plain, Subject metered) throws Exception {
        for (int round = 0; round < WARM_ROUNDS; round++) {
            cpu(plain);
            cpu(metered);
        }
        List<Double> without = new ArrayList<>();
        List<Double> with = new ArrayList<>();
        List<Double> ratios = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            double meteredFirst = (round % 2 == 0) ? cpu(metered) : 0;
            double one = cpu(plain);
            double other = (round % 2 == 0) ? meteredFirst : cpu(metered);
            without.add(one);
            with.add(other);
            ratios.add(other / one);
        }
        return String.format(Locale.ROOT, "%n### Fused chain of three stages, with meters, %d rounds%n%n"
                + "| | CPU ns/item | CPU / without, median (quartiles) |%n| --- | --- | --- |%n"
                + "| no meters | %.1f | 1 |%n" + "| all meters, read every second | %.1f | %.2f (%.2f to %.2f) |%n",
                ROUNDS, at(without, 2), at(with, 2), at(ratios, 2), at(ratios, 1), at(ratios, 3));
    }

    /** CPU time of the process for an item, in nanoseconds. */
    private double cpu(Subject subject) throws Exception {
        long start = this.system.getProcessCpuTime();
        long sum = subject.run(ITEMS);
        if (sum != (long) ITEMS * ITEMS) {
            throw new IllegalStateException("Items were lost: the sum is " + sum);
        }
        return (this.system.getProcessCpuTime() - start) / (double) ITEMS;
    }

    private static double at(List<Double> values, int quarter) {
        List<Double> sorted = new ArrayList<>(values);
        Collections.sort(sorted);
        return sorted.get((sorted.size() - 1) * quarter / 4);
    }

    static Pipeline chain(Tally tally) {
        return Pipeline.named("chain").producer("numbers", Long.class, (out) -> {
            for (long i = 0; i < tally.items; i++) {
                out.emit(i);
            }
        }).processor("step", (x) -> x * 2L + 1).consumer("sum", (x) -> tally.sum += x).build();
    }

}
