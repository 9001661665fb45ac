package org.minigun.spring.autoconfigure;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.minigun.Concurrency;
import org.minigun.OnError;
import org.minigun.Setting;

import org.springframework.boot.context.properties.ConfigurationPropertiesSource;
import org.springframework.boot.context.properties.NestedConfigurationProperty;

/**
 * What is said of one task, below {@code minigun.tasks.<task>}: the defaults of its
 * stages. It wins over what the task says of itself in code.
 */
@ConfigurationPropertiesSource
public class TaskProperties {

    /**
     * Whether the task runs when the application has started. If the run fails, the
     * application ends with exit code 1.
     */
    private boolean runOnStartup;

    /**
     * Whether the task may run more than once at a time.
     */
    private boolean allowConcurrentRuns;

    /**
     * Parameters that the task's producers get, unless a run is started with others.
     */
    private final Map<String, String> parameters = new LinkedHashMap<>();

    @NestedConfigurationProperty
    private final ScheduleProperties schedule = new ScheduleProperties();

    /**
     * Where processors and consumers run that have no placement of their own. By default
     * the plan decides.
     */
    private @Nullable Concurrency concurrency;

    /**
     * Number of contexts of a stage that says nothing itself, at least 1. By default that
     * of its kind of context.
     */
    private @Nullable Integer poolSize;

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
     * Where stages without a placement run: THREAD, VIRTUAL_THREAD, or INLINE for the
     * whole task on the calling thread. By default that of the application.
     */
    private @Nullable Concurrency defaultContext;

    /**
     * Whether stages without a placement may share their source's context. By default
     * they do.
     */
    private @Nullable Boolean inline;

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
     * Dead letters that a run keeps, at least 0. By default 1000.
     */
    private @Nullable Integer keptFailures;

    /**
     * Longest time that a cancel waits for code that does not stop, in milliseconds if no
     * unit is given. By default that of the application.
     */
    private @Nullable Duration shutdownTimeout;

    /**
     * Stages by their names; those of nested pipelines by their paths in brackets, such
     * as [load/save].
     */
    private final Map<String, StageProperties> stages = new LinkedHashMap<>();

    /**
     * Worker processes of the task.
     */
    @NestedConfigurationProperty
    private final WorkerProperties worker = new WorkerProperties();

    public boolean isRunOnStartup() {
        return this.runOnStartup;
    }

    public void setRunOnStartup(boolean runOnStartup) {
        this.runOnStartup = runOnStartup;
    }

    public boolean isAllowConcurrentRuns() {
        return this.allowConcurrentRuns;
    }

    public void setAllowConcurrentRuns(boolean allowConcurrentRuns) {
        this.allowConcurrentRuns = allowConcurrentRuns;
    }

    public Map<String, String> getParameters() {
        return this.parameters;
    }

    public ScheduleProperties getSchedule() {
        return this.schedule;
    }

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

    public @Nullable Concurrency getDefaultContext() {
        return this.defaultContext;
    }

    public void setDefaultContext(@Nullable Concurrency defaultContext) {
        this.defaultContext = defaultContext;
    }

    public @Nullable Boolean getInline() {
        return this.inline;
    }

    public void setInline(@Nullable Boolean inline) {
        this.inline = inline;
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

    public @Nullable Integer getKeptFailures() {
        return this.keptFailures;
    }

    public void setKeptFailures(@Nullable Integer keptFailures) {
        this.keptFailures = keptFailures;
    }

    public @Nullable Duration getShutdownTimeout() {
        return this.shutdownTimeout;
    }

    public void setShutdownTimeout(@Nullable Duration shutdownTimeout) {
        this.shutdownTimeout = shutdownTimeout;
    }

    public Map<String, StageProperties> getStages() {
        return this.stages;
    }

    public WorkerProperties getWorker() {
        return this.worker;
    }

    void addTo(PropertySettings settings) {
        settings.say(Setting.CONCURRENCY, this.concurrency);
        settings.say(Setting.POOL_SIZE, this.poolSize);
        settings.say(Setting.THREADS, this.threads);
        settings.say(Setting.VIRTUAL_THREADS, this.virtualThreads);
        settings.say(Setting.ISOLATES, this.isolates);
        settings.say(Setting.PROCESSES, this.processes);
        settings.say(Setting.DEFAULT_CONTEXT, this.defaultContext);
        settings.say(Setting.INLINE, this.inline);
        settings.say(Setting.CAPACITY, this.capacity);
        settings.say(Setting.BATCH_SIZE, this.batchSize);
        settings.say(Setting.RETRIES, this.retries);
        settings.say(Setting.BACKOFF, this.backoff);
        settings.say(Setting.BACKOFF_MULTIPLIER, this.backoffMultiplier);
        settings.say(Setting.BACKOFF_MAX, this.backoffMax);
        settings.say(Setting.ON_ERROR, this.onError);
        settings.say(Setting.MAX_SIZE, this.maxSize);
        settings.say(Setting.MAX_WAIT, this.maxWait);
        settings.say(Setting.MAX_TOTAL, this.maxTotal);
        settings.say(Setting.KEPT_FAILURES, this.keptFailures);
        settings.say(Setting.SHUTDOWN_TIMEOUT, this.shutdownTimeout);
        this.worker.addTo(settings, "worker.");
    }

}
