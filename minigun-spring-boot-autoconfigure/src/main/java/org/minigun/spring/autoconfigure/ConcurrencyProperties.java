package org.minigun.spring.autoconfigure;

import org.jspecify.annotations.Nullable;
import org.minigun.Concurrency;
import org.minigun.Setting;

/**
 * What is said of contexts for the whole application, below {@code minigun.concurrency}.
 */
public class ConcurrencyProperties {

    /**
     * Where stages without a placement run: THREAD, VIRTUAL_THREAD, or INLINE for whole
     * tasks on the calling thread. By default THREAD, or VIRTUAL_THREAD if
     * spring.threads.virtual.enabled is set.
     */
    private @Nullable Concurrency defaultContext;

    /**
     * Whether stages without a placement may share their source's context. By default
     * they do.
     */
    private @Nullable Boolean inline;

    /**
     * Number of contexts of a stage that says nothing itself, whatever their kind, at
     * least 1. By default that of its kind of context.
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
     * Threads that the pools of all runs may have together, at least 1. Every stage gets
     * at least one all the same. By default without end.
     */
    private @Nullable Integer totalThreads;

    /**
     * Number of items that may wait in front of a stage, at least 1. By default 1024.
     */
    private @Nullable Integer capacity;

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

    public @Nullable Integer getTotalThreads() {
        return this.totalThreads;
    }

    public void setTotalThreads(@Nullable Integer totalThreads) {
        this.totalThreads = totalThreads;
    }

    public @Nullable Integer getCapacity() {
        return this.capacity;
    }

    public void setCapacity(@Nullable Integer capacity) {
        this.capacity = capacity;
    }

    void addTo(PropertySettings settings) {
        settings.say(Setting.DEFAULT_CONTEXT, this.defaultContext);
        settings.say(Setting.INLINE, this.inline);
        settings.say(Setting.POOL_SIZE, this.poolSize);
        settings.say(Setting.THREADS, this.threads);
        settings.say(Setting.VIRTUAL_THREADS, this.virtualThreads);
        settings.say(Setting.ISOLATES, this.isolates);
        settings.say(Setting.PROCESSES, this.processes);
        settings.say(Setting.TOTAL_THREADS, this.totalThreads);
        settings.say(Setting.CAPACITY, this.capacity);
    }

}
