package org.minigun;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

    // Shared, for each lambda takes its time when an application or a worker starts.
    private static final Predicate<Object> ANY = (value) -> true;

    private static final Predicate<Number> AT_LEAST_0 = (number) -> number.longValue() >= 0;

    private static final Predicate<Number> AT_LEAST_1 = (number) -> number.longValue() >= 1;

    private static final Predicate<Duration> NOT_NEGATIVE = (time) -> !time.isNegative();

    private static final Predicate<Duration> LONGER_THAN_0 = (time) -> !time.isNegative() && !time.isZero();

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
    public static final Setting<Integer> RETRIES = number("retries", AT_LEAST_0, "at least 0 (0 means no retry)");

    /** Wait before the first further attempt, not negative; 100 ms by default. */
    public static final Setting<Duration> BACKOFF = duration("backoff", NOT_NEGATIVE, "0 or longer");

    /** Factor by which the wait grows with each attempt, at least 1; 2 by default. */
    public static final Setting<Double> BACKOFF_MULTIPLIER = of("backoff-multiplier", Double.class,
            (n) -> n >= 1 && n < Double.POSITIVE_INFINITY, "at least 1");

    /** Longest wait between two attempts, not negative; 10 s by default. */
    public static final Setting<Duration> BACKOFF_MAX = duration("backoff-max", NOT_NEGATIVE, "0 or longer");

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
    public static final Setting<Duration> MAX_WAIT = duration("max-wait", LONGER_THAN_0, "longer than 0");

    /** Items held over all keys before every batch is flushed, at least 1. */
    public static final Setting<Integer> MAX_TOTAL = positive("max-total");

    /** Weight of a batch that a further item may not pass, at least 1. */
    public static final Setting<Long> MAX_WEIGHT = of("max-weight", Long.class, AT_LEAST_1, "at least 1");

    /** Weight of an item, for {@link #MAX_WEIGHT}. */
    public static final Setting<Weigher<Object>> WEIGHER = new Setting<>("weigher", cast(Weigher.class), ANY, "");

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
    public static final Setting<Long> WORKER_HEAP = of("max-heap", Long.class, (n) -> n >= 1 << 20,
            "at least 1048576 (1 MiB)");

    /**
     * Items that may be on their way to or wait in one worker process, at least 1; 1024
     * by default. Fewer are sent while items take long.
     */
    public static final Setting<Integer> WINDOW = positive("window");

    /**
     * Longest time that a worker process may work on one item, over 0; without end by
     * default. The worker is killed and replaced.
     */
    public static final Setting<Duration> ITEM_TIMEOUT = duration("item-timeout", LONGER_THAN_0, "longer than 0");

    /** Worker processes that one item may cost before it is given up on; 2 by default. */
    public static final Setting<Integer> MAX_CRASHES = positive("max-crashes");

    /**
     * Whether a list whose worker has died is split until the guilty item is alone; not
     * so by default.
     */
    public static final Setting<Boolean> SPLIT_ON_CRASH = of("split-on-crash", Boolean.class);

    /** When the workers of a stage are started; when first needed by default. */
    public static final Setting<WorkerStart> START = of("start", WorkerStart.class);

    /** How long a worker process stays warm without work; 30 s by default. */
    public static final Setting<Duration> KEEP_ALIVE = duration("keep-alive", NOT_NEGATIVE, "0 or longer");

    /** Items after which a worker process is replaced; without end by default. */
    public static final Setting<Integer> MAX_ITEMS = positive("max-items");

    /** Age at which a worker process is replaced; without end by default. */
    public static final Setting<Duration> MAX_AGE = duration("max-age", LONGER_THAN_0, "longer than 0");

    /**
     * Resident memory in bytes at which a worker process is replaced, at least 1; without
     * end by default.
     */
    public static final Setting<Long> MAX_MEMORY = of("max-memory", Long.class, AT_LEAST_1, "at least 1");

    /** Worker processes that are kept while there is less to do; 0 by default. */
    public static final Setting<Integer> MIN_PROCESSES = number("min-processes", AT_LEAST_0, "at least 0");

    /**
     * Spare processes that wait for the next batches of a process-per-batch stage; as
     * many as the stage has processes by default.
     */
    public static final Setting<Integer> SPARES = number("spares", AT_LEAST_0, "at least 0");

    /**
     * Longest time for a worker process to start, and for what a stage has in it to
     * close; 30 s by default.
     */
    public static final Setting<Duration> START_TIMEOUT = duration("start-timeout", LONGER_THAN_0, "longer than 0");

    /** Starts in a row that may fail before the stage does, at least 1; 5 by default. */
    public static final Setting<Integer> START_ATTEMPTS = positive("start-attempts");

    /**
     * How long a worker process may give no sign of life before it is killed; 30 s by
     * default.
     */
    public static final Setting<Duration> UNRESPONSIVE_TIMEOUT = duration("unresponsive-timeout", LONGER_THAN_0,
            "longer than 0");

    /** Greatest size of an encoded item in bytes; 64 MiB by default. */
    public static final Setting<Integer> MAX_FRAME = number("max-frame", (n) -> n >= 1024, "at least 1024 (1 KiB)");

    /** Greatest depth of objects inside an item; 256 by default. */
    public static final Setting<Integer> MAX_DEPTH = positive("max-depth");

    /** Further options of the JVM of a worker process; none by default. */
    public static final Setting<List<String>> JVM_OPTIONS = names("jvm-options");

    /** Java installation of worker processes; that of the application by default. */
    public static final Setting<String> JAVA_HOME = of("java-home", String.class);

    /** Words in front of the command that starts a worker process; none by default. */
    public static final Setting<List<String>> COMMAND_PREFIX = names("command-prefix");

    /**
     * Environment variables of worker processes; {@code {index}} in a value stands for
     * the worker's index.
     */
    public static final Setting<Map<String, String>> ENVIRONMENT = map("environment");

    /**
     * Names of environment variables that are handed on to worker processes; by default
     * those that describe the user's system, such as {@code PATH}, {@code HOME} and
     * {@code LANG}.
     */
    public static final Setting<List<String>> ENVIRONMENT_NAMES = names("environment-names");

    /** Properties that {@link WorkerContext} tells in a worker process. */
    public static final Setting<Map<String, String>> WORKER_PROPERTIES = map("worker-properties");

    /** Broadcast data of worker processes, by name. */
    public static final Setting<Map<String, BroadcastSource>> BROADCAST = map("broadcast");

    /**
     * Names of classes that results of worker processes may hold besides those that the
     * stage declares, such as {@code com.acme.Report} or {@code com.acme.*}.
     */
    public static final Setting<List<String>> ALLOWED_TYPES = new Setting<>("allowed-types", cast(List.class),
            (names) -> names.stream().allMatch(Setting::isTypePattern),
            "names of classes or of packages, such as com.acme.Report or com.acme.*");

    /**
     * Whether worker processes start with a class-data archive, which is made once; so by
     * default.
     */
    public static final Setting<Boolean> CLASS_DATA_ARCHIVE = of("class-data-archive", Boolean.class);

    /**
     * Dead letters, and items of other kinds of failure, kept on a run; 1000 by default.
     */
    public static final Setting<Integer> KEPT_FAILURES = number("kept-failures", AT_LEAST_0, "at least 0");

    /** Longest time that a cancel waits for code that does not stop; 10 s by default. */
    public static final Setting<Duration> SHUTDOWN_TIMEOUT = duration("shutdown-timeout", NOT_NEGATIVE, "0 or longer");

    private final String name;

    private final Class<T> type;

    private final Predicate<? super T> valid;

    private final String rule;

    private Setting(String name, Class<T> type, Predicate<? super T> valid, String rule) {
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
        return new Setting<>(name, type, ANY, "");
    }

    private static <T> Setting<T> of(String name, Class<T> type, Predicate<? super T> valid, String rule) {
        return new Setting<>(name, type, valid, rule);
    }

    private static Setting<Integer> positive(String name) {
        return number(name, AT_LEAST_1, "at least 1");
    }

    private static Setting<Integer> number(String name, Predicate<? super Integer> valid, String rule) {
        return new Setting<>(name, Integer.class, valid, rule);
    }

    private static Setting<Duration> duration(String name, Predicate<? super Duration> valid, String rule) {
        return new Setting<>(name, Duration.class, valid, rule);
    }

    private static Setting<KeyFunction<Object>> key(String name) {
        return new Setting<>(name, cast(KeyFunction.class), ANY, "");
    }

    private static Setting<List<String>> names(String name) {
        return new Setting<>(name, cast(List.class), (names) -> names.stream().noneMatch(String::isBlank),
                "names that are not blank");
    }

    /** Whether a text names a class, or a package with an asterisk behind it. */
    private static boolean isTypePattern(String text) {
        String[] words = text.trim().split("\\.", -1);
        int names = (words.length > 1 && words[words.length - 1].equals("*")) ? words.length - 1 : words.length;
        return Arrays.stream(words, 0, names).allMatch(Setting::isIdentifier);
    }

    private static boolean isIdentifier(String word) {
        return !word.isEmpty() && Character.isJavaIdentifierStart(word.codePointAt(0))
                && word.codePoints().allMatch(Character::isJavaIdentifierPart);
    }

    private static <V> Setting<Map<String, V>> map(String name) {
        return new Setting<>(name, cast(Map.class), ANY, "");
    }

    @SuppressWarnings("unchecked")
    private static <T> Class<T> cast(Class<?> type) {
        return (Class<T>) type;
    }

    /**
     * Returns what can be said of worker processes.
     * @return the settings
     */
    static Set<Setting<?>> ofWorkers() {
        return Set.of(WORKER_HEAP, WINDOW, ITEM_TIMEOUT, MAX_CRASHES, SPLIT_ON_CRASH, START, KEEP_ALIVE, MAX_ITEMS,
                MAX_AGE, MAX_MEMORY, MIN_PROCESSES, SPARES, START_TIMEOUT, START_ATTEMPTS, UNRESPONSIVE_TIMEOUT,
                MAX_FRAME, MAX_DEPTH, JVM_OPTIONS, JAVA_HOME, COMMAND_PREFIX, ENVIRONMENT, ENVIRONMENT_NAMES,
                WORKER_PROPERTIES, ALLOWED_TYPES, BROADCAST, CLASS_DATA_ARCHIVE);
    }

    /**
     * Returns a setting.
     * @param name its name, as in a configuration file
     * @return the setting
     * @throws IllegalArgumentException if there is none of that name
     */
    public static Setting<?> named(String name) {
        Setting<?> setting = ALL.get(name);
        if (setting == null) {
            throw new IllegalArgumentException("No setting '" + name + "'; there are " + ALL.keySet());
        }
        return setting;
    }

    /**
     * Returns the names of all settings.
     * @return the names, sorted
     */
    public static List<String> names() {
        return Arrays.asList(ALL.keySet().toArray(String[]::new));
    }

}
