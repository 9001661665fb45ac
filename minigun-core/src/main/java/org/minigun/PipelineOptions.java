package org.minigun;

import java.time.Duration;

/**
 * Says things of a pipeline as a whole: the defaults of its stages. Not thread-safe; used
 * within the call that hands it out.
 */
public final class PipelineOptions {

    private final String pipeline;

    private Settings settings = Settings.none();

    /**
     * Makes options that say nothing yet.
     * @param pipeline the name of the pipeline, for messages
     */
    public PipelineOptions(String pipeline) {
        this.pipeline = pipeline;
    }

    /**
     * Places all processors and consumers that have no placement of their own.
     * @param concurrency the kind of context
     * @return this
     */
    public PipelineOptions concurrency(Concurrency concurrency) {
        return set(Setting.CONCURRENCY, concurrency);
    }

    /**
     * Says how many contexts serve a stage that says nothing itself.
     * @param size the number, at least 1
     * @return this
     */
    public PipelineOptions poolSize(int size) {
        return set(Setting.POOL_SIZE, size);
    }

    /**
     * Says how many platform threads serve a stage; 5 by default.
     * @param threads the number, at least 1
     * @return this
     */
    public PipelineOptions threads(int threads) {
        return set(Setting.THREADS, threads);
    }

    /**
     * Says how many worker processes serve a stage; 2 by default.
     * @param processes the number, at least 1
     * @return this
     */
    public PipelineOptions processes(int processes) {
        return set(Setting.PROCESSES, processes);
    }

    /**
     * Says how many items may wait in front of a stage; 1024 by default.
     * @param items the number, at least 1
     * @return this
     */
    public PipelineOptions capacity(int items) {
        return set(Setting.CAPACITY, items);
    }

    /**
     * Says what becomes of items that have failed; {@link OnError#FAIL} by default.
     * @param onError what becomes of them
     * @return this
     */
    public PipelineOptions onError(OnError onError) {
        return set(Setting.ON_ERROR, onError);
    }

    /**
     * Says how often a failed item is tried again; 0 by default.
     * @param retries the number, at least 0
     * @return this
     */
    public PipelineOptions retries(int retries) {
        return set(Setting.RETRIES, retries);
    }

    /**
     * Says where groups without a placement run: {@code THREAD} (default),
     * {@code VIRTUAL_THREAD}, or {@code INLINE} for the whole task on the calling thread,
     * in one deterministic order, for tests.
     * @param concurrency the kind of context
     * @return this
     */
    public PipelineOptions defaultContext(Concurrency concurrency) {
        return set(Setting.DEFAULT_CONTEXT, concurrency);
    }

    /**
     * Says whether stages without a placement may share their source's context; so by
     * default.
     * @param inline whether they may
     * @return this
     */
    public PipelineOptions inline(boolean inline) {
        return set(Setting.INLINE, inline);
    }

    /**
     * Says how long a cancel waits for code that does not stop; 10 s by default.
     * @param timeout the time, not negative
     * @return this
     */
    public PipelineOptions shutdownTimeout(Duration timeout) {
        return set(Setting.SHUTDOWN_TIMEOUT, timeout);
    }

    /**
     * Says any setting of a pipeline.
     * @param <T> the type of the value
     * @param setting the setting
     * @param value its value
     * @return this
     * @throws IllegalArgumentException if the value is refused; the message says what to
     * write
     */
    public <T> PipelineOptions set(Setting<T> setting, T value) {
        this.settings = this.settings.with(setting, value, "pipeline '" + this.pipeline + "'", Settings.CODE);
        return this;
    }

    /**
     * Returns what was said.
     * @return the settings
     */
    public Settings settings() {
        return this.settings;
    }

}
