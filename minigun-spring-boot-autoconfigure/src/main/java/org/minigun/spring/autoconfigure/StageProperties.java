package org.minigun.spring.autoconfigure;

import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.minigun.Affinity;
import org.minigun.Concurrency;
import org.minigun.OnError;
import org.minigun.Setting;
import org.minigun.graph.Routing;

import org.springframework.boot.context.properties.ConfigurationPropertiesSource;
import org.springframework.boot.context.properties.NestedConfigurationProperty;

/**
 * What is said of one stage, below {@code minigun.tasks.<task>.stages.<stage>}. It wins
 * over the annotation of the stage. The numbers of threads, isolates and processes are
 * for nested pipelines.
 */
@ConfigurationPropertiesSource
public class StageProperties {

    /**
     * Where the stage runs. By default the plan decides.
     */
    private @Nullable Concurrency concurrency;

    /**
     * Number of contexts that serve the stage, at least 1. By default that of its kind of
     * context.
     */
    private @Nullable Integer poolSize;

    /**
     * Name of a pool below minigun.pools that the stage shares with others.
     */
    private @Nullable String pool;

    /**
     * Whether the stage asks for its source's context or for one of its own. By default
     * the plan decides.
     */
    private @Nullable Affinity affinity;

    /**
     * Number of items that may wait in front of a stage, at least 1. By default 1024.
     */
    private @Nullable Integer capacity;

    /**
     * Items that a process-per-batch stage gets together, at least 1. By default 100.
     */
    private @Nullable Integer batchSize;

    /**
     * Further attempts after a failed one, at least 0. By default none.
     */
    private @Nullable Integer retries;

    /**
     * Wait before the first further attempt, in milliseconds if no unit is given. By
     * default 100ms.
     */
    private @Nullable Duration backoff;

    /**
     * Factor by which the wait grows with each attempt, at least 1. By default 2.
     */
    private @Nullable Double backoffMultiplier;

    /**
     * Longest wait between two attempts, in milliseconds if no unit is given. By default
     * 10s.
     */
    private @Nullable Duration backoffMax;

    /**
     * What becomes of an item that has failed. By default the run fails.
     */
    private @Nullable OnError onError;

    /**
     * Whether results leave the pool of the stage in the order in which its items came.
     */
    private @Nullable Boolean ordered;

    /**
     * Method of the task, or of an item, that gives the key whose items keep their order
     * and meet one context of the pool.
     */
    private @Nullable String partitionBy;

    /**
     * Names of the targets. Switches the default edge out off.
     */
    private @Nullable List<String> to;

    /**
     * Names of the sources. Switches the default edge in off.
     */
    private @Nullable List<String> from;

    /**
     * Which of several targets an item goes to. By default to each.
     */
    private @Nullable Routing routing;

    /**
     * Method of the task, or of an item, that gives the key by which PARTITION chooses
     * the target.
     */
    private @Nullable String routingKey;

    /**
     * Items of a full batch of an accumulator, at least 1. By default 100.
     */
    private @Nullable Integer maxSize;

    /**
     * Longest wait of a batch since its first item, in milliseconds if no unit is given.
     * By default without end.
     */
    private @Nullable Duration maxWait;

    /**
     * Items that an accumulator holds over all its keys before it flushes every one, at
     * least 1.
     */
    private @Nullable Integer maxTotal;

    /**
     * Weight that a batch may have, at least 1. Needs a weigher.
     */
    private @Nullable Long maxWeight;

    /**
     * Method of the task, or of an item, that gives the weight of an item.
     */
    private @Nullable String weigher;

    /**
     * Method of the task, or of an item, that gives the key by which batches are kept
     * apart.
     */
    private @Nullable String keyBy;

    /**
     * Whether a result stands for several items.
     */
    private @Nullable Boolean flatten;

    /**
     * Platform threads of a stage on a pool of threads, at least 1. By default 5.
     */
    private @Nullable Integer threads;

    /**
     * Virtual threads of a stage, at least 1. By default 256.
     */
    private @Nullable Integer virtualThreads;

    /**
     * Isolates of a stage, at least 1. By default 4.
     */
    private @Nullable Integer isolates;

    /**
     * Worker processes of a stage that leaves the JVM, at least 1. By default 2.
     */
    private @Nullable Integer processes;

    /**
     * Whether stages without a placement may share their source's context. By default
     * they do.
     */
    private @Nullable Boolean inline;

    /**
     * Worker processes of the stage.
     */
    @NestedConfigurationProperty
    private final WorkerProperties worker = new WorkerProperties();

    public @Nullable Concurrency getConcurrency() {
        return this.concurrency;
    }

    public void setConcurrency(@Nullable Concurrency concurrency) {
        this.concurrency = concurrency;
    }

    public @Nullable Integer getPoolSize() {
        return this.poolSize;
    }

    public void setPoolSize(@Nullable Integer poolSize) {
        this.poolSize = poolSize;
    }

    public @Nullable String getPool() {
        return this.pool;
    }

    public void setPool(@Nullable String pool) {
        this.pool = pool;
    }

    public @Nullable Affinity getAffinity() {
        return this.affinity;
    }

    public void setAffinity(@Nullable Affinity affinity) {
        this.affinity = affinity;
    }

    public @Nullable Integer getCapacity() {
        return this.capacity;
    }

    public void setCapacity(@Nullable Integer capacity) {
        this.capacity = capacity;
    }

    public @Nullable Integer getBatchSize() {
        return this.batchSize;
    }

    public void setBatchSize(@Nullable Integer batchSize) {
        this.batchSize = batchSize;
    }

    public @Nullable Integer getRetries() {
        return this.retries;
    }

    public void setRetries(@Nullable Integer retries) {
        this.retries = retries;
    }

    public @Nullable Duration getBackoff() {
        return this.backoff;
    }

    public void setBackoff(@Nullable Duration backoff) {
        this.backoff = backoff;
    }

    public @Nullable Double getBackoffMultiplier() {
        return this.backoffMultiplier;
    }

    public void setBackoffMultiplier(@Nullable Double backoffMultiplier) {
        this.backoffMultiplier = backoffMultiplier;
    }

    public @Nullable Duration getBackoffMax() {
        return this.backoffMax;
    }

    public void setBackoffMax(@Nullable Duration backoffMax) {
        this.backoffMax = backoffMax;
    }

    public @Nullable OnError getOnError() {
        return this.onError;
    }

    public void setOnError(@Nullable OnError onError) {
        this.onError = onError;
    }

    public @Nullable Boolean getOrdered() {
        return this.ordered;
    }

    public void setOrdered(@Nullable Boolean ordered) {
        this.ordered = ordered;
    }

    public @Nullable String getPartitionBy() {
        return this.partitionBy;
    }

    public void setPartitionBy(@Nullable String partitionBy) {
        this.partitionBy = partitionBy;
    }

    public @Nullable List<String> getTo() {
        return this.to;
    }

    public void setTo(@Nullable List<String> to) {
        this.to = to;
    }

    public @Nullable List<String> getFrom() {
        return this.from;
    }

    public void setFrom(@Nullable List<String> from) {
        this.from = from;
    }

    public @Nullable Routing getRouting() {
        return this.routing;
    }

    public void setRouting(@Nullable Routing routing) {
        this.routing = routing;
    }

    public @Nullable String getRoutingKey() {
        return this.routingKey;
    }

    public void setRoutingKey(@Nullable String routingKey) {
        this.routingKey = routingKey;
    }

    public @Nullable Integer getMaxSize() {
        return this.maxSize;
    }

    public void setMaxSize(@Nullable Integer maxSize) {
        this.maxSize = maxSize;
    }

    public @Nullable Duration getMaxWait() {
        return this.maxWait;
    }

    public void setMaxWait(@Nullable Duration maxWait) {
        this.maxWait = maxWait;
    }

    public @Nullable Integer getMaxTotal() {
        return this.maxTotal;
    }

    public void setMaxTotal(@Nullable Integer maxTotal) {
        this.maxTotal = maxTotal;
    }

    public @Nullable Long getMaxWeight() {
        return this.maxWeight;
    }

    public void setMaxWeight(@Nullable Long maxWeight) {
        this.maxWeight = maxWeight;
    }

    public @Nullable String getWeigher() {
        return this.weigher;
    }

    public void setWeigher(@Nullable String weigher) {
        this.weigher = weigher;
    }

    public @Nullable String getKeyBy() {
        return this.keyBy;
    }

    public void setKeyBy(@Nullable String keyBy) {
        this.keyBy = keyBy;
    }

    public @Nullable Boolean getFlatten() {
        return this.flatten;
    }

    public void setFlatten(@Nullable Boolean flatten) {
        this.flatten = flatten;
    }

    public @Nullable Integer getThreads() {
        return this.threads;
    }

    public void setThreads(@Nullable Integer threads) {
        this.threads = threads;
    }

    public @Nullable Integer getVirtualThreads() {
        return this.virtualThreads;
    }

    public void setVirtualThreads(@Nullable Integer virtualThreads) {
        this.virtualThreads = virtualThreads;
    }

    public @Nullable Integer getIsolates() {
        return this.isolates;
    }

    public void setIsolates(@Nullable Integer isolates) {
        this.isolates = isolates;
    }

    public @Nullable Integer getProcesses() {
        return this.processes;
    }

    public void setProcesses(@Nullable Integer processes) {
        this.processes = processes;
    }

    public @Nullable Boolean getInline() {
        return this.inline;
    }

    public void setInline(@Nullable Boolean inline) {
        this.inline = inline;
    }

    public WorkerProperties getWorker() {
        return this.worker;
    }

    void addTo(PropertySettings settings) {
        settings.say(Setting.CONCURRENCY, this.concurrency);
        settings.say(Setting.POOL_SIZE, this.poolSize);
        settings.say(Setting.POOL, this.pool);
        settings.say(Setting.AFFINITY, this.affinity);
        settings.say(Setting.CAPACITY, this.capacity);
        settings.say(Setting.BATCH_SIZE, this.batchSize);
        settings.say(Setting.RETRIES, this.retries);
        settings.say(Setting.BACKOFF, this.backoff);
        settings.say(Setting.BACKOFF_MULTIPLIER, this.backoffMultiplier);
        settings.say(Setting.BACKOFF_MAX, this.backoffMax);
        settings.say(Setting.ON_ERROR, this.onError);
        settings.say(Setting.ORDERED, this.ordered);
        settings.method(Setting.PARTITION_BY, this.partitionBy);
        settings.say(Setting.TO, this.to);
        settings.say(Setting.FROM, this.from);
        settings.say(Setting.ROUTING, this.routing);
        settings.method(Setting.ROUTING_KEY, this.routingKey);
        settings.say(Setting.MAX_SIZE, this.maxSize);
        settings.say(Setting.MAX_WAIT, this.maxWait);
        settings.say(Setting.MAX_TOTAL, this.maxTotal);
        settings.say(Setting.MAX_WEIGHT, this.maxWeight);
        settings.method(Setting.WEIGHER, this.weigher);
        settings.method(Setting.KEY_BY, this.keyBy);
        settings.say(Setting.FLATTEN, this.flatten);
        settings.say(Setting.THREADS, this.threads);
        settings.say(Setting.VIRTUAL_THREADS, this.virtualThreads);
        settings.say(Setting.ISOLATES, this.isolates);
        settings.say(Setting.PROCESSES, this.processes);
        settings.say(Setting.INLINE, this.inline);
        this.worker.addTo(settings, "worker.");
    }

}
