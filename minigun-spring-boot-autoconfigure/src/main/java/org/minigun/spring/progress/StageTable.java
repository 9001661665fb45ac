package org.minigun.spring.progress;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import org.minigun.RunResult;
import org.minigun.graph.StageKind;
import org.minigun.metrics.Bottleneck;
import org.minigun.metrics.LatencySummary;
import org.minigun.metrics.StageStatistics;

/**
 * Writes what the stages of a run have done, as a table of plain text.
 */
public final class StageTable {

    private static final List<String> TITLES = List.of("stage", "items", "items/s", "p50", "p99", "failed", "busy", "");

    private static final String NONE = "-";

    private static final int WIDEST_NAME = 40;

    private StageTable() {
    }

    /**
     * Writes the table of a run that has ended.
     * @param result its result
     * @return the text, of several lines: how the run has ended, and a line for each
     * stage; the one that has limited the run is marked
     */
    public static String of(RunResult result) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(TITLES);
        Optional<Bottleneck> bottleneck = Bottleneck.of(result.statistics());
        for (StageStatistics stage : result.statistics().stages()) {
            if (stage.kind() != StageKind.PIPELINE) {
                rows.add(row(stage, result.duration(), bottleneck));
            }
        }
        StringBuilder text = new StringBuilder();
        text.append(name(result.task())).append(": ").append(result.state().name().toLowerCase(Locale.ROOT));
        text.append(" after ").append(time(result.duration())).append(System.lineSeparator());
        rows.forEach((row) -> line(text, row, rows));
        return text.toString();
    }

    private static List<String> row(StageStatistics stage, Duration runtime, Optional<Bottleneck> bottleneck) {
        boolean producer = stage.kind() == StageKind.PRODUCER;
        long items = producer ? stage.emitted() : stage.done();
        LatencySummary latency = stage.latency();
        boolean timed = latency.count() > 0;
        long failed = stage.failed() + stage.skipped() + stage.deadLettered();
        String mark = bottleneck.filter((one) -> one.stage().equals(stage.stage()))
            .map((one) -> "<- bottleneck: " + one.reason())
            .orElse("");
        double seconds = runtime.toNanos() / 1e9;
        return List.of(name(stage.stage()), count(items), (seconds > 0) ? count(Math.round(items / seconds)) : NONE,
                timed ? time(latency.p50()) : NONE, timed ? time(latency.p99()) : NONE, producer ? NONE : count(failed),
                producer ? NONE : Math.round(Math.min(1, stage.busyShare(runtime)) * 100) + " %", mark);
    }

    /** The first and the last column stand to the left, numbers to the right. */
    private static void line(StringBuilder text, List<String> row, List<List<String>> rows) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < row.size(); i++) {
            int column = i;
            int width = rows.stream().mapToInt((one) -> one.get(column).length()).max().orElse(0);
            String blanks = " ".repeat(width - row.get(i).length());
            boolean left = i == 0 || i == row.size() - 1;
            line.append("  ").append(left ? row.get(i) + blanks : blanks + row.get(i));
        }
        text.append(line.toString().stripTrailing()).append(System.lineSeparator());
    }

    /** A name without what could command a terminal. */
    static String name(String name) {
        String plain = name.replaceAll("[\\p{Cntrl}\\p{Cf}]", "?");
        return (plain.length() <= WIDEST_NAME) ? plain : "..." + plain.substring(plain.length() - WIDEST_NAME + 3);
    }

    private static String count(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    /** Such as 12 us, 3.4 ms, 1.2 s and 2 min 5 s. */
    static String time(Duration time) {
        double micros = time.toNanos() / 1e3;
        if (micros < 1_000) {
            return String.format(Locale.ROOT, (micros < 10) ? "%.1f us" : "%.0f us", micros);
        }
        if (micros < 1e6) {
            return String.format(Locale.ROOT, (micros < 1e4) ? "%.1f ms" : "%.0f ms", micros / 1e3);
        }
        return (time.toMinutes() > 0) ? time.toMinutes() + " min " + time.toSecondsPart() + " s"
                : String.format(Locale.ROOT, "%.1f s", micros / 1e6);
    }

}
