package org.minigun;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.minigun.graph.Routing;

/**
 * Says things of a stage while it is declared with the {@link PipelineBuilder builder}.
 * Not thread-safe; used within the call that hands it out.
 *
 * @param <I> the type of the items the stage takes
 * @param <O> the type of the items it emits
 */
public final class StageOptions<I, O> {

    private final String stage;

    private Settings settings = Settings.none();

    private final List<Hook> hooks = new ArrayList<>();

    StageOptions(String stage) {
        this.stage = stage;
    }

    /**
     * Says where the stage runs.
     * @param concurrency the kind of context
     * @return this
     */
    public StageOptions<I, O> concurrency(Concurrency concurrency) {
        return set(Setting.CONCURRENCY, concurrency);
    }

    /**
     * Says where the stage runs, and on how many contexts.
     * @param concurrency the kind of context
     * @param poolSize the number of contexts, at least 1
     * @return this
     */
    public StageOptions<I, O> concurrency(Concurrency concurrency, int poolSize) {
        return concurrency(concurrency).poolSize(poolSize);
    }

    /**
     * Says on how many contexts the stage runs; by default the number for its kind of
     * context.
     * @param size the number, at least 1
     * @return this
     */
    public StageOptions<I, O> poolSize(int size) {
        return set(Setting.POOL_SIZE, size);
    }

    /**
     * Shares a pool of the application with other stages.
     * @param name the name of the pool
     * @return this
     */
    public StageOptions<I, O> pool(String name) {
        return set(Setting.POOL, name);
    }

    /**
     * Asks for the source's context, or for one of the stage's own.
     * @param affinity what is asked for
     * @return this
     */
    public StageOptions<I, O> affinity(Affinity affinity) {
        return set(Setting.AFFINITY, affinity);
    }

    /**
     * Says how many items may wait in front of the stage; 1024 by default.
     * @param items the number, at least 1
     * @return this
     */
    public StageOptions<I, O> capacity(int items) {
        return set(Setting.CAPACITY, items);
    }

    /**
     * Says how many items a process-per-batch stage gets together; 100 by default.
     * @param items the number, at least 1
     * @return this
     */
    public StageOptions<I, O> batchSize(int items) {
        return set(Setting.BATCH_SIZE, items);
    }

    /**
     * Says how often a failed item is tried again; 0 by default. Attempts = 1 + retries.
     * Above 0 the outputs of an attempt are held until it succeeds.
     * @param retries the number, at least 0
     * @return this
     */
    public StageOptions<I, O> retries(int retries) {
        return set(Setting.RETRIES, retries);
    }

    /**
     * Says how long to wait before the first further attempt, 100 ms by default; the wait
     * doubles with each further one unless said otherwise, up to 10 s.
     * @param wait the wait, not negative
     * @return this
     */
    public StageOptions<I, O> backoff(Duration wait) {
        return set(Setting.BACKOFF, wait);
    }

    /**
     * Says how the wait between attempts grows.
     * @param wait the first wait, not negative; 100 ms by default
     * @param multiplier the factor, at least 1; 2 by default
     * @param max the longest wait; 10 s by default
     * @return this
     */
    public StageOptions<I, O> backoff(Duration wait, double multiplier, Duration max) {
        return backoff(wait).set(Setting.BACKOFF_MULTIPLIER, multiplier).set(Setting.BACKOFF_MAX, max);
    }

    /**
     * Says what becomes of an item that has failed; {@link OnError#FAIL} by default.
     * @param onError what becomes of it
     * @return this
     */
    public StageOptions<I, O> onError(OnError onError) {
        return set(Setting.ON_ERROR, onError);
    }

    /**
     * Makes results leave the stage's pool in the order in which its items came. Not
     * together with {@link #partitionBy}.
     * @return this
     */
    public StageOptions<I, O> ordered() {
        return set(Setting.ORDERED, true);
    }

    /**
     * Makes items with equal keys keep their order and meet one context of the stage's
     * pool. Not together with {@link #ordered}: items of different keys keep no order.
     * @param key the key of an item
     * @return this
     */
    @SuppressWarnings("unchecked")
    public StageOptions<I, O> partitionBy(KeyFunction<? super I> key) {
        return set(Setting.PARTITION_BY, (KeyFunction<Object>) key);
    }

    /**
     * Names the targets. Switches the default edge out off.
     * @param stages names of stages, also of later ones
     * @return this
     */
    public StageOptions<I, O> to(String... stages) {
        return set(Setting.TO, List.of(stages));
    }

    /**
     * Names the sources. Switches the default edge in off.
     * @param stages names of stages, also of later ones
     * @return this
     */
    public StageOptions<I, O> from(String... stages) {
        return set(Setting.FROM, List.of(stages));
    }

    /**
     * Says which of several targets an item goes to; {@link Routing#BROADCAST} by
     * default.
     * @param routing the routing
     * @return this
     */
    public StageOptions<I, O> routing(Routing routing) {
        return set(Setting.ROUTING, routing);
    }

    /**
     * Sends items with equal keys to one and the same target.
     * @param key the key of an item
     * @return this
     */
    @SuppressWarnings("unchecked")
    public StageOptions<I, O> partition(KeyFunction<? super O> key) {
        return routing(Routing.PARTITION).set(Setting.ROUTING_KEY, (KeyFunction<Object>) key);
    }

    /**
     * Says how many items make a full batch of an accumulator; 100 by default.
     * @param items the number, at least 1
     * @return this
     */
    public StageOptions<I, O> maxSize(int items) {
        return set(Setting.MAX_SIZE, items);
    }

    /**
     * Says how long a batch waits, counted from its first item; without end by default.
     * @param wait the longest wait, over 0
     * @return this
     */
    public StageOptions<I, O> maxWait(Duration wait) {
        return set(Setting.MAX_WAIT, wait);
    }

    /**
     * Says how many items an accumulator holds over all its keys: the item that reaches
     * it flushes every key.
     * @param items the number, at least 1
     * @return this
     */
    public StageOptions<I, O> maxTotal(int items) {
        return set(Setting.MAX_TOTAL, items);
    }

    /**
     * Says how heavy a batch may be: an item that would make it heavier flushes it first.
     * @param weight the greatest weight, at least 1
     * @param weigher the weight of an item
     * @return this
     */
    @SuppressWarnings("unchecked")
    public StageOptions<I, O> maxWeight(long weight, Weigher<? super I> weigher) {
        return set(Setting.MAX_WEIGHT, weight).set(Setting.WEIGHER, (Weigher<Object>) weigher);
    }

    /**
     * Batches by key: no batch mixes keys.
     * @param key the key of an item
     * @return this
     */
    @SuppressWarnings("unchecked")
    public StageOptions<I, O> keyBy(KeyFunction<? super I> key) {
        return set(Setting.KEY_BY, (KeyFunction<Object>) key);
    }

    /**
     * Adds a hook that runs once a run, before the stage's first item.
     * @param body the hook
     * @return this
     */
    public StageOptions<I, O> before(Hook.Body body) {
        this.hooks.add(new Hook(Hook.Kind.BEFORE_STAGE, this.stage, body));
        return this;
    }

    /**
     * Adds a hook that runs once a run, after the stage's last item.
     * @param body the hook
     * @return this
     */
    public StageOptions<I, O> after(Hook.Body body) {
        this.hooks.add(new Hook(Hook.Kind.AFTER_STAGE, this.stage, body));
        return this;
    }

    /**
     * Says any setting of a stage.
     * @param <T> the type of the value
     * @param setting the setting
     * @param value its value
     * @return this
     * @throws IllegalArgumentException if the value is refused; the message says what to
     * write
     */
    public <T> StageOptions<I, O> set(Setting<T> setting, T value) {
        this.settings = this.settings.with(setting, value, "stage '" + this.stage + "'", Settings.CODE);
        return this;
    }

    Settings settings() {
        return this.settings;
    }

    List<Hook> hooks() {
        return this.hooks;
    }

}
