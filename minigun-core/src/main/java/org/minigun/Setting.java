package org.minigun;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

import org.minigun.graph.Routing;

/**
 * One thing that can be said of a stage, a task or the whole application. What is said
 * nearest wins: the stage over its pipeline, the pipeline over the application, the
 * application over the default.
 *
 * @param <T> the type of the value
 * @see Settings
 */
public final class Setting<T> {

    private static final Map<String, Setting<?>> ALL = new TreeMap<>();

    /** Where a stage runs. Nothing is said by default: the plan decides. */
    public static final Setting<Concurrency> CONCURRENCY = of("concurrency", Concurrency.class);

    /** Number of contexts that serve a stage, at least 1. By default that of its type. */
    public static final Setting<Integer> POOL_SIZE = positive("pool-size");

    /** Name of a pool of the application that the stage shares with others. */
    public static final Setting<String> POOL = of("pool", String.class);

    /** Whether a stage asks for its source's context or for one of its own. */
    public static final Setting<Affinity> AFFINITY = of("affinity", Affinity.class);

    /** Number of items that may wait in front of a stage, at least 1; 1024 by default. */
    public static final Setting<Integer> CAPACITY = positive("capacity");

    /** Items that a process-per-batch stage gets together, at least 1; 100 by default. */
    public static final Setting<Integer> BATCH_SIZE = positive("batch-size");

    /** Further attempts after a failed one, at least 0; 0 by default. */
    public static final Setting<Integer> RETRIES = number("retries", (n) -> n >= 0, "at least 0 (0 means no retry)");

    /** Wait before the first further attempt, not negative; 100 ms by default. */
    public static final Setting<Duration> BACKOFF = duration("backoff", (d) -> !d.isNegative(), "0 or longer");

    /** Factor by which the wait grows with each attempt, at least 1; 2 by default. */
    public static final Setting<Double> BACKOFF_MULTIPLIER = of("backoff-multiplier", Double.class,
            (n) -> n >= 1 && n < Double.POSITIVE_INFINITY, "at least 1");

    /** Longest wait between two attempts, not negative; 10 s by default. */
    public static final Setting<Duration> BACKOFF_MAX = duration("backoff-max", (d) -> !d.isNegative(), "0 or longer");

    /**
     * What becomes of an item whose stage has thrown; {@link OnError#FAIL} by default.
     */
    public static final Setting<OnError> ON_ERROR = of("on-error", OnError.class);

    /** Whether results leave a pool in the order of its items; not so by default. */
    public static final Setting<Boolean> ORDERED = of("ordered", Boolean.class);

    /** Key whose items keep their order and meet one context of a pool. */
    public static final Setting<KeyFunction<Object>> PARTITION_BY = key("partition-by");

    /** Which of several targets an item goes to; {@link Routing#BROADCAST} by default. */
    public static final Setting<Routing> ROUTING = of("routing", Routing.class);

    /** Key by which {@link Routing#PARTITION} chooses the target. */
    public static final Setting<KeyFunction<Object>> ROUTING_KEY = key("routing-key");

    /** Names of the targets of a stage. */
    public static final Setting<List<String>> TO = names("to");

    /** Names of the sources of a stage. */
    public static final Setting<List<String>> FROM = names("from");

    /** Items of a full batch, at least 1; 100 by default. */
    public static final Setting<Integer> MAX_SIZE = positive("max-size");

    /** Longest wait of a batch since its first item, over 0; without end by default. */
    public static final Setting<Duration> MAX_WAIT = duration("max-wait", (d) -> !d.isNegative() && !d.isZero(),
            "longer than 0");

    /** Items held over all keys before every batch is flushed, at least 1. */
    public static final Setting<Integer> MAX_TOTAL = positive("max-total");

    /** Weight of a batch that a further item may not pass, at least 1. */
    public static final Setting<Long> MAX_WEIGHT = of("max-weight", Long.class, (n) -> n >= 1, "at least 1");

    /** Weight of an item, for {@link #MAX_WEIGHT}. */
    public static final Setting<Weigher<Object>> WEIGHER = new Setting<>("weigher", cast(Weigher.class), (v) -> true,
            "");

    /** Key by which an accumulator keeps batches apart. */
    public static final Setting<KeyFunction<Object>> KEY_BY = key("key-by");

    /** Whether a result stands for several items; not so by default. */
    public static final Setting<Boolean> FLATTEN = of("flatten", Boolean.class);

    /** Platform threads of a stage on {@link Concurrency#THREAD}; 5 by default. */
    public static final Setting<Integer> THREADS = positive("threads");

    /** Virtual threads of a stage; 256 by default. */
    public static final Setting<Integer> VIRTUAL_THREADS = positive("virtual-threads");

    /** Isolates of a stage; 4 by default. */
    public static final Setting<Integer> ISOLATES = positive("isolates");

    /** Worker processes of a stage; 2 by default. */
    public static final Setting<Integer> PROCESSES = positive("processes");

    /**
     * Where groups without a placement run: {@code THREAD} (default),
     * {@code VIRTUAL_THREAD}, or {@code INLINE} for the whole task on the calling thread.
     */
    public static final Setting<Concurrency> DEFAULT_CONTEXT = of("default-context", Concurrency.class,
            (c) -> c == Concurrency.THREAD || c == Concurrency.VIRTUAL_THREAD || c == Concurrency.INLINE,
            "THREAD, VIRTUAL_THREAD or INLINE");

    /**
     * Whether stages without a placement may share their source's context; so by default.
     */
    public static final Setting<Boolean> INLINE = of("inline", Boolean.class);

    /**
     * Threads that the pools of all runs may have together, at least 1; without end by
     * default. Every stage gets at least one all the same.
     */
    public static final Setting<Integer> TOTAL_THREADS = positive("total-threads");

    /** Greatest heap of a worker process in bytes, at least 1; 512 MiB by default. */
    public static final Setting<Long> WORKER_HEAP = of("worker-heap", Long.class, (n) -> n >= 1, "at least 1");

    /**
     * Dead letters, and items of other kinds of failure, kept on a run; 1000 by default.
     */
    public static final Setting<Integer> KEPT_FAILURES = number("kept-failures", (n) -> n >= 0, "at least 0");

    /** Longest time that a cancel waits for code that does not stop; 10 s by default. */
    public static final Setting<Duration> SHUTDOWN_TIMEOUT = duration("shutdown-timeout", (d) -> !d.isNegative(),
            "0 or longer");

    private final String name;

    private final Class<T> type;

    private final Predicate<T> valid;

    private final String rule;

    private Setting(String name, Class<T> type, Predicate<T> valid, String rule) {
        this.name = name;
        this.type = type;
        this.valid = valid;
        this.rule = rule;
        ALL.put(name, this);
    }

    /**
     * Returns the name, as written in a configuration file.
     * @return the name in kebab case, such as {@code pool-size}
     */
    public String name() {
        return this.name;
    }

    /**
     * Returns the type of the values.
     * @return the type
     */
    public Class<T> type() {
        return this.type;
    }

    /**
     * Checks a value.
     * @param value the value
     * @param owner what it is said of, for the message: such as {@code stage 'inspect'}
     * @return the value
     * @throws IllegalArgumentException if the value is refused; the message says what to
     * write
     */
    T check(T value, String owner) {
        if (!this.valid.test(value)) {
            throw new IllegalArgumentException(
                    "Invalid " + this.name + " (" + value + ") of " + owner + ": must be " + this.rule);
        }
        return value;
    }

    @Override
    public String toString() {
        return this.name;
    }

    private static <T> Setting<T> of(String name, Class<T> type) {
        return new Setting<>(name, type, (value) -> true, "");
    }

    private static <T> Setting<T> of(String name, Class<T> type, Predicate<T> valid, String rule) {
        return new Setting<>(name, type, valid, rule);
    }

    private static Setting<Integer> positive(String name) {
        return number(name, (n) -> n >= 1, "at least 1");
    }

    private static Setting<Integer> number(String name, Predicate<Integer> valid, String rule) {
        return new Setting<>(name, Integer.class, valid, rule);
    }

    private static Setting<Duration> duration(String name, Predicate<Duration> valid, String rule) {
        return new Setting<>(name, Duration.class, valid, rule);
    }

    private static Setting<KeyFunction<Object>> key(String name) {
        return new Setting<>(name, cast(KeyFunction.class), (value) -> true, "");
    }

    private static Setting<List<String>> names(String name) {
        return new Setting<>(name, cast(List.class), (names) -> names.stream().noneMatch(String::isBlank),
                "names that are not blank");
    }

    @SuppressWarnings("unchecked")
    private static <T> Class<T> cast(Class<?> type) {
        return (Class<T>) type;
    }

    /**
     * Returns the names of all settings.
     * @return the names, sorted
     */
    public static List<String> names() {
        return Arrays.asList(ALL.keySet().toArray(String[]::new));
    }

}
