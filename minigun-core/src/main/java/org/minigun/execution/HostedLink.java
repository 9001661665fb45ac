package org.minigun.execution;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.minigun.RunFailure;
import org.minigun.RunStoppedException;
import org.minigun.StuckThread;
import org.minigun.metrics.StageCounters;

/**
 * A stage that a host runs alone: one context's items go to its session, and what becomes
 * of them comes back here, by a thread of the session.
 * <p>
 * Counts have one writer each: received is counted by the context, all else by the
 * session, one call at a time.
 */
class HostedLink extends Link implements HostedOutcomes {

    private final RunFiles run;

    private final Receiver next;

    private final List<Receiver> targets;

    private final @Nullable GateContext gate;

    /** Of items that will be tried again, where results have to keep an order. */
    private final Map<Long, Integer> failedAttempts = new HashMap<>();

    private boolean gateBegun;

    HostedLink(RunFiles run, StageRun stage, StageCounters counters, Receiver next, List<Receiver> targets,
            @Nullable GateContext gate) {
        super(stage, counters);
        this.run = run;
        this.next = next;
        this.targets = targets;
        this.gate = gate;
    }

    /** The host has taken an item. */
    void taken() {
        this.counters.received();
    }

    /** The run was cut off before an item was handed over. */
    void leftOver(Object item) {
        this.stage.leftOver(this.stage.newCounters(), item);
    }

    /** The run was cut off before an item was settled. */
    void abandoned(Object item) {
        this.stage.unfinished(this.counters, item, 1);
    }

    /** The run was cut off, and every item that was handed over is accounted for. */
    void cutOff() {
    }

    @Override
    final void accept(Object item) {
        throw new IllegalStateException("Stage '" + this.stage.path() + "' runs at a host: items go to its session");
    }

    @Override
    final void attempt(Object item) {
        accept(item);
    }

    @Override
    public void emitted(@Nullable Object item, long number, Object result, int target) throws Exception {
        beginAtGate();
        ((target == 0) ? this.next : this.targets.get(target - 1)).accept(result);
        this.counters.emitted();
    }

    @Override
    public void done(Object item, long number, long busyNanos) {
        beginAtGate();
        this.counters.timedOne(busyNanos);
        this.counters.done();
        completeAtGate(item, number);
    }

    @Override
    public long failed(Object item, long number, int attempts, Throwable thrown, long busyNanos) {
        this.counters.timedOne(busyNanos);
        long wait = this.stage.retryIn(this.counters, item, attempts, thrown);
        if (wait < 0) {
            beginAtGate();
            completeAtGate(item, number);
        }
        else if (this.gate != null) {
            this.failedAttempts.put(number, attempts);
        }
        return wait;
    }

    @Override
    public void lost(Object item, long number, int attempts, Throwable cause) {
        if (cause instanceof RunStoppedException || this.stage.isAborted()) {
            this.stage.unfinished(this.counters, item, 1);
        }
        else {
            this.counters.failedAttempt();
            this.stage.giveUp(this.counters, item, 1, attempts, cause);
        }
        beginAtGate();
        completeAtGate(item, number);
    }

    @Override
    public void broken(Throwable cause) {
        this.run.fail(new RunFailure(this.stage.path(), null, 0, cause));
    }

    @Override
    public void producerFailed(String producer, Throwable cause) {
        this.run.toldProducerFailed(producer, cause);
    }

    @Override
    public void stuck(List<StuckThread> threads) {
        this.run.stuck(threads);
    }

    private void beginAtGate() {
        GateContext ordered = this.gate;
        if (ordered != null && !this.gateBegun) {
            this.gateBegun = true;
            ordered.begin();
        }
    }

    private void completeAtGate(Object item, long number) {
        GateContext ordered = this.gate;
        if (ordered != null) {
            this.gateBegun = false;
            try {
                ordered.complete(number, item, 1 + Objects.requireNonNullElse(this.failedAttempts.remove(number), 0));
            }
            catch (RunStoppedException stopped) {
                // What was not passed on stays with the gate, which accounts for it.
            }
        }
    }

    @Override
    void finish() {
        this.next.end();
    }

}
