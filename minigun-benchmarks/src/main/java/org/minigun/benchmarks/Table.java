package org.minigun.benchmarks;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;

/**
 * A table of the results of one case, as Markdown. Ratios are to the first subject, the
 * limit; where the limit was measured anew before each iteration, to that.
 */
final class Table {

    private Table() {
    }

    static String of(String title, List<String> subjects, Collection<RunResult> results) {
        Map<String, RunResult> bySubject = new HashMap<>();
        results.forEach((result) -> bySubject.put(result.getParams().getParam("subject"), result));
        RunResult limit = bySubject.get(subjects.get(0));
        boolean latencies = limit != null && median(limit, "median") > 0;
        StringBuilder text = new StringBuilder("\n### ").append(title).append("\n\n");
        text.append(latencies
                ? "| | median us | p99 us | median / limit's | p99 / limit's |\n| --- | --- | --- | --- | --- |\n"
                : "| | CPU ns/item | wall ns/item | CPU / limit's | wall / limit's |\n| --- | --- | --- | --- | --- |\n");
        for (String subject : subjects) {
            RunResult result = bySubject.get(subject);
            if (result != null && limit != null) {
                text.append(latencies ? latencyRow(subject, result) : row(subject, result, limit));
            }
        }
        return text.toString();
    }

    private static String row(String subject, RunResult result, RunResult limit) {
        double wall = median(result, "wall");
        double near = median(result, "limitWall");
        return String.format(Locale.ROOT, "| %s | %.1f | %.1f | %.2f | %.2f |%n", subject, median(result, "cpu"), wall,
                median(result, "cpu") / median(limit, "cpu"), wall / ((near > 0) ? near : median(limit, "wall")));
    }

    private static String latencyRow(String subject, RunResult result) {
        return String.format(Locale.ROOT, "| %s | %.1f | %.1f | %.2f | %.2f |%n", subject,
                median(result, "median") / 1e3, median(result, "p99") / 1e3,
                median(result, "median") / median(result, "limitMedian"),
                median(result, "p99") / median(result, "limitP99"));
    }

    /**
     * The median over the iterations: one that something else disturbed does not count.
     */
    private static double median(RunResult result, String name) {
        List<Double> values = new ArrayList<>();
        for (BenchmarkResult benchmark : result.getBenchmarkResults()) {
            for (IterationResult iteration : benchmark.getIterationResults()) {
                Result<?> value = iteration.getSecondaryResults().get(name);
                if (value != null) {
                    values.add(value.getScore());
                }
            }
        }
        Collections.sort(values);
        return values.isEmpty() ? 0 : values.get(values.size() / 2);
    }

}
