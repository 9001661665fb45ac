package org.minigun.worker;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.minigun.RunStoppedException;
import org.minigun.WorkerContextHolder;
import org.minigun.code.call.Body;
import org.minigun.code.call.Flattening;
import org.minigun.code.call.LoadedCode;
import org.minigun.execution.HandedOn;
import org.minigun.protocol.CodecException;
import org.minigun.protocol.FrameType;
import org.minigun.protocol.ItemCodec;
import org.minigun.protocol.ItemReader;
import org.minigun.protocol.SessionDescription;
import org.minigun.protocol.StatusPage;
import org.slf4j.MDC;

/**
 * What the stage's thread does in one session: comes to the code, runs the hooks, works
 * on item after item, closes the instance.
 */
final class StageSession implements Runnable {

    private final long id;

    private final SessionDescription description;

    private final Worker worker;

    private final Inbox inbox = new Inbox();

    private final Credits credits = new Credits();

    private final StageThread thread;

    private final StatusPage status;

    private final Fatal fatal;

    private final ItemCodec codec;

    private final Results results;

    private final StageEmitter emitter;

    private final LoadedCode codes;

    private final SessionDescription.Body kind;

    private @Nullable Body body;

    /** What runs stages that were sent together, in a session of such. */
    private @Nullable PipelineHost pipeline;

    private volatile boolean over;

    StageSession(long id, SessionDescription description, Worker worker) {
        this.id = id;
        this.description = description;
        this.worker = worker;
        this.kind = description.body();
        this.thread = new StageThread(this,
                "minigun-".concat(description.task()).concat("-").concat(description.stage()));
        this.thread.setContextClassLoader(worker.loader());
        this.status = worker.status();
        this.fatal = worker.fatal();
        this.codec = worker.newCodec();
        this.results = new Results(id, this.codec, worker.outlet(), this.status, worker.ticker());
        boolean producer = this.kind == SessionDescription.Body.PRODUCER || this.kind == SessionDescription.Body.ITEMS;
        this.emitter = new StageEmitter(description.stage(), description.targets(), this.results, this.credits,
                producer, this.thread);
        this.codes = new LoadedCode(worker.loader());
    }

    long id() {
        return this.id;
    }

    Inbox inbox() {
        return this.inbox;
    }

    Credits credits() {
        return this.credits;
    }

    Thread thread() {
        return this.thread;
    }

    /** Whether it has said its last word. */
    boolean isOver() {
        return this.over;
    }

    void start() {
        this.thread.start();
    }

    /** Interrupts the stage's code: the run is cut off. */
    void interrupt() {
        this.credits.abort();
        this.thread.interrupt();
    }

    @Override
    public void run() {
        try {
            if (open()) {
                this.worker.ticker().look(this.results);
                work();
                this.worker.ticker().look(null);
                close();
            }
        }
        catch (ConnectionLostException ex) {
            // The reader finds out too, and ends the process.
        }
        catch (Throwable ex) {
            // Not the stage's code: the worker itself is in doubt.
            this.fatal.die(ex);
        }
    }

    private boolean open() {
        try {
            beginContext();
            if (this.kind == SessionDescription.Body.PIPELINE) {
                this.pipeline = PipelineHost.open(this.description, this.worker, this.codes, this.inbox, this.codec,
                        this.results, this.credits);
            }
            else {
                this.body = this.codes.body(this.description.code());
            }
            if (!this.description.afterFork().isEmpty()) {
                runHooks();
            }
            StageThread.forgetInterrupt();
            this.worker.outlet().send(FrameType.OPENED, this.id);
            return true;
        }
        catch (ConnectionLostException ex) {
            throw ex;
        }
        catch (Throwable ex) {
            this.fatal.check(ex);
            this.over = true;
            this.worker.outlet().send(FrameType.OPEN_FAILED, this.id, ex, false);
            return false;
        }
    }

    /** Gives the thread what the application's run carries. */
    private void beginContext() {
        WorkerContextHolder.set(this.worker.contextOf(this.description));
        Map<String, String> diagnostic = HandedOn.diagnosticContext(this.description.properties());
        if (!diagnostic.isEmpty()) {
            MDC.setContextMap(diagnostic);
        }
    }

    private void runHooks() throws Throwable {
        SessionContext context = this.worker.contextOf(this.description);
        for (int i = 0; i < this.description.afterFork().size(); i++) {
            this.codes.hook(this.description.afterFork().get(i), context);
        }
    }

    private void work() throws CodecException {
        PipelineHost hosted = this.pipeline;
        if (hosted != null) {
            serve(hosted);
            return;
        }
        Body made = Objects.requireNonNull(this.body);
        switch (this.kind) {
            case PRODUCER, ITEMS -> produce(made);
            default -> serve(made);
        }
    }

    private void serve(PipelineHost hosted) throws CodecException {
        Throwable thrown = hosted.serve();
        StageThread.forgetInterrupt();
        if (thrown != null) {
            this.fatal.check(thrown);
        }
        this.results.ended(hosted.fed(), thrown);
        this.results.flush();
        if (this.status.current() != 0) {
            // What was fed last is told with all the rest.
            this.status.settle();
        }
    }

    private void serve(Body body) throws CodecException {
        while (true) {
            Parcel parcel = this.inbox.take();
            if (parcel == null) {
                return;
            }
            if (parcel.isLent()) {
                serveLent(body, parcel);
            }
            else {
                serve(body, parcel.content());
            }
        }
    }

    private void serve(Body body, ItemReader in) throws CodecException {
        while (in.remaining() > 0) {
            long number = in.readVarLong();
            ItemReader bytes = in.slice(in.readLength());
            this.status.begin(number);
            serve(body, number, bytes);
            this.status.settle();
            this.results.afterItem(in.remaining() == 0 && this.inbox.isEmpty());
        }
    }

    /** Decodes all items of a large frame before the first is worked on. */
    private void serveLent(Body body, Parcel parcel) throws CodecException {
        List<Decoded> items = new ArrayList<>();
        try {
            ItemReader in = parcel.content();
            while (in.remaining() > 0) {
                long number = in.readVarLong();
                this.status.begin(number);
                items.add(decode(number, in.slice(in.readLength())));
            }
        }
        finally {
            parcel.giveBack();
        }
        for (int i = 0; i < items.size(); i++) {
            Decoded item = items.set(i, Decoded.NONE);
            this.status.begin(item.number());
            if (item.thrown() != null) {
                failed(item.number(), 0, item.thrown());
            }
            else {
                call(body, item.number(), item.item());
            }
            this.status.settle();
            this.results.afterItem(i + 1 == items.size() && this.inbox.isEmpty());
        }
    }

    private Decoded decode(long number, ItemReader bytes) {
        try {
            return new Decoded(number, this.codec.read(bytes), null);
        }
        catch (Throwable ex) {
            this.fatal.check(ex);
            return new Decoded(number, null, ex);
        }
    }

    private void serve(Body body, long number, ItemReader bytes) {
        Object item;
        try {
            item = this.codec.read(bytes);
        }
        catch (Throwable ex) {
            failed(number, 0, ex);
            return;
        }
        call(body, number, item);
    }

    private void call(Body body, long number, @Nullable Object item) {
        long start = System.nanoTime();
        try {
            this.emitter.open(number);
            Object result = body.call(item, this.emitter);
            if (result != null && this.kind == SessionDescription.Body.FLATTEN) {
                Flattening.emitEach(result, this.emitter);
            }
            long busy = Math.max(0, System.nanoTime() - start);
            this.emitter.close();
            this.emitter.checkBroken();
            if (result != null && this.kind == SessionDescription.Body.PROCESSOR) {
                this.results.result(number, busy, result);
            }
            else {
                this.results.done(number, busy);
            }
        }
        catch (ConnectionLostException ex) {
            throw ex;
        }
        catch (Throwable thrown) {
            failed(number, Math.max(0, System.nanoTime() - start), thrown);
        }
        StageThread.forgetInterrupt();
    }

    private void failed(long number, long busy, Throwable thrown) {
        this.emitter.close();
        this.fatal.check(thrown);
        StageStacks.shorten(thrown);
        CodecException broken = this.emitter.takeBroken();
        this.results.failed(number, busy, (broken != null) ? broken : thrown);
    }

    private void produce(Body body) {
        Throwable thrown = null;
        this.results.expected(-1);
        try {
            this.emitter.open(0);
            Object items = body.call(null, this.emitter);
            if (this.kind == SessionDescription.Body.ITEMS) {
                if (items instanceof Collection<?> all) {
                    this.emitter.expect(all.size());
                }
                Flattening.emitItems(items, this.emitter);
            }
        }
        catch (ConnectionLostException ex) {
            throw ex;
        }
        catch (Throwable ex) {
            this.fatal.check(ex);
            if (!(this.credits.isStopping() && isStop(ex))) {
                StageStacks.shorten(ex);
                thrown = ex;
            }
        }
        this.emitter.close();
        StageThread.forgetInterrupt();
        this.results.ended(this.emitter.emitted(), thrown);
        this.results.flush();
    }

    /**
     * Whether the producer was ended by its output, though its code may have wrapped
     * that.
     */
    private static boolean isStop(Throwable thrown) {
        @Nullable Throwable cause = thrown;
        for (int depth = 0; cause != null && depth < Causes.DEEPEST; depth++) {
            if (cause instanceof RunStoppedException) {
                return true;
            }
            cause = Causes.of(cause);
        }
        return false;
    }

    private void close() {
        while (this.inbox.take() != null) {
            // A producer takes no items.
            continue;
        }
        this.status.closing(this.id);
        Throwable thrown = null;
        try {
            PipelineHost hosted = this.pipeline;
            if (hosted != null) {
                hosted.close();
            }
            else if (this.codes.instance() instanceof AutoCloseable instance) {
                instance.close();
            }
        }
        catch (Throwable ex) {
            this.fatal.check(ex);
            thrown = ex;
        }
        this.results.flush();
        this.over = true;
        this.worker.outlet().send(FrameType.CLOSED, this.id, thrown, true);
    }

    /**
     * An item that was taken out of its frame.
     *
     * @param number its number
     * @param item the item
     * @param thrown why it could not be decoded, or {@code null}
     */
    private record Decoded(long number, @Nullable Object item, @Nullable Throwable thrown) {

        static final Decoded NONE = new Decoded(0, null, null);

    }

}
