package org.minigun.worker;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.minigun.Output;
import org.minigun.code.call.ElementOutput;
import org.minigun.protocol.CodecException;

/**
 * The output that a stage's code is given in a worker.
 */
final class StageEmitter implements Output<Object>, ElementOutput {

    private final String stage;

    private final List<String> targets;

    private final Results results;

    private final Credits credits;

    private final boolean producer;

    private final Thread thread;

    private final Map<String, Output<Object>> named = new HashMap<>();

    private boolean open;

    private long number;

    private long emitted;

    private @Nullable CodecException broken;

    StageEmitter(String stage, List<String> targets, Results results, Credits credits, boolean producer,
            Thread thread) {
        this.stage = stage;
        this.targets = targets;
        this.results = results;
        this.credits = credits;
        this.producer = producer;
        this.thread = thread;
    }

    @Override
    public String stage() {
        return this.stage;
    }

    /** How many items were emitted, by all calls. */
    long emitted() {
        return this.emitted;
    }

    /** Begins a call. */
    void open(long item) {
        this.number = item;
        this.broken = null;
        this.open = true;
    }

    /** Ends a call. */
    void close() {
        this.open = false;
    }

    /**
     * Raises anew what an item that could not be encoded has thrown into the stage's
     * code, which may have swallowed it.
     */
    void checkBroken() throws CodecException {
        CodecException thrown = this.broken;
        if (thrown != null) {
            throw thrown;
        }
    }

    /** Why an item of the call could not be encoded, or {@code null}; told once. */
    @Nullable CodecException takeBroken() {
        CodecException thrown = this.broken;
        this.broken = null;
        return thrown;
    }

    @Override
    public void emit(Object item) {
        emit(0, item);
    }

    /** Emits an element of something that stands for several items. */
    @Override
    public void emitElement(@Nullable Object element) {
        pass(0, element);
    }

    private void emit(int target, @Nullable Object item) {
        if (!this.open || this.thread != Thread.currentThread()) {
            throw misuse();
        }
        pass(target, item);
    }

    private void pass(int target, @Nullable Object item) {
        if (item == null) {
            throw new IllegalArgumentException("Stage '" + this.stage
                    + "' emitted null: emit nothing instead, or an Optional, or a marker of your own");
        }
        if (this.producer) {
            awaitCredit();
        }
        else if (this.credits.isAborted()) {
            throw this.credits.stopped();
        }
        try {
            this.results.output(this.number, target, item);
        }
        catch (CodecException ex) {
            this.broken = ex;
            throw new IllegalArgumentException(
                    "Stage '" + this.stage + "' emitted what cannot be sent to the application: " + ex.getMessage(),
                    ex);
        }
        this.emitted++;
        if (this.producer) {
            this.results.producerEmitted(this.emitted);
        }
    }

    private void awaitCredit() {
        if (this.credits.isStopping()) {
            throw this.credits.stopped();
        }
        if (!this.credits.tryTake()) {
            this.results.flush();
            this.credits.take();
        }
    }

    @Override
    public Output<Object> to(String target) {
        if (!this.open || this.thread != Thread.currentThread()) {
            throw misuse();
        }
        Output<Object> output = this.named.get(target);
        if (output == null) {
            output = new Named(numberOf(target));
            this.named.put(target, output);
        }
        return output;
    }

    private int numberOf(String target) {
        int index = this.targets.indexOf(target);
        if (index < 0) {
            throw new IllegalArgumentException("Stage '" + this.stage + "' has no edge to '" + target
                    + "': it may name " + this.targets + "; further edges are declared by `to`");
        }
        return index + 1;
    }

    @Override
    public void expect(long items) {
        Output.super.expect(items);
        if (this.producer) {
            this.results.expected(items);
        }
    }

    @Override
    public boolean isStopping() {
        return this.credits.isStopping();
    }

    private IllegalStateException misuse() {
        return new IllegalStateException("The output of stage '" + this.stage + "' was used "
                + (this.open ? "from another thread (" + Thread.currentThread().getName() + ")" : "after its call")
                + ": an output may be used only on the thread that got it and only until the stage's method returns."
                + " Hand the items over to that thread, for example through a queue");
    }

    /** The output to one target. */
    private final class Named implements Output<Object> {

        private final int target;

        Named(int target) {
            this.target = target;
        }

        @Override
        public void emit(Object item) {
            StageEmitter.this.emit(this.target, item);
        }

        @Override
        public Output<Object> to(String name) {
            return StageEmitter.this.to(name);
        }

        @Override
        public void expect(long items) {
            StageEmitter.this.expect(items);
        }

        @Override
        public boolean isStopping() {
            return StageEmitter.this.isStopping();
        }

    }

}
