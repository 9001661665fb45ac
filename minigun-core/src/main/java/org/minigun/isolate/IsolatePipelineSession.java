package org.minigun.isolate;

import java.util.function.ObjLongConsumer;

import org.jspecify.annotations.Nullable;
import org.minigun.execution.HostedSession;
import org.minigun.execution.HostedStage;
import org.minigun.protocol.CodecException;

/**
 * One context of stages that run together in an isolate. The context's thread hands items
 * over; threads of the stages work on them, and tell what becomes of them.
 */
final class IsolatePipelineSession implements HostedSession {

    private static final long TELL_NANOS = 100_000_000;

    private final HostedStage stage;

    private final boolean producing;

    private final IsolateTelling telling;

    private final Maker maker;

    private @Nullable IsolatePipeline pipeline;

    private long toldNanos = System.nanoTime();

    IsolatePipelineSession(HostedStage stage, boolean producing, IsolateTelling telling, Maker maker) {
        this.stage = stage;
        this.producing = producing;
        this.telling = telling;
        this.maker = maker;
    }

    @Override
    public int awaitRoom() throws InterruptedException {
        IsolatePipeline own = this.pipeline;
        if (own == null) {
            return 1;
        }
        int room = own.awaitRoom();
        if (room == 0) {
            own.drain();
            throw new InterruptedException("The stages have ended");
        }
        return room;
    }

    @Override
    public void submit(Object item, long number) throws InterruptedException {
        IsolatePipeline own = pipeline();
        awaitRoom();
        try {
            own.add(item, number);
        }
        catch (CodecException ex) {
            this.telling.refused(item, number, ex);
        }
    }

    private IsolatePipeline pipeline() throws InterruptedException {
        IsolatePipeline known = this.pipeline;
        if (known == null) {
            try {
                known = this.maker.make();
            }
            catch (Throwable ex) {
                this.telling.broken(new IllegalStateException(IsolateSession.notMade(this.stage, ex), ex));
                throw new InterruptedException("There is no isolate");
            }
            this.pipeline = known;
        }
        return known;
    }

    @Override
    public void flush() {
        IsolatePipeline own = this.pipeline;
        long now = System.nanoTime();
        if (own != null && now - this.toldNanos >= TELL_NANOS) {
            this.toldNanos = now;
            own.tellSoFar();
        }
    }

    @Override
    public void drain() throws InterruptedException {
        IsolatePipeline own = this.producing ? pipeline() : this.pipeline;
        if (own != null) {
            own.drain();
        }
    }

    @Override
    public void close() {
        IsolatePipeline own = this.pipeline;
        if (own != null) {
            own.close();
        }
    }

    @Override
    public void abandon(ObjLongConsumer<Object> unsettled) {
        IsolatePipeline own = this.pipeline;
        this.pipeline = null;
        if (own != null) {
            own.abandon(unsettled);
            own.close();
        }
    }

    /** Makes what runs the stages. */
    interface Maker {

        IsolatePipeline make() throws Throwable;

    }

}
