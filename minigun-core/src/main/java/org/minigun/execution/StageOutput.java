package org.minigun.execution;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.minigun.Output;
import org.minigun.RunStoppedException;
import org.minigun.metrics.Sampler;
import org.minigun.metrics.StageCounters;

/**
 * The output of one stage in one context: all of it but the way of an item that meets
 * nothing special, which is in {@link DirectOutput}.
 */
abstract class StageOutput implements Output<Object> {

    private final StageRun stage;

    final StageCounters counters;

    final RunControl control;

    final Receiver next;

    final boolean direct;

    private final TargetReceivers targets;

    /** The only thread that may emit, or {@code null} behind an accumulator's timer. */
    private final @Nullable Thread thread;

    /** Which items of the context are measured; a producer begins each. */
    private final Sampler sampler;

    private final boolean producer;

    /** A producer looks at every signal, the others only at the end of the run. */
    private final int threshold;

    private final List<Held> held = new ArrayList<>();

    private final Map<String, Output<Object>> named = new HashMap<>();

    /** The thread that may emit just now without being asked anything else. */
    @Nullable Thread owner;

    /**
     * The number of the item from which on items take the slow way: the next one that a
     * producer measures, or any while anything special is on.
     */
    long slowFrom;

    private boolean open;

    private boolean cut;

    private boolean timing;

    private boolean holding;

    private long downstreamNanos;

    StageOutput(StageRun stage, StageCounters counters, Receiver next, TargetReceivers targets, @Nullable Thread thread,
            boolean producer, Sampler sampler) {
        this.stage = stage;
        this.counters = counters;
        this.control = stage.control();
        this.next = next;
        this.direct = next.isDirect();
        this.targets = targets;
        this.thread = thread;
        this.threshold = producer ? RunControl.HOLD : RunControl.ABORT;
        this.slowFrom = producer ? 0 : Long.MAX_VALUE;
        this.sampler = sampler;
        this.producer = producer;
    }

    final void open() {
        this.open = true;
        this.owner = this.thread;
    }

    /**
     * Opens for an attempt whose downstream time is measured, whose outputs are held, or
     * both.
     */
    final void openSlow(boolean time, boolean hold) {
        this.held.clear();
        this.timing = time;
        this.holding = hold;
        this.downstreamNanos = 0;
        this.slowFrom = 0;
        open();
    }

    final void close() {
        this.open = false;
        this.owner = null;
        this.timing = false;
        this.holding = false;
        this.slowFrom = Long.MAX_VALUE;
    }

    final long downstreamNanos() {
        return this.downstreamNanos;
    }

    /** Raises anew a cut-off that the user's code has swallowed. */
    final void checkCut() {
        if (this.cut) {
            throw new RunStoppedException("The run has ended");
        }
    }

    final void passHeld() throws Exception {
        int passed = 0;
        for (Held output : this.held) {
            try {
                pass(output.receiver(), output.item());
            }
            catch (Exception ex) {
                throw HeldOutputsException.afterPassing(passed, this.stage.path(), ex);
            }
            passed++;
        }
        this.held.clear();
    }

    /**
     * Emits an item that meets something special: a signal, a measurement, an attempt
     * that is held.
     */
    final void emitSlow(Receiver receiver, @Nullable Object item) {
        if (item == null) {
            throw nullItem(this.stage.path());
        }
        if (this.control.signal() >= this.threshold) {
            this.cut = this.control.isAborted();
            this.control.awaitGo();
        }
        if (this.holding) {
            hold(receiver, item);
            return;
        }
        long start = this.timing ? System.nanoTime() : 0;
        try {
            passSlow(receiver, item);
        }
        catch (Exception ex) {
            throw cutOrSame(ex);
        }
        finally {
            if (this.timing) {
                this.downstreamNanos += System.nanoTime() - start;
            }
        }
    }

    private void passSlow(Receiver receiver, Object item) throws Exception {
        long number = this.counters.emittedHere();
        if (this.producer && number >= this.slowFrom) {
            passMeasured(receiver, item);
            this.sampler.finished();
            this.slowFrom = this.sampler.dueAfter(number);
        }
        else if (this.timing) {
            passMeasured(receiver, item);
        }
        else {
            pass(receiver, item);
        }
    }

    private void passMeasured(Receiver receiver, Object item) throws Exception {
        if (receiver.isDirect()) {
            this.counters.emitted();
            receiver.acceptMeasured(item);
        }
        else {
            receiver.acceptMeasured(item);
            this.counters.emitted();
        }
    }

    private void hold(Receiver receiver, Object item) {
        if (this.held.size() == this.stage.capacity()) {
            throw new HeldOutputsException(this.stage.path(), this.stage.capacity());
        }
        this.held.add(new Held(receiver, item));
    }

    private void pass(Receiver receiver, Object item) throws Exception {
        if (receiver.isDirect()) {
            this.counters.emitted();
            receiver.accept(item);
        }
        else {
            receiver.accept(item);
            this.counters.emitted();
        }
    }

    @Override
    public final Output<Object> to(String target) {
        checkUse();
        Output<Object> output = this.named.get(target);
        if (output == null) {
            output = new Named(this.targets.named(target));
            this.named.put(target, output);
        }
        return output;
    }

    @Override
    public final boolean isStopping() {
        return this.control.isStopping();
    }

    @Override
    public final void expect(long items) {
        Output.super.expect(items);
        checkUse();
        if (this.producer) {
            this.stage.expect(items);
        }
    }

    /** Refuses a thread that may not emit, or a call after the stage's own has ended. */
    final void checkUse() {
        if (!this.open || (this.thread != Thread.currentThread() && this.thread != null)) {
            throw misuse();
        }
    }

    final RuntimeException cutOrSame(Exception ex) {
        if (ex instanceof RunStoppedException) {
            this.cut = true;
        }
        if (ex instanceof RuntimeException same) {
            return same;
        }
        return new IllegalStateException("The routing of stage '" + this.stage.path() + "' failed: " + ex, ex);
    }

    private IllegalStateException misuse() {
        return new IllegalStateException("The output of stage '" + this.stage.path() + "' was used "
                + (this.open ? "from another thread (" + Thread.currentThread().getName() + ")" : "after its call")
                + ": an output may be used only on the thread that got it and only until the stage's method returns."
                + " Hand the items over to that thread, for example through a queue");
    }

    static IllegalArgumentException nullItem(String stage) {
        return new IllegalArgumentException(
                "Stage '" + stage + "' emitted null: emit nothing instead, or an Optional, or a marker of your own");
    }

    /** An output of an attempt that has not succeeded yet. */
    private record Held(Receiver receiver, Object item) {
    }

    /** The output to one target. */
    private final class Named implements Output<Object> {

        private final Receiver receiver;

        Named(Receiver receiver) {
            this.receiver = receiver;
        }

        @Override
        public void emit(Object item) {
            StageOutput outer = StageOutput.this;
            outer.checkUse();
            outer.emitSlow(this.receiver, item);
        }

        @Override
        public Output<Object> to(String target) {
            return StageOutput.this.to(target);
        }

        @Override
        public void expect(long items) {
            StageOutput.this.expect(items);
        }

        @Override
        public boolean isStopping() {
            return StageOutput.this.isStopping();
        }

    }

}
