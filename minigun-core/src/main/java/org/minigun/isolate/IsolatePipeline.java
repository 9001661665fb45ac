package org.minigun.isolate;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ObjLongConsumer;

import org.jspecify.annotations.Nullable;
import org.minigun.Output;
import org.minigun.Pipeline;
import org.minigun.Run;
import org.minigun.RunResult;
import org.minigun.Setting;
import org.minigun.Settings;
import org.minigun.code.call.LoadedCode;
import org.minigun.code.call.PipelineFunctions;
import org.minigun.code.call.PipelineReader;
import org.minigun.execution.Engine;
import org.minigun.execution.HostedStage;
import org.minigun.execution.RunAccounts;
import org.minigun.protocol.CodecException;
import org.minigun.protocol.PipelineForm;
import org.minigun.protocol.StageCode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stages that run together over the classes of one isolate, by an engine of their own
 * whose threads know those classes. Fed by one thread.
 */
final class IsolatePipeline implements AutoCloseable {

    private static final Logger logger = LoggerFactory.getLogger(IsolatePipeline.class);

    private static final Duration LOOK = Duration.ofMillis(20);

    private final HostedStage stage;

    private final IsolateLoader loader;

    private final Crossing crossing;

    private final PipelineFunctions functions = new PipelineFunctions();

    private final IsolateTelling telling;

    private final Engine engine;

    private final Run run;

    private final boolean fed;

    private final int capacity;

    // Guarded by the queue.

    /** What was handed over and has not entered. */
    private final Deque<Entry> queue = new ArrayDeque<>();

    /** What enters just now. */
    private @Nullable Entry entering;

    private long entered;

    private boolean last;

    private boolean drained;

    private boolean closed;

    /**
     * Makes an isolate and begins to run the stages in it.
     * @throws Throwable what their constructors have thrown, as the application knows it
     */
    IsolatePipeline(HostedStage stage, StageCode code, int index, ClassLoader application, IsolateTelling telling)
            throws Throwable {
        this.stage = stage;
        this.telling = telling;
        this.capacity = stage.settings().get(Setting.CAPACITY, 1024);
        this.loader = new IsolateLoader("minigun-" + stage.run().task() + "-" + stage.path() + "-" + index,
                application);
        this.crossing = new Crossing(stage.path(), application, this.loader, stage.settings());
        ClassLoader former = enter();
        try {
            PipelineForm form = (PipelineForm) new LoadedCode(this.loader).deserialize(code.requiredData());
            this.fed = !form.heads().isEmpty();
            Crossing out = new Crossing(stage.path(), application, this.loader, stage.settings());
            telling.begin(form.paths(), out);
            PipelineReader reader = new PipelineReader(form, this.functions);
            Pipeline pipeline = inTime(reader.read(this::feed, (exit) -> (item) -> telling.left(exit, item), Map.of()));
            Engine.Builder builder = Engine.builder().listener(telling);
            reader.pools().forEach(builder::pool);
            this.engine = builder.build();
            // The threads of a run inherit the loader.
            this.run = this.engine.start(pipeline);
        }
        catch (Throwable ex) {
            throw this.crossing.thrown(ex);
        }
        finally {
            Thread.currentThread().setContextClassLoader(former);
        }
    }

    /** Its end is awaited within that of the application's run. */
    private Pipeline inTime(Pipeline pipeline) {
        Duration shutdown = this.stage.settings().get(Setting.SHUTDOWN_TIMEOUT, Duration.ofSeconds(10));
        return Pipeline.of(pipeline.name(), true, pipeline.stages(),
                pipeline.settings().with(Setting.SHUTDOWN_TIMEOUT, shutdown.dividedBy(2), "an isolate", Settings.CODE),
                pipeline.hooks());
    }

    private ClassLoader enter() {
        Thread thread = Thread.currentThread();
        ClassLoader former = thread.getContextClassLoader();
        thread.setContextClassLoader(this.loader);
        return former;
    }

    /**
     * Waits until an item may be handed over.
     * @return how many may be, or 0 if the stages have ended
     */
    int awaitRoom() throws InterruptedException {
        synchronized (this.queue) {
            while (this.queue.size() >= this.capacity && this.run.isRunning()) {
                this.queue.wait(LOOK.toMillis());
                if (this.stage.control().isAborted()) {
                    throw new InterruptedException("The run is cut off");
                }
            }
            return this.run.isRunning() ? this.capacity - this.queue.size() : 0;
        }
    }

    /** Hands a copy of an item over. */
    void add(Object item, long number) throws CodecException {
        Entry entry = new Entry(this.crossing.in(item), item, number);
        synchronized (this.queue) {
            this.queue.add(entry);
            this.queue.notifyAll();
        }
    }

    /** Stands in front of the stages, on a thread of theirs. */
    private void feed(Output<Object> output) throws Exception {
        for (Entry next = next(output); next != null; next = next(output)) {
            output.emit(next.copy());
            synchronized (this.queue) {
                this.entered++;
                this.entering = null;
            }
        }
    }

    private @Nullable Entry next(Output<Object> output) throws InterruptedException {
        synchronized (this.queue) {
            while (this.queue.isEmpty()) {
                if (this.last || output.isStopping()) {
                    this.drained = true;
                    return null;
                }
                this.queue.wait(LOOK.toMillis());
            }
            this.entering = this.queue.poll();
            this.queue.notifyAll();
            return this.entering;
        }
    }

    /** Tells what the stages have done so far. */
    void tellSoFar() {
        this.telling.counts(RunAccounts.of(this.run), this.run.statistics());
    }

    /** Waits until the stages have ended, now that nothing more will come. */
    void drain() throws InterruptedException {
        synchronized (this.queue) {
            this.last = true;
            this.queue.notifyAll();
        }
        boolean stopped = false;
        Optional<RunResult> result = this.run.await(LOOK);
        while (result.isEmpty()) {
            if (this.stage.control().isAborted()) {
                throw new InterruptedException("The run is cut off");
            }
            if (!stopped && this.stage.control().isStopRequested() && (!this.fed || isDrained())) {
                stopped = true;
                this.run.stop();
            }
            tellSoFar();
            result = this.run.await(LOOK);
        }
        this.telling.ended(result.get());
    }

    private boolean isDrained() {
        synchronized (this.queue) {
            return this.drained;
        }
    }

    /**
     * Cuts the stages off, and tells what has become of the items.
     * @param unsettled told each that has not entered
     */
    void abandon(ObjLongConsumer<Object> unsettled) {
        this.run.cancel();
        RunResult result = awaitEnd();
        this.telling.cutOff(result);
        synchronized (this.queue) {
            Entry current = this.entering;
            // The end of the run may have met it before it had entered.
            if (current != null && IsolateTelling.entered(result.ledger()) <= this.entered) {
                unsettled.accept(current.item(), current.number());
            }
            this.entering = null;
            this.queue.forEach((entry) -> unsettled.accept(entry.item(), entry.number()));
            this.queue.clear();
        }
    }

    private RunResult awaitEnd() {
        boolean interrupted = Thread.interrupted();
        try {
            while (true) {
                try {
                    return this.run.await();
                }
                catch (InterruptedException ex) {
                    interrupted = true;
                }
            }
        }
        finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Closes the objects of the stages; what that throws is logged. */
    @Override
    public void close() {
        if (this.closed) {
            return;
        }
        this.closed = true;
        ClassLoader former = enter();
        try {
            this.engine.close();
            this.functions.closeables().forEach(this::close);
        }
        finally {
            Thread.currentThread().setContextClassLoader(former);
        }
    }

    private void close(AutoCloseable instance) {
        try {
            instance.close();
        }
        catch (Throwable ex) {
            logger.warn("An instance of the stages of '{}' in an isolate could not be closed", this.stage.path(),
                    this.crossing.thrown(ex));
        }
    }

    /** An item, as the isolate and as the application know it. */
    private record Entry(Object copy, Object item, long number) {
    }

}
