package org.minigun.demo.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;

import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarConsumer;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;
import org.minigun.Run;
import org.minigun.RunListener;
import org.minigun.RunResult;
import org.minigun.demo.inspect.JarFinder;
import org.minigun.metrics.StageStatistics;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Shows a progress bar with rate and estimate while a census goes on, if a human is
 * looking. Reads the statistics of the run a few times a second; the run does not notice.
 */
@Component
public final class CensusProgress implements RunListener {

    private static final int INTERVAL_MILLIS = 250;

    private final JarFinder finder;

    private final @Nullable Supplier<ProgressBarConsumer> display;

    private final ConcurrentMap<String, Thread> shown = new ConcurrentHashMap<>();

    /**
     * Makes a progress bar for the terminal; none if there is no terminal.
     * @param finder finds the jars, to know how many there are
     */
    @Autowired
    public CensusProgress(JarFinder finder) {
        this(finder,
                Terminal.isInteractive() ? () -> new ConsoleProgressBarConsumer(System.err, Terminal.width()) : null);
    }

    CensusProgress(JarFinder finder, @Nullable Supplier<ProgressBarConsumer> display) {
        this.finder = finder;
        this.display = display;
    }

    @Override
    public void runStarted(Run run) {
        Supplier<ProgressBarConsumer> to = this.display;
        if (to == null || !run.task().equals("census")) {
            return;
        }
        Thread thread = new Thread(() -> show(run, to.get()), "census-progress");
        thread.setDaemon(true);
        this.shown.put(run.id(), thread);
        thread.start();
    }

    /**
     * Waits for the last look of the bar, so that nothing is written into it.
     */
    @Override
    public void runEnded(Run run, RunResult result) {
        Thread thread = this.shown.remove(run.id());
        if (thread == null) {
            return;
        }
        thread.interrupt();
        try {
            thread.join(2L * INTERVAL_MILLIS);
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
    }

    private void show(Run run, ProgressBarConsumer to) {
        ProgressBarStyle style = Terminal.showsUnicode() ? ProgressBarStyle.COLORFUL_UNICODE_BLOCK
                : ProgressBarStyle.ASCII;
        try (ProgressBar bar = new ProgressBarBuilder().setTaskName("Jar Census")
            .setInitialMax(-1)
            .setUnit(" jars", 1)
            .setStyle(style)
            .setUpdateIntervalMillis(INTERVAL_MILLIS)
            .continuousUpdate()
            .setConsumer(to)
            .showSpeed()
            .build()) {
            bar.maxHint(count());
            follow(run, bar);
        }
    }

    private static void follow(Run run, ProgressBar bar) {
        try {
            while (run.isRunning()) {
                step(run, bar);
                Thread.sleep(INTERVAL_MILLIS);
            }
        }
        catch (InterruptedException ex) {
            // The run has ended.
        }
        step(run, bar);
    }

    private static void step(Run run, ProgressBar bar) {
        StageStatistics inspected = run.statistics().stage("inspect");
        bar.stepTo(inspected.done() + inspected.deadLettered());
        if (inspected.deadLettered() > 0) {
            bar.setExtraMessage(" " + inspected.deadLettered() + " unreadable");
        }
    }

    /**
     * Counts the jars. Takes a moment, in which the bar shows no end.
     */
    private long count() {
        long[] count = { 0 };
        try {
            this.finder.find((path) -> count[0]++);
        }
        catch (IOException | UncheckedIOException ex) {
            return -1;
        }
        return count[0];
    }

}
