package org.minigun.isolate;

import org.jspecify.annotations.Nullable;
import org.minigun.Setting;
import org.minigun.code.StageCodes;
import org.minigun.code.call.Body;
import org.minigun.code.call.Flattening;
import org.minigun.code.call.LoadedCode;
import org.minigun.execution.HostedOutcomes;
import org.minigun.execution.HostedStage;
import org.minigun.protocol.SessionDescription;
import org.minigun.protocol.StageCode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The classes and the instance of one context. Used by its thread alone; nothing refers
 * to it after its session, so that its classes can be unloaded.
 */
final class Isolate implements AutoCloseable {

    private static final Logger logger = LoggerFactory.getLogger(Isolate.class);

    private final HostedStage stage;

    private final IsolateLoader loader;

    private final LoadedCode code;

    private final Body body;

    private final SessionDescription.Body kind;

    private final Crossing crossing;

    private final IsolateOutput output;

    private long busyNanos;

    /**
     * Makes an isolate and its instance.
     * @throws Throwable what its constructor has thrown, as the application knows it
     */
    Isolate(HostedStage stage, StageCode code, int index, ClassLoader application, HostedOutcomes outcomes)
            throws Throwable {
        this.stage = stage;
        this.kind = StageCodes.body(stage.stage(), stage.settings().get(Setting.FLATTEN, false));
        this.loader = new IsolateLoader("minigun-" + stage.run().task() + "-" + stage.path() + "-" + index,
                application);
        this.code = new LoadedCode(this.loader);
        this.crossing = new Crossing(stage.path(), application, this.loader, stage.settings());
        boolean producer = this.kind == SessionDescription.Body.PRODUCER || this.kind == SessionDescription.Body.ITEMS;
        this.output = new IsolateOutput(stage, outcomes, this.crossing, producer);
        ClassLoader former = enter();
        try {
            this.body = this.code.body(code);
        }
        catch (Throwable ex) {
            throw this.crossing.thrown(ex);
        }
        finally {
            Thread.currentThread().setContextClassLoader(former);
        }
    }

    private ClassLoader enter() {
        Thread thread = Thread.currentThread();
        ClassLoader former = thread.getContextClassLoader();
        thread.setContextClassLoader(this.loader);
        return former;
    }

    /** How long the stage's code has worked in the last attempt. */
    long busyNanos() {
        return this.busyNanos;
    }

    /** Whether a further attempt at the last item would duplicate results. */
    boolean isSpent() {
        return this.output.isSpent();
    }

    /**
     * Makes an attempt at an item and passes its results on.
     * @return what was thrown, as the application knows it, or {@code null}
     */
    @Nullable Throwable attempt(Object item, long number) {
        this.busyNanos = 0;
        this.output.open(item, number);
        try {
            Object result = call(this.crossing.in(item));
            if (result != null && this.kind == SessionDescription.Body.PROCESSOR) {
                this.output.emitElement(result);
            }
            this.output.complete();
            return null;
        }
        catch (Throwable ex) {
            return thrown(ex);
        }
        finally {
            this.output.forget();
        }
    }

    private @Nullable Object call(@Nullable Object copy) throws Throwable {
        ClassLoader former = enter();
        long start = System.nanoTime();
        try {
            Object result = this.body.call(copy, this.output);
            if (result != null && this.kind == SessionDescription.Body.FLATTEN) {
                Flattening.emitEach(result, this.output);
            }
            else if (this.kind == SessionDescription.Body.ITEMS) {
                Flattening.emitItems(result, this.output);
            }
            return result;
        }
        finally {
            this.busyNanos = Math.max(0, System.nanoTime() - start - this.output.close());
            Thread.currentThread().setContextClassLoader(former);
        }
    }

    private Throwable thrown(Throwable thrown) {
        Exception trouble = this.output.trouble();
        return this.crossing.thrown((trouble != null && !(thrown instanceof VirtualMachineError)) ? trouble : thrown);
    }

    /**
     * Runs a producer.
     * @return what it has thrown, as the application knows it, or {@code null}
     */
    @Nullable Throwable produce() {
        this.output.open(null, 0);
        try {
            call(null);
            this.output.complete();
            return null;
        }
        catch (Throwable ex) {
            return thrown(ex);
        }
        finally {
            this.output.forget();
        }
    }

    /** Closes the instance; what that throws is logged. */
    @Override
    public void close() {
        ClassLoader former = enter();
        try {
            if (this.code.instance() instanceof AutoCloseable instance) {
                instance.close();
            }
        }
        catch (Throwable ex) {
            logger.warn("The instance of stage '{}' in an isolate could not be closed", this.stage.path(),
                    this.crossing.thrown(ex));
        }
        finally {
            Thread.currentThread().setContextClassLoader(former);
        }
    }

}
