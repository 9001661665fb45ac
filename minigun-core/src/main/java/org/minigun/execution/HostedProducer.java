package org.minigun.execution;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.minigun.Output;
import org.minigun.ProducerFunction;
import org.minigun.metrics.StageCounters;

/**
 * A producer that a host runs. What it has emitted there is passed on also when the run
 * was asked to stop meanwhile: it was emitted before.
 */
final class HostedProducer implements ProducerFunction<Object>, HostedOutcomes {

    private static final long serialVersionUID = 1L;

    private final transient HostedGroup group;

    private final transient RunControl control;

    private final transient StageCounters counters;

    private final transient Receiver next;

    private final transient List<Receiver> targets;

    private transient @Nullable Output<Object> output;

    HostedProducer(HostedGroup group, RunControl control, StageCounters counters, Receiver next,
            List<Receiver> targets) {
        this.group = group;
        this.control = control;
        this.counters = counters;
        this.next = next;
        this.targets = targets;
    }

    @Override
    public void produce(Output<Object> output) throws Exception {
        this.output = output;
        this.group.produce(this);
    }

    @Override
    public void expected(long items) {
        Output<Object> told = this.output;
        if (told != null) {
            told.expect(items);
        }
    }

    @Override
    public void emitted(@Nullable Object item, long number, Object result, int target) throws Exception {
        this.control.awaitRelease();
        ((target == 0) ? this.next : this.targets.get(target - 1)).accept(result);
        this.counters.emitted();
    }

    @Override
    public void done(Object item, long number, long busyNanos) {
        throw new IllegalStateException("A producer has no items");
    }

    @Override
    public long failed(Object item, long number, int attempts, Throwable thrown, long busyNanos) {
        throw new IllegalStateException("A producer has no items", thrown);
    }

    @Override
    public void lost(Object item, long number, int attempts, Throwable cause) {
        throw new IllegalStateException("A producer has no items", cause);
    }

    @Override
    public void broken(Throwable cause) {
        throw new IllegalStateException("A producer tells by what it throws", cause);
    }

}
