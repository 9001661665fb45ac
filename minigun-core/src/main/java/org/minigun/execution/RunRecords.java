package org.minigun.execution;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.minigun.DeadLetter;
import org.minigun.ProducerFailure;
import org.minigun.RunResult;
import org.minigun.RunState;
import org.minigun.StuckThread;
import org.minigun.UnfinishedItem;
import org.minigun.metrics.RunStatistics;

/**
 * What a run keeps of items that went wrong. Thread-safe.
 */
final class RunRecords {

    private final String runId;

    private final int kept;

    private final RunEvents events;

    private final List<DeadLetter> deadLetters = new ArrayList<>();

    private long deadLettersNotKept;

    private final List<UnfinishedItem> unfinished = new ArrayList<>();

    private final List<ProducerFailure> producerFailures = new ArrayList<>();

    private final List<StuckThread> stuckElsewhere = new ArrayList<>();

    RunRecords(String runId, int kept, RunEvents events) {
        this.runId = runId;
        this.kept = kept;
        this.events = events;
    }

    void deadLetter(String stage, Object item, int attempts, Throwable cause) {
        DeadLetter letter = new DeadLetter(this.runId, stage, item, attempts, cause, Instant.now());
        synchronized (this) {
            if (this.deadLetters.size() < this.kept) {
                this.deadLetters.add(letter);
            }
            else {
                this.deadLettersNotKept++;
            }
        }
        this.events.itemDeadLettered(letter);
    }

    synchronized void unfinished(String stage, @Nullable Object item) {
        this.unfinished.add(new UnfinishedItem(stage, item));
    }

    synchronized void toldProducerFailed(String producer, Throwable cause) {
        this.producerFailures.add(new ProducerFailure(producer, cause));
    }

    void producerFailed(String producer, Throwable cause) {
        toldProducerFailed(producer, cause);
        this.events.logProducerFailed(producer, cause);
    }

    synchronized void stuck(List<StuckThread> threads) {
        this.stuckElsewhere.addAll(threads);
    }

    synchronized RunResult result(RunExecution run, RunState state, Duration duration, Statement statement,
            List<StuckThread> ofContexts) {
        // Their hosts have logged the others.
        List<StuckThread> threads = new ArrayList<>(ofContexts);
        threads.addAll(this.stuckElsewhere);
        for (StuckThread thread : ofContexts) {
            StringBuilder stack = new StringBuilder();
            thread.stack().forEach((frame) -> stack.append("\n\tat ").append(frame));
            this.events.logStuck(thread.name(), stack.toString());
        }
        RunStatistics statistics = statement.statistics(duration);
        return new RunResult(this.runId, run.task(), state, run.started(), duration, run.failure().orElse(null),
                statistics, statement.ledger(), List.copyOf(this.deadLetters), this.deadLettersNotKept,
                List.copyOf(this.unfinished), List.copyOf(this.producerFailures), List.copyOf(threads));
    }

}
