package org.minigun.worker;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.minigun.BroadcastSource;
import org.minigun.CarriedContext;
import org.minigun.ContextCarrier;
import org.minigun.Ledger;
import org.minigun.Pipeline;
import org.minigun.Run;
import org.minigun.RunFailure;
import org.minigun.RunResult;
import org.minigun.RunState;
import org.minigun.WorkerContext;
import org.minigun.WorkerContextHolder;
import org.minigun.code.call.LoadedCode;
import org.minigun.code.call.PipelineFunctions;
import org.minigun.code.call.PipelineReader;
import org.minigun.execution.Engine;
import org.minigun.graph.StageKind;
import org.minigun.protocol.CodecException;
import org.minigun.protocol.ItemCodec;
import org.minigun.protocol.PipelineForm;
import org.minigun.protocol.SessionDescription;

/**
 * Runs stages that a worker was sent together, by an engine of its own: with threads, and
 * with further workers. For one session.
 */
final class PipelineHost {

    private static final Duration LOOK = Duration.ofMillis(20);

    private final PipelineFunctions functions = new PipelineFunctions();

    private final Results results;

    private final Credits credits;

    private final Fatal fatal;

    private final PipelineFeed feed;

    private final PipelineAccounts accounts;

    private final PipelineFailures failures;

    private final Pipeline pipeline;

    private final Engine engine;

    private final boolean fed;

    private PipelineHost(PipelineForm form, SessionDescription description, Worker worker, Inbox inbox, ItemCodec codec,
            Results results, Credits credits) throws Throwable {
        this.results = results;
        this.credits = credits;
        this.fatal = worker.fatal();
        this.fed = !form.heads().isEmpty();
        this.accounts = new PipelineAccounts(form.paths(), results);
        this.feed = new PipelineFeed(inbox, codec, results, worker.status(), this.accounts, worker.fatal(),
                hasProducer(form.stages()), form.window());
        this.failures = new PipelineFailures(form.paths(), results, this.feed::numberOf);
        PipelineReader reader = new PipelineReader(form, this.functions);
        this.pipeline = reader.read(this.feed, (exit) -> (item) -> results.output(0, exit, item),
                broadcast(description.broadcast()));
        for (PipelineForm.CodeForm hook : form.afterFork()) {
            this.functions.runHook(hook, worker.contextOf(description));
        }
        Engine.Builder builder = Engine.builder()
            .listener(this.failures)
            .carrier(carrier(worker.contextOf(description)));
        reader.pools().forEach(builder::pool);
        this.engine = builder.build();
        this.engine.plan(this.pipeline);
    }

    /**
     * Makes ready what was sent.
     * @throws Throwable what the user's code has thrown, or why it cannot be run
     */
    static PipelineHost open(SessionDescription description, Worker worker, LoadedCode codes, Inbox inbox,
            ItemCodec codec, Results results, Credits credits) throws Throwable {
        PipelineForm form = (PipelineForm) codes.deserialize(description.code().requiredData());
        return new PipelineHost(form, description, worker, inbox, codec, results, credits);
    }

    /** Hands what the application carries on to the threads and workers in here. */
    private static ContextCarrier carrier(WorkerContext context) {
        return (run) -> new CarriedContext() {

            @Override
            public Scope open(@Nullable String stage) {
                WorkerContext before = WorkerContext.current().orElse(null);
                WorkerContextHolder.set(context);
                return () -> WorkerContextHolder.set(before);
            }

            @Override
            public Map<String, String> headers() {
                return context.headers();
            }

        };
    }

    private static boolean hasProducer(List<PipelineForm.StageForm> stages) {
        return stages.stream().anyMatch((stage) -> stage.kind() == StageKind.PRODUCER || hasProducer(stage.nested()));
    }

    /** Broadcast data that the application has written, for workers of this worker. */
    private static Map<String, BroadcastSource> broadcast(Map<String, String> files) {
        Map<String, BroadcastSource> sources = new HashMap<>();
        files.forEach((name, file) -> sources.put(name, (out) -> Files.copy(Path.of(file), out)));
        return Map.copyOf(sources);
    }

    /**
     * Runs the stages until the application sends nothing more and they have ended.
     * @return what has ended them badly, or {@code null}
     */
    @Nullable Throwable serve() throws CodecException {
        Run run;
        try {
            run = this.engine.start(this.pipeline);
        }
        catch (RuntimeException ex) {
            return ex;
        }
        this.feed.started(run);
        RunResult result = await(run);
        RunFailure failure = result.failure();
        if (failure != null) {
            // What a JVM does not survive is the end of this worker, not of the
            // application's
            // run.
            this.fatal.check(failure.cause());
            this.failures.failed(failure);
            this.failures.unfinished(result.unfinished());
        }
        this.failures.producers(result.producerFailures());
        if (result.state() != RunState.CANCELLED) {
            Ledger ledger = result.ledger();
            this.accounts.commit(ledger, result.statistics(), this.feed.lastOf(PipelineAccounts.entered(ledger)));
        }
        return (failure != null) ? failure.cause() : null;
    }

    private RunResult await(Run run) {
        boolean stopped = false;
        while (true) {
            try {
                Optional<RunResult> result = run.await(LOOK);
                if (result.isPresent()) {
                    return result.get();
                }
            }
            catch (InterruptedException ex) {
                run.cancel();
            }
            catch (RuntimeException ex) {
                if (!run.isRunning()) {
                    throw ex;
                }
            }
            if (this.credits.isAborted()) {
                run.cancel();
            }
            else if (this.credits.isStopping() && !stopped && (!this.fed || this.feed.isEnded())) {
                stopped = true;
                run.stop();
            }
        }
    }

    /** How many items were fed. */
    long fed() {
        return this.feed.fed();
    }

    /**
     * Ends workers of this worker, and closes the objects of the stages.
     * @throws Exception what the first has thrown that could not be closed; all others
     * were tried
     */
    void close() throws Exception {
        List<AutoCloseable> all = new ArrayList<>();
        all.add(this.engine::close);
        all.addAll(this.functions.closeables());
        Throwable thrown = null;
        for (AutoCloseable closeable : all) {
            try {
                closeable.close();
            }
            catch (Throwable ex) {
                if (thrown == null) {
                    thrown = ex;
                }
                else if (thrown != ex) {
                    thrown.addSuppressed(ex);
                }
            }
        }
        if (thrown instanceof Error error) {
            throw error;
        }
        if (thrown != null) {
            throw (Exception) thrown;
        }
    }

}
