package org.minigun.spring.progress;

import java.io.PrintStream;
import java.util.LinkedHashSet;
import java.util.Set;

import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;
import org.minigun.Run;
import org.minigun.RunListener;
import org.minigun.RunResult;
import org.minigun.metrics.RunProgress;
import org.minigun.metrics.RunStatistics;

/**
 * Shows on a terminal how far runs are, with rate and estimate, and what their stages
 * have done when they have ended. There is one line at a time, that of the run that has
 * gone on for longest. Reads the statistics of a run four times a second; the run does
 * not notice. Thread-safe.
 */
public final class TerminalProgress implements RunListener {

    private static final int INTERVAL_MILLIS = 250;

    private final PrintStream out;

    private final int width;

    private final boolean unicode;

    // Guarded by this.

    private final Set<Run> live = new LinkedHashSet<>();

    private @Nullable Run shown;

    private @Nullable Thread thread;

    /**
     * Shows progress on the error output of the application.
     */
    public TerminalProgress() {
        this(Terminal.errorOutput(), Terminal.width(), Terminal.showsUnicode());
    }

    TerminalProgress(PrintStream out, int width, boolean unicode) {
        this.out = out;
        this.width = width;
        this.unicode = unicode;
    }

    @Override
    public synchronized void runStarted(Run run) {
        this.live.add(run);
        if (this.thread == null) {
            Thread started = new Thread(null, this::show, "minigun-progress", 0, false);
            started.setDaemon(true);
            this.thread = started;
            started.start();
        }
    }

    /**
     * Waits for the last look of the line, so that nothing is written into it, and writes
     * the table.
     */
    @Override
    public synchronized void runEnded(Run run, RunResult result) {
        this.live.remove(run);
        notifyAll();
        boolean interrupted = false;
        while (this.shown == run) {
            try {
                wait();
            }
            catch (InterruptedException ex) {
                interrupted = true;
            }
        }
        this.out.print((this.shown != null) ? System.lineSeparator() + StageTable.of(result) : StageTable.of(result));
        this.out.flush();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void show() {
        for (Run run = next(); run != null; run = next()) {
            try (ProgressBar bar = bar(run)) {
                step(run, bar);
                while (awaitLook(run)) {
                    step(run, bar);
                }
                step(run, bar);
            }
            finally {
                shownLast();
            }
        }
    }

    /** The run to be shown next, or {@code null} at the end of the thread. */
    private synchronized @Nullable Run next() {
        Run run = this.live.stream().findFirst().orElse(null);
        this.shown = run;
        if (run == null) {
            this.thread = null;
        }
        return run;
    }

    private synchronized void shownLast() {
        this.shown = null;
        notifyAll();
    }

    /** Waits for the time of the next look; tells whether the run goes on. */
    private synchronized boolean awaitLook(Run run) {
        try {
            if (this.live.contains(run)) {
                wait(INTERVAL_MILLIS);
            }
        }
        catch (InterruptedException ex) {
            return false;
        }
        return this.live.contains(run);
    }

    private ProgressBar bar(Run run) {
        ProgressBarStyle style = this.unicode ? ProgressBarStyle.COLORFUL_UNICODE_BLOCK : ProgressBarStyle.ASCII;
        return new ProgressBarBuilder().setTaskName(StageTable.name(run.task()))
            .setInitialMax(-1)
            .setUnit(" items", 1)
            .setStyle(style)
            .setUpdateIntervalMillis(INTERVAL_MILLIS)
            .continuousUpdate()
            .setConsumer(new ConsoleProgressBarConsumer(this.out, this.width))
            .showSpeed()
            .build();
    }

    private static void step(Run run, ProgressBar bar) {
        RunStatistics statistics = run.statistics();
        RunProgress progress = statistics.progress();
        if (progress.expected() >= 0) {
            bar.maxHint(progress.expected());
        }
        bar.stepTo(progress.settled());
        long failed = statistics.stages()
            .stream()
            .mapToLong((stage) -> stage.failed() + stage.skipped() + stage.deadLettered())
            .sum();
        if (failed > 0) {
            bar.setExtraMessage(" " + failed + " failed");
        }
    }

}
