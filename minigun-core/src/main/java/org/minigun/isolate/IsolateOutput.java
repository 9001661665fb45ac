package org.minigun.isolate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.minigun.Output;
import org.minigun.RunStoppedException;
import org.minigun.Setting;
import org.minigun.code.call.ElementOutput;
import org.minigun.execution.HostedOutcomes;
import org.minigun.execution.HostedStage;
import org.minigun.protocol.CodecException;

/**
 * The output that a stage's code is given in an isolate. Results of a stage that has
 * retries are held until the attempt has succeeded.
 */
final class IsolateOutput implements Output<Object>, ElementOutput {

    private final HostedStage stage;

    private final HostedOutcomes outcomes;

    private final Crossing crossing;

    private final Thread thread;

    private final boolean producer;

    private final boolean holding;

    private final int capacity;

    private final Map<String, Output<Object>> named = new HashMap<>();

    private final List<Held> held = new ArrayList<>();

    private @Nullable Object item;

    private long number;

    private boolean open;

    private long downstreamNanos;

    private boolean spent;

    private @Nullable Exception trouble;

    IsolateOutput(HostedStage stage, HostedOutcomes outcomes, Crossing crossing, boolean producer) {
        this.stage = stage;
        this.outcomes = outcomes;
        this.crossing = crossing;
        this.producer = producer;
        this.holding = !producer && stage.settings().get(Setting.RETRIES, 0) > 0;
        this.capacity = stage.settings().get(Setting.CAPACITY, 1024);
        this.thread = Thread.currentThread();
    }

    @Override
    public String stage() {
        return this.stage.path();
    }

    /** Begins an attempt. */
    void open(@Nullable Object current, long order) {
        this.item = current;
        this.number = order;
        this.held.clear();
        this.spent = false;
        this.trouble = null;
        this.downstreamNanos = 0;
        this.open = true;
    }

    /** Ends the code's part of an attempt; returns how long others have worked in it. */
    long close() {
        this.open = false;
        return this.downstreamNanos;
    }

    /**
     * Passes on what the attempt has emitted, and raises anew what went wrong with it.
     */
    void complete() throws Exception {
        if (this.trouble != null) {
            throw this.trouble;
        }
        for (Held result : this.held) {
            this.outcomes.emitted(this.item, this.number, result.item(), result.target());
            this.spent = true;
        }
    }

    /** Forgets the item. */
    void forget() {
        this.item = null;
        this.held.clear();
    }

    /** What went wrong with a result, which the code may have wrapped or swallowed. */
    @Nullable Exception trouble() {
        return this.trouble;
    }

    /** Whether a further attempt is of no use, or would pass results on a second time. */
    boolean isSpent() {
        return this.holding && this.spent;
    }

    @Override
    public void emit(Object result) {
        emit(0, result);
    }

    @Override
    public void emitElement(@Nullable Object element) {
        pass(0, element);
    }

    private void emit(int target, @Nullable Object result) {
        checkUse();
        pass(target, result);
    }

    private void pass(int target, @Nullable Object result) {
        if (result == null) {
            throw new IllegalArgumentException("Stage '" + stage()
                    + "' emitted null: emit nothing instead, or an Optional, or a marker of your own");
        }
        if (this.stage.control().isAborted() || this.producer && this.stage.control().isStopRequested()) {
            throw troubled(new RunStoppedException("The run has ended"));
        }
        Object copy;
        try {
            copy = this.crossing.out(result);
        }
        catch (CodecException ex) {
            this.trouble = ex;
            throw new IllegalArgumentException(ex.getMessage(), ex);
        }
        if (this.holding) {
            hold(copy, target);
            return;
        }
        ClassLoader own = this.thread.getContextClassLoader();
        long start = System.nanoTime();
        this.thread.setContextClassLoader(this.crossing.application());
        try {
            this.outcomes.emitted(this.item, this.number, copy, target);
        }
        catch (RuntimeException ex) {
            throw troubled(ex);
        }
        catch (Exception ex) {
            this.trouble = ex;
            throw new IllegalStateException("The routing of stage '" + stage() + "' failed: " + ex, ex);
        }
        finally {
            this.thread.setContextClassLoader(own);
            this.downstreamNanos += System.nanoTime() - start;
        }
    }

    private RuntimeException troubled(RuntimeException thrown) {
        this.trouble = thrown;
        return thrown;
    }

    private void hold(Object copy, int target) {
        this.held.add(new Held(copy, target));
        if (this.held.size() > this.capacity) {
            this.spent = true;
            throw troubled(new IllegalStateException("Stage '" + stage()
                    + "' has retries, so its outputs are held until an attempt succeeds, and one attempt emitted more "
                    + "than its capacity of " + this.capacity + ": raise its capacity or set its retries to 0"));
        }
    }

    @Override
    public Output<Object> to(String target) {
        checkUse();
        Output<Object> output = this.named.get(target);
        if (output == null) {
            int index = this.stage.targets().indexOf(target);
            if (index < 0) {
                throw new IllegalArgumentException("Stage '" + stage() + "' has no edge to '" + target
                        + "': it may name " + this.stage.targets() + "; further edges are declared by `to`");
            }
            output = new Named(index + 1);
            this.named.put(target, output);
        }
        return output;
    }

    @Override
    public void expect(long items) {
        Output.super.expect(items);
        if (this.producer) {
            this.outcomes.expected(items);
        }
    }

    @Override
    public boolean isStopping() {
        return this.stage.control().isStopRequested();
    }

    private void checkUse() {
        if (!this.open || this.thread != Thread.currentThread()) {
            throw new IllegalStateException("The output of stage '" + stage() + "' was used "
                    + (this.open ? "from another thread (" + Thread.currentThread().getName() + ")" : "after its call")
                    + ": an output may be used only on the thread that got it and only until the stage's method"
                    + " returns. Hand the items over to that thread, for example through a queue");
        }
    }

    /** A result of an attempt that has not succeeded yet. */
    private record Held(Object item, int target) {
    }

    /** The output to one target. */
    private final class Named implements Output<Object> {

        private final int target;

        Named(int target) {
            this.target = target;
        }

        @Override
        public void emit(Object result) {
            IsolateOutput.this.emit(this.target, result);
        }

        @Override
        public Output<Object> to(String name) {
            return IsolateOutput.this.to(name);
        }

        @Override
        public void expect(long items) {
            IsolateOutput.this.expect(items);
        }

        @Override
        public boolean isStopping() {
            return IsolateOutput.this.isStopping();
        }

    }

}
