package org.minigun.benchmarks;

import java.util.function.Function;

import org.minigun.Pipeline;
import org.minigun.execution.Engine;

/**
 * A pipeline that is built once and run many times by an engine of its own.
 */
public final class MinigunSubject implements Subject {

    private final Engine engine;

    private final Tally tally = new Tally();

    private final Pipeline pipeline;

    /**
     * Builds the pipeline.
     * @param shape builds it, given how many items its source has to emit and where its
     * sink adds them
     */
    public MinigunSubject(Function<Tally, Pipeline> shape) {
        this(shape, Engine.create());
    }

    /**
     * Builds the pipeline for an engine.
     * @param shape builds it, as above
     * @param engine runs it, and is closed with this
     */
    public MinigunSubject(Function<Tally, Pipeline> shape, Engine engine) {
        this.engine = engine;
        this.pipeline = shape.apply(this.tally);
    }

    @Override
    public long run(int items) throws Exception {
        this.tally.begin(items);
        this.engine.run(this.pipeline);
        return this.tally.sum;
    }

    @Override
    public void close() {
        this.engine.close();
    }

}
