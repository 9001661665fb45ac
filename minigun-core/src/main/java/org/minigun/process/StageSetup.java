package org.minigun.process;

import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import org.minigun.BroadcastSource;
import org.minigun.Setting;
import org.minigun.Settings;
import org.minigun.code.GroupCode;
import org.minigun.code.StageCodes;
import org.minigun.execution.HostedGroupStages;
import org.minigun.execution.HostedOutcomes;
import org.minigun.execution.HostedStage;
import org.minigun.protocol.DefaultItemCodec;
import org.minigun.protocol.ItemCodec;
import org.minigun.protocol.SessionDescription;
import org.minigun.protocol.TypeFilter;

/**
 * What all sessions of a stage in one run have in common. Thread-safe.
 */
final class StageSetup {

    private static final AtomicLong SESSIONS = new AtomicLong();

    private final HostedStage stage;

    private final WorkerPool pool;

    private final ClassLoader loader;

    private final boolean perBatch;

    private final TypeFilter results;

    private final TypeFilter exceptions;

    private final BroadcastData broadcast;

    /** Workers that sessions of this stage and run have, or wait for. */
    private final AtomicInteger leases = new AtomicInteger();

    StageSetup(HostedStage stage, WorkerPool pool, ClassLoader loader, boolean perBatch, BroadcastData broadcast) {
        this.stage = stage;
        this.pool = pool;
        this.loader = loader;
        this.perBatch = perBatch;
        this.broadcast = broadcast;
        HostedGroupStages group = stage.group();
        this.results = (group != null) ? StageTypes.results(group.stages(), stage.settings())
                : StageTypes.results(stage.stage(), stage.settings());
        this.exceptions = (group != null) ? StageTypes.exceptions(group.stages(), stage.settings(), this.results)
                : StageTypes.exceptions(stage.stage(), stage.settings(), this.results);
    }

    HostedStage stage() {
        return this.stage;
    }

    Settings settings() {
        return this.stage.settings();
    }

    WorkerPool pool() {
        return this.pool;
    }

    TypeFilter exceptions() {
        return this.exceptions;
    }

    ClassLoader loader() {
        return this.loader;
    }

    int capacity() {
        return settings().get(Setting.CAPACITY, 1024);
    }

    boolean isSplitting() {
        return settings().get(Setting.SPLIT_ON_CRASH, false);
    }

    int maxCrashes() {
        return settings().get(Setting.MAX_CRASHES, 2);
    }

    /** Describes the stage to a worker, with the state that it has now. */
    SessionDescription describe() throws IOException {
        StageCodes codes = new StageCodes(this.stage.run().task());
        Map<String, String> files = new LinkedHashMap<>();
        for (Map.Entry<String, BroadcastSource> data : settings().get(Setting.BROADCAST, Map.of()).entrySet()) {
            files.put(data.getKey(), this.broadcast.file(data.getKey(), data.getValue()).toString());
        }
        Map<String, String> properties = new LinkedHashMap<>(settings().get(Setting.WORKER_PROPERTIES, Map.of()));
        properties.putAll(this.stage.control().handedOn());
        HostedGroupStages group = this.stage.group();
        if (group != null) {
            return new SessionDescription(this.stage.run().task(), this.stage.run().id(), this.stage.path(),
                    SessionDescription.Body.PIPELINE,
                    GroupCode.of(this.stage, group, codes, GroupWindow.largest(settings())), List.of(), group.exits(),
                    properties, files, this.perBatch);
        }
        return new SessionDescription(this.stage.run().task(), this.stage.run().id(), this.stage.path(),
                StageCodes.body(this.stage.stage(), settings().get(Setting.FLATTEN, false)),
                codes.code(this.stage.path(), this.stage.stage()), codes.afterFork(this.stage.hooks()),
                this.stage.targets(), properties, files, this.perBatch);
    }

    /** Leases a worker; the stage gets its first one whatever others have. */
    Worker lease() throws InterruptedException {
        boolean first = this.leases.getAndIncrement() == 0;
        Worker worker = null;
        try {
            worker = this.pool.lease(this.stage.control(), this.perBatch, first && this.stage.pool() != null);
            return worker;
        }
        finally {
            if (worker == null) {
                this.leases.decrementAndGet();
            }
        }
    }

    /** Gives a worker back that has served in good order. */
    void release(Worker worker) {
        this.leases.decrementAndGet();
        this.pool.release(worker);
    }

    /** Gives a worker back that could not begin. */
    void failed(Worker worker, Throwable thrown) {
        this.leases.decrementAndGet();
        this.pool.failed(worker, thrown);
    }

    /** Gives a worker back that has died. */
    void lost(Worker worker) {
        this.leases.decrementAndGet();
        this.pool.lost(worker);
    }

    /** Gives a worker back that has died without use and without an item's guilt. */
    void lostInVain(Worker worker) {
        this.leases.decrementAndGet();
        this.pool.lostInVain(worker);
    }

    /** Gives a worker back that cannot be used, for a reason of the application's. */
    void drop(Worker worker) {
        worker.kill(DeathReason.CANCELLED, null);
        lost(worker);
    }

    /** Begins a session with a worker. */
    WorkerTalk open(Worker worker) throws IOException, OpenFailedException {
        long session = SESSIONS.incrementAndGet();
        WorkerTalk talk = new WorkerTalk(worker, session, this.stage.control());
        Duration timeout = settings().get(Setting.ITEM_TIMEOUT);
        Duration limit = settings().get(Setting.START_TIMEOUT, Duration.ofSeconds(30));
        worker.serve(session, this.stage.run().task(), this.stage.path(), timeout, limit, this.stage.group() != null);
        CompletableFuture<Boolean> opened = new CompletableFuture<>();
        opened.orTimeout(limit.toMillis(), TimeUnit.MILLISECONDS).whenComplete((done, timedOut) -> {
            if (timedOut != null) {
                worker.background(() -> worker.kill(DeathReason.UNRESPONSIVE,
                        "Its constructor or a hook has not ended within start-timeout (" + limit + ")"));
            }
        });
        try {
            talk.open(described(), this.loader, this.exceptions);
        }
        finally {
            opened.complete(true);
        }
        return talk;
    }

    private SessionDescription described() throws OpenFailedException {
        try {
            return describe();
        }
        catch (IOException ex) {
            // Broadcast data that cannot be written, say: no fault of the worker's.
            throw new OpenFailedException(ex);
        }
    }

    /** A codec for one thread that writes items and one that reads results. */
    ItemCodec codec() {
        return DefaultItemCodec.builder()
            .loader(this.loader)
            .filter(this.results)
            .maxDepth(settings().get(Setting.MAX_DEPTH, DefaultItemCodec.DEFAULT_MAX_DEPTH))
            .build();
    }

    Settlement settlement(HostedOutcomes outcomes, ItemCodec codec) {
        return new Settlement(outcomes, codec, StageTypes.result(this.stage.stage(), settings()), this.exceptions,
                this.loader, this.stage.targets().size(), capacity(), settings().get(Setting.RETRIES, 0) == 0);
    }

    /** Writes broadcast data when it is first asked for. */
    interface BroadcastData {

        java.nio.file.Path file(String name, BroadcastSource source) throws IOException;

    }

}
