package org.minigun.execution;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

import org.minigun.DeadLetter;
import org.minigun.Items;
import org.minigun.Run;
import org.minigun.RunListener;
import org.minigun.RunResult;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells listeners what happens in a run. What a listener throws is logged and changes
 * nothing.
 */
final class RunEvents {

    private static final Logger logger = LoggerFactory.getLogger("org.minigun.run");

    private final Run run;

    private final List<RunListener> listeners;

    RunEvents(Run run, List<RunListener> listeners) {
        this.run = run;
        this.listeners = listeners;
    }

    void runStarted() {
        tell((listener) -> listener.runStarted(this.run));
    }

    void runEnded(RunResult result) {
        tell((listener) -> listener.runEnded(this.run, result));
    }

    void stageStarted(String stage) {
        tell((listener) -> listener.stageStarted(this.run, stage));
    }

    void stageEnded(String stage) {
        tell((listener) -> listener.stageEnded(this.run, stage));
    }

    void itemRetried(String stage, Object item, int attempt, Throwable cause) {
        tell((listener) -> listener.itemRetried(this.run, stage, item, attempt, cause));
    }

    void itemSkipped(String stage, Object item, Throwable cause) {
        tell((listener) -> listener.itemSkipped(this.run, stage, item, cause));
    }

    void itemDeadLettered(DeadLetter letter) {
        tell((listener) -> listener.itemDeadLettered(this.run, letter));
    }

    void logSkip(String stage, Object item, Throwable cause, boolean last) {
        logger.warn("Task '{}', stage '{}': skipped item {}{}", this.run.task(), stage, Items.describe(item),
                last ? " (further skips of this stage are counted but not logged)" : "", cause);
    }

    void logProducerFailed(String producer, Throwable cause) {
        logger.warn("Task '{}': producer '{}' has ended by an exception; what it had emitted goes on", this.run.task(),
                producer, cause);
    }

    void logFailed(String what) {
        logger.debug("Run {} of task '{}' fails at {}", this.run.id(), this.run.task(), what);
    }

    void logSuppressed(String where, Throwable thrown) {
        logger.warn("Run {} of task '{}' had failed before {} threw", this.run.id(), this.run.task(), where, thrown);
    }

    void logStuck(String thread, String stack) {
        logger.error("Run {} of task '{}': thread '{}' has not ended within the shutdown timeout and goes on at{}",
                this.run.id(), this.run.task(), thread, stack);
    }

    void logNotEnded(Duration timeout) {
        logger.warn("Run {} of task '{}' was cancelled and has not ended within {}", this.run.id(), this.run.task(),
                timeout);
    }

    private void tell(Consumer<RunListener> event) {
        for (RunListener listener : this.listeners) {
            try {
                event.accept(listener);
            }
            catch (Throwable thrown) {
                logger.warn("Listener {} of task '{}' threw; the run goes on", listener.getClass().getName(),
                        this.run.task(), thrown);
            }
        }
    }

}
