package org.minigun.spring.metrics;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The meters of Minigun. Their names, tags and units are an interface: dashboards and
 * alerts are made of them.
 */
public enum MinigunMeter {

    /** Items by outcome. */
    STAGE_ITEMS("minigun.stage.items", Kind.COUNTER, "items", "Items that a stage has finished with, by outcome.",
            "task", "stage", "outcome"),

    /** Items that arrived. */
    STAGE_RECEIVED("minigun.stage.received", Kind.COUNTER, "items",
            "Items that have arrived at a stage, those included that wait in its channel.", "task", "stage"),

    /** Items that were emitted. */
    STAGE_EMITTED("minigun.stage.emitted", Kind.COUNTER, "items",
            "Items that a stage has emitted, once an item whatever the number of targets.", "task", "stage"),

    /** Items that wait or are in work. */
    STAGE_IN_FLIGHT("minigun.stage.inflight", Kind.GAUGE, "items", "Items that wait for a stage or are in work there.",
            "task", "stage"),

    /** Attempts that threw. */
    STAGE_FAILURES("minigun.stage.failures", Kind.COUNTER, null,
            "Attempts at items that threw, further attempts included.", "task", "stage"),

    /** Further attempts. */
    STAGE_RETRIES("minigun.stage.retries", Kind.COUNTER, null, "Further attempts at items.", "task", "stage"),

    /** Latencies. */
    STAGE_LATENCY("minigun.stage.latency", Kind.TIMER, "seconds",
            "Time that a stage's code took for an item, without what it waited for others.", "task", "stage"),

    /** Percentiles of latencies. */
    STAGE_LATENCY_PERCENTILE("minigun.stage.latency.percentile", Kind.GAUGE, "seconds",
            "Percentile of the latencies of the runs that go on, or else of the last one.", "task", "stage",
            "percentile"),

    /** Buckets of latencies. */
    STAGE_LATENCY_BUCKET("minigun.stage.latency.upto", Kind.COUNTER, null,
            "Items that took at most le seconds; only with minigun.metrics.latency-histogram.", "task", "stage", "le"),

    /** Busy time. */
    STAGE_BUSY("minigun.stage.busy", Kind.COUNTER, "seconds", "Time that a stage's code has worked, over all contexts.",
            "task", "stage"),

    /** Busy share. */
    STAGE_BUSY_SHARE("minigun.stage.busy.share", Kind.GAUGE, null,
            "Share of the time of the runs that go on for which a stage's contexts were busy, from 0 to 1.", "task",
            "stage"),

    /** Contexts. */
    STAGE_CONTEXTS("minigun.stage.contexts", Kind.GAUGE, null,
            "Threads and workers that serve a stage; those in one context count for each of its stages.", "task",
            "stage"),

    /** Depth of channels. */
    CHANNEL_DEPTH("minigun.channel.depth", Kind.GAUGE, "items", "Items that wait in the channel in front of a stage.",
            "task", "stage"),

    /** Capacity of channels. */
    CHANNEL_CAPACITY("minigun.channel.capacity", Kind.GAUGE, "items",
            "Items that the channel in front of a stage holds at most; 0 without one.", "task", "stage"),

    /** Waiting at channels. */
    CHANNEL_WAITING("minigun.channel.waiting", Kind.COUNTER, "seconds",
            "Time waited at the channel in front of a stage: by its sources for room, by its contexts for items.",
            "task", "stage", "side"),

    /** Runs that ended. */
    RUNS("minigun.runs", Kind.TIMER, "seconds", "Runs that have ended, and how long they took.", "task", "result"),

    /** Runs that go on. */
    RUNS_ACTIVE("minigun.runs.active", Kind.GAUGE, null, "Runs that go on.", "task"),

    /** Progress of runs. */
    RUNS_PROGRESS("minigun.runs.progress", Kind.GAUGE, null,
            "Share of the oldest run that is done, from 0 to 1; not a number without a run or a total.", "task"),

    /** Size of pools. */
    POOL_SIZE("minigun.pool.size", Kind.GAUGE, null,
            "Contexts that a pool has at most; 0 while the threads of a single stage are not used.", "pool"),

    /** Active contexts. */
    POOL_ACTIVE("minigun.pool.active", Kind.GAUGE, null, "Contexts of a pool that have work.", "pool"),

    /** Idle contexts. */
    POOL_IDLE("minigun.pool.idle", Kind.GAUGE, null, "Contexts of a pool that have none.", "pool"),

    /** Who waits for a context. */
    POOL_WAITING("minigun.pool.waiting", Kind.GAUGE, null, "Those who wait for a context of a pool.", "pool"),

    /** Worker processes. */
    WORKER_PROCESSES("minigun.worker.processes", Kind.GAUGE, null, "Worker processes of a pool.", "pool"),

    /** Starts of workers. */
    WORKER_STARTS("minigun.worker.starts", Kind.COUNTER, null, "Worker processes that have started.", "pool"),

    /** Starts that failed. */
    WORKER_START_FAILURES("minigun.worker.start.failures", Kind.COUNTER, null,
            "Starts of worker processes that have failed, workers included that were of no use.", "pool"),

    /** Restarts. */
    WORKER_RESTARTS("minigun.worker.restarts", Kind.COUNTER, null,
            "Worker processes that have died or were replaced, by cause.", "pool", "cause"),

    /** Memory of workers. */
    WORKER_MEMORY("minigun.worker.memory", Kind.GAUGE, "bytes", "Resident memory of the worker processes of a pool.",
            "pool"),

    /** CPU time of workers. */
    WORKER_CPU("minigun.worker.cpu", Kind.COUNTER, "seconds", "CPU time of all worker processes of a pool.", "pool"),

    /** Age of workers. */
    WORKER_AGE("minigun.worker.age", Kind.GAUGE, "seconds", "Age of the oldest worker process of a pool.", "pool");

    private final String meterName;

    private final Kind kind;

    private final @Nullable String unit;

    private final String description;

    private final List<String> tags;

    MinigunMeter(String meterName, Kind kind, @Nullable String unit, String description, String... tags) {
        this.meterName = meterName;
        this.kind = kind;
        this.unit = unit;
        this.description = description;
        this.tags = List.of(tags);
    }

    /**
     * Returns the name.
     * @return the name, in Micrometer's dotted form
     */
    public String meterName() {
        return this.meterName;
    }

    /**
     * Returns the kind.
     * @return the kind
     */
    public Kind kind() {
        return this.kind;
    }

    /**
     * Returns the unit.
     * @return the base unit, or {@code null} of plain numbers
     */
    public @Nullable String unit() {
        return this.unit;
    }

    /**
     * Returns the description.
     * @return one sentence
     */
    public String description() {
        return this.description;
    }

    /**
     * Returns the keys of the tags.
     * @return the keys, in order
     */
    public List<String> tags() {
        return this.tags;
    }

    /**
     * What a meter is.
     */
    public enum Kind {

        /** Grows only. */
        COUNTER,

        /** Goes up and down. */
        GAUGE,

        /** A count and a total time, both growing only. */
        TIMER

    }

}
