package org.minigun.spring.autoconfigure;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.minigun.OnError;
import org.minigun.Setting;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.DeprecatedConfigurationProperty;
import org.springframework.boot.context.properties.NestedConfigurationProperty;

/**
 * Properties of Minigun. What is said nearest wins: a stage over its task, a task over
 * the application. A name that is not known is refused.
 */
@ConfigurationProperties(value = "minigun", ignoreUnknownFields = false)
public class MinigunProperties {

    @NestedConfigurationProperty
    private final ConcurrencyProperties concurrency = new ConcurrencyProperties();

    @NestedConfigurationProperty
    private final WorkerProperties worker = new WorkerProperties();

    @NestedConfigurationProperty
    private final MetricsProperties metrics = new MetricsProperties();

    @NestedConfigurationProperty
    private final ObservationProperties observation = new ObservationProperties();

    /**
     * Whether a progress line of each run and a summary at its end are shown on the
     * terminal.
     */
    private ProgressMode progress = ProgressMode.AUTO;

    @NestedConfigurationProperty
    private final RunsProperties runs = new RunsProperties();

    @NestedConfigurationProperty
    private final HealthProperties health = new HealthProperties();

    /**
     * Pools by their names, which stages share by naming one as their pool.
     */
    private final Map<String, PoolProperties> pools = new LinkedHashMap<>();

    /**
     * Tasks by their names: their defaults, their stages, and whether they run on
     * start-up.
     */
    private final Map<String, TaskProperties> tasks = new LinkedHashMap<>();

    /**
     * What becomes of an item that has failed. By default the run fails.
     */
    private @Nullable OnError onError;

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
     * Dead letters that a run keeps, at least 0. By default 1000.
     */
    private @Nullable Integer keptFailures;

    /**
     * Time that runs get to finish what is in flight when the application stops, and
     * after it the longest time that a cancel waits for code that does not stop. In
     * milliseconds if no unit is given.
     */
    private Duration shutdownTimeout = Duration.ofSeconds(10);

    private @Nullable Integer maxThreads;

    private @Nullable Integer maxProcesses;

    public ConcurrencyProperties getConcurrency() {
        return this.concurrency;
    }

    public WorkerProperties getWorker() {
        return this.worker;
    }

    public MetricsProperties getMetrics() {
        return this.metrics;
    }

    public ObservationProperties getObservation() {
        return this.observation;
    }

    public ProgressMode getProgress() {
        return this.progress;
    }

    public void setProgress(ProgressMode progress) {
        this.progress = progress;
    }

    public HealthProperties getHealth() {
        return this.health;
    }

    public RunsProperties getRuns() {
        return this.runs;
    }

    public Map<String, PoolProperties> getPools() {
        return this.pools;
    }

    public Map<String, TaskProperties> getTasks() {
        return this.tasks;
    }

    public @Nullable OnError getOnError() {
        return this.onError;
    }

    public void setOnError(@Nullable OnError onError) {
        this.onError = onError;
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

    public @Nullable Integer getKeptFailures() {
        return this.keptFailures;
    }

    public void setKeptFailures(@Nullable Integer keptFailures) {
        this.keptFailures = keptFailures;
    }

    public Duration getShutdownTimeout() {
        return this.shutdownTimeout;
    }

    public void setShutdownTimeout(Duration shutdownTimeout) {
        this.shutdownTimeout = shutdownTimeout;
    }

    /**
     * Returns the value of the former name of {@code minigun.concurrency.threads}.
     * @return the number
     * @deprecated since 0.1.0 in favor of {@code minigun.concurrency.threads}
     */
    @Deprecated(since = "0.1.0")
    @DeprecatedConfigurationProperty(replacement = "minigun.concurrency.threads", since = "0.1.0")
    public @Nullable Integer getMaxThreads() {
        return this.maxThreads;
    }

    /**
     * Sets the value of the former name of {@code minigun.concurrency.threads}.
     * @param maxThreads the number
     * @deprecated since 0.1.0 in favor of {@code minigun.concurrency.threads}
     */
    @Deprecated(since = "0.1.0")
    public void setMaxThreads(@Nullable Integer maxThreads) {
        this.maxThreads = maxThreads;
    }

    /**
     * Returns the value of the former name of {@code minigun.concurrency.processes}.
     * @return the number
     * @deprecated since 0.1.0 in favor of {@code minigun.concurrency.processes}
     */
    @Deprecated(since = "0.1.0")
    @DeprecatedConfigurationProperty(replacement = "minigun.concurrency.processes", since = "0.1.0")
    public @Nullable Integer getMaxProcesses() {
        return this.maxProcesses;
    }

    /**
     * Sets the value of the former name of {@code minigun.concurrency.processes}.
     * @param maxProcesses the number
     * @deprecated since 0.1.0 in favor of {@code minigun.concurrency.processes}
     */
    @Deprecated(since = "0.1.0")
    public void setMaxProcesses(@Nullable Integer maxProcesses) {
        this.maxProcesses = maxProcesses;
    }

    /**
     * Adds what is said of the whole application.
     */
    void addTo(PropertySettings settings) {
        settings.say(Setting.THREADS, this.maxThreads, "max-threads");
        settings.say(Setting.PROCESSES, this.maxProcesses, "max-processes");
        settings.say(Setting.ON_ERROR, this.onError);
        settings.say(Setting.RETRIES, this.retries);
        settings.say(Setting.BACKOFF, this.backoff);
        settings.say(Setting.BACKOFF_MULTIPLIER, this.backoffMultiplier);
        settings.say(Setting.BACKOFF_MAX, this.backoffMax);
        settings.say(Setting.KEPT_FAILURES, this.keptFailures);
        settings.say(Setting.SHUTDOWN_TIMEOUT, this.shutdownTimeout);
    }

}
