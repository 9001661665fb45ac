package org.minigun.spring.autoconfigure;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.minigun.Setting;
import org.minigun.WorkerStart;

import org.springframework.boot.context.properties.ConfigurationPropertiesSource;
import org.springframework.util.unit.DataSize;

/**
 * What is said of worker processes: for the whole application below
 * {@code minigun.worker}, and below {@code worker} of a task, a stage or a pool.
 */
@ConfigurationPropertiesSource
public class WorkerProperties {

    private static final String JAVA = (File.separatorChar == '\\') ? "bin\\java.exe" : "bin/java";

    /**
     * Greatest heap of a worker process, in bytes if no unit is given. By default 512MB.
     */
    private @Nullable DataSize maxHeap;

    /**
     * When worker processes are started. By default when they are first needed.
     */
    private @Nullable WorkerStart start;

    /**
     * How long a worker process stays warm without work, in milliseconds if no unit is
     * given. By default 30s.
     */
    private @Nullable Duration keepAlive;

    /**
     * Worker processes that are kept while there is less to do, at least 0. By default 0.
     */
    private @Nullable Integer minProcesses;

    /**
     * Spare processes that wait for the next batches of a process-per-batch stage, at
     * least 0. By default as many as the stage has processes.
     */
    private @Nullable Integer spares;

    /**
     * Items that may be on their way to or wait in one worker process, at least 1; fewer
     * are sent while items take long. By default 1024.
     */
    private @Nullable Integer window;

    /**
     * Longest time that a worker process may work on one item before it is killed and
     * replaced, in milliseconds if no unit is given. By default without end.
     */
    private @Nullable Duration itemTimeout;

    /**
     * Worker processes that one item may cost before it is given up on, at least 1. By
     * default 2.
     */
    private @Nullable Integer maxCrashes;

    /**
     * Whether a list whose worker process has died is split until the guilty item is
     * alone. By default it is not.
     */
    private @Nullable Boolean splitOnCrash;

    /**
     * Items after which a worker process is replaced, at least 1. By default without end.
     */
    private @Nullable Integer maxItems;

    /**
     * Age at which a worker process is replaced, in milliseconds if no unit is given. By
     * default without end.
     */
    private @Nullable Duration maxAge;

    /**
     * Resident memory at which a worker process is replaced, in bytes if no unit is
     * given. By default without end.
     */
    private @Nullable DataSize maxMemory;

    /**
     * Longest time for a worker process to start, and for what a stage has in it to
     * close, in milliseconds if no unit is given. By default 30s.
     */
    private @Nullable Duration startTimeout;

    /**
     * Starts in a row that may fail before the stage does, at least 1. By default 5.
     */
    private @Nullable Integer startAttempts;

    /**
     * How long a worker process may give no sign of life before it is killed, in
     * milliseconds if no unit is given. By default 30s.
     */
    private @Nullable Duration unresponsiveTimeout;

    /**
     * Greatest size of an item on its way to or from a worker process, in bytes if no
     * unit is given. By default 64MB.
     */
    private @Nullable DataSize maxFrame;

    /**
     * Greatest depth of objects inside an item, at least 1. By default 256.
     */
    private @Nullable Integer maxDepth;

    /**
     * Further options of the JVM of a worker process. By default none.
     */
    private @Nullable List<String> jvmOptions;

    /**
     * Java installation of worker processes. By default that of the application.
     */
    private @Nullable String javaHome;

    /**
     * Words in front of the command that starts a worker process, such as those of a
     * sandbox. By default none.
     */
    private @Nullable List<String> commandPrefix;

    /**
     * Environment variables of worker processes; {index} in a value stands for the index
     * of the worker. By default none.
     */
    private @Nullable Map<String, String> environment;

    /**
     * Names of environment variables that are handed on to worker processes. By default
     * those that describe the user's system, such as PATH, HOME and LANG.
     */
    private @Nullable List<String> environmentNames;

    /**
     * Properties that a WorkerContext tells in worker processes. By default none.
     */
    private @Nullable Map<String, String> properties;

    /**
     * Names of classes that results of worker processes may hold besides those that their
     * stages declare, such as com.acme.Report or com.acme.*. By default none.
     */
    private @Nullable List<String> allowedTypes;

    /**
     * Whether worker processes start with a class-data archive, which is made once. By
     * default they do.
     */
    private @Nullable Boolean classDataArchive;

    public @Nullable DataSize getMaxHeap() {
        return this.maxHeap;
    }

    public void setMaxHeap(@Nullable DataSize maxHeap) {
        this.maxHeap = maxHeap;
    }

    public @Nullable WorkerStart getStart() {
        return this.start;
    }

    public void setStart(@Nullable WorkerStart start) {
        this.start = start;
    }

    public @Nullable Duration getKeepAlive() {
        return this.keepAlive;
    }

    public void setKeepAlive(@Nullable Duration keepAlive) {
        this.keepAlive = keepAlive;
    }

    public @Nullable Integer getMinProcesses() {
        return this.minProcesses;
    }

    public void setMinProcesses(@Nullable Integer minProcesses) {
        this.minProcesses = minProcesses;
    }

    public @Nullable Integer getSpares() {
        return this.spares;
    }

    public void setSpares(@Nullable Integer spares) {
        this.spares = spares;
    }

    public @Nullable Integer getWindow() {
        return this.window;
    }

    public void setWindow(@Nullable Integer window) {
        this.window = window;
    }

    public @Nullable Duration getItemTimeout() {
        return this.itemTimeout;
    }

    public void setItemTimeout(@Nullable Duration itemTimeout) {
        this.itemTimeout = itemTimeout;
    }

    public @Nullable Integer getMaxCrashes() {
        return this.maxCrashes;
    }

    public void setMaxCrashes(@Nullable Integer maxCrashes) {
        this.maxCrashes = maxCrashes;
    }

    public @Nullable Boolean getSplitOnCrash() {
        return this.splitOnCrash;
    }

    public void setSplitOnCrash(@Nullable Boolean splitOnCrash) {
        this.splitOnCrash = splitOnCrash;
    }

    public @Nullable Integer getMaxItems() {
        return this.maxItems;
    }

    public void setMaxItems(@Nullable Integer maxItems) {
        this.maxItems = maxItems;
    }

    public @Nullable Duration getMaxAge() {
        return this.maxAge;
    }

    public void setMaxAge(@Nullable Duration maxAge) {
        this.maxAge = maxAge;
    }

    public @Nullable DataSize getMaxMemory() {
        return this.maxMemory;
    }

    public void setMaxMemory(@Nullable DataSize maxMemory) {
        this.maxMemory = maxMemory;
    }

    public @Nullable Duration getStartTimeout() {
        return this.startTimeout;
    }

    public void setStartTimeout(@Nullable Duration startTimeout) {
        this.startTimeout = startTimeout;
    }

    public @Nullable Integer getStartAttempts() {
        return this.startAttempts;
    }

    public void setStartAttempts(@Nullable Integer startAttempts) {
        this.startAttempts = startAttempts;
    }

    public @Nullable Duration getUnresponsiveTimeout() {
        return this.unresponsiveTimeout;
    }

    public void setUnresponsiveTimeout(@Nullable Duration unresponsiveTimeout) {
        this.unresponsiveTimeout = unresponsiveTimeout;
    }

    public @Nullable DataSize getMaxFrame() {
        return this.maxFrame;
    }

    public void setMaxFrame(@Nullable DataSize maxFrame) {
        this.maxFrame = maxFrame;
    }

    public @Nullable Integer getMaxDepth() {
        return this.maxDepth;
    }

    public void setMaxDepth(@Nullable Integer maxDepth) {
        this.maxDepth = maxDepth;
    }

    public @Nullable List<String> getJvmOptions() {
        return this.jvmOptions;
    }

    public void setJvmOptions(@Nullable List<String> jvmOptions) {
        this.jvmOptions = jvmOptions;
    }

    public @Nullable String getJavaHome() {
        return this.javaHome;
    }

    public void setJavaHome(@Nullable String javaHome) {
        this.javaHome = javaHome;
    }

    public @Nullable List<String> getCommandPrefix() {
        return this.commandPrefix;
    }

    public void setCommandPrefix(@Nullable List<String> commandPrefix) {
        this.commandPrefix = commandPrefix;
    }

    public @Nullable Map<String, String> getEnvironment() {
        return this.environment;
    }

    public void setEnvironment(@Nullable Map<String, String> environment) {
        this.environment = environment;
    }

    public @Nullable List<String> getEnvironmentNames() {
        return this.environmentNames;
    }

    public void setEnvironmentNames(@Nullable List<String> environmentNames) {
        this.environmentNames = environmentNames;
    }

    public @Nullable Map<String, String> getProperties() {
        return this.properties;
    }

    public void setProperties(@Nullable Map<String, String> properties) {
        this.properties = properties;
    }

    public @Nullable List<String> getAllowedTypes() {
        return this.allowedTypes;
    }

    public void setAllowedTypes(@Nullable List<String> allowedTypes) {
        this.allowedTypes = allowedTypes;
    }

    public @Nullable Boolean getClassDataArchive() {
        return this.classDataArchive;
    }

    public void setClassDataArchive(@Nullable Boolean classDataArchive) {
        this.classDataArchive = classDataArchive;
    }

    /**
     * Adds what is said.
     * @param settings what it is added to
     * @param prefix what stands between the prefix of the settings and the name
     */
    void addTo(PropertySettings settings, String prefix) {
        settings.say(Setting.WORKER_HEAP, bytes(this.maxHeap), prefix + "max-heap");
        settings.say(Setting.START, this.start, prefix + "start");
        settings.say(Setting.KEEP_ALIVE, this.keepAlive, prefix + "keep-alive");
        settings.say(Setting.MIN_PROCESSES, this.minProcesses, prefix + "min-processes");
        settings.say(Setting.SPARES, this.spares, prefix + "spares");
        settings.say(Setting.WINDOW, this.window, prefix + "window");
        settings.say(Setting.ITEM_TIMEOUT, this.itemTimeout, prefix + "item-timeout");
        settings.say(Setting.MAX_CRASHES, this.maxCrashes, prefix + "max-crashes");
        settings.say(Setting.SPLIT_ON_CRASH, this.splitOnCrash, prefix + "split-on-crash");
        settings.say(Setting.MAX_ITEMS, this.maxItems, prefix + "max-items");
        settings.say(Setting.MAX_AGE, this.maxAge, prefix + "max-age");
        settings.say(Setting.MAX_MEMORY, bytes(this.maxMemory), prefix + "max-memory");
        settings.say(Setting.START_TIMEOUT, this.startTimeout, prefix + "start-timeout");
        settings.say(Setting.START_ATTEMPTS, this.startAttempts, prefix + "start-attempts");
        settings.say(Setting.UNRESPONSIVE_TIMEOUT, this.unresponsiveTimeout, prefix + "unresponsive-timeout");
        settings.say(Setting.MAX_FRAME, intBytes(this.maxFrame), prefix + "max-frame");
        settings.say(Setting.MAX_DEPTH, this.maxDepth, prefix + "max-depth");
        settings.say(Setting.JVM_OPTIONS, this.jvmOptions, prefix + "jvm-options");
        settings.say(Setting.JAVA_HOME, this.javaHome, prefix + "java-home", WorkerProperties::isJavaHome,
                "the directory of a Java installation, in which there is " + JAVA);
        settings.say(Setting.COMMAND_PREFIX, this.commandPrefix, prefix + "command-prefix");
        settings.say(Setting.ENVIRONMENT, this.environment, prefix + "environment");
        settings.say(Setting.ENVIRONMENT_NAMES, this.environmentNames, prefix + "environment-names");
        settings.say(Setting.WORKER_PROPERTIES, this.properties, prefix + "properties");
        settings.say(Setting.ALLOWED_TYPES, this.allowedTypes, prefix + "allowed-types");
        settings.say(Setting.CLASS_DATA_ARCHIVE, this.classDataArchive, prefix + "class-data-archive");
    }

    private static boolean isJavaHome(String directory) {
        try {
            return Files.isExecutable(Path.of(directory, JAVA));
        }
        catch (InvalidPathException ex) {
            return false;
        }
    }

    private static @Nullable Long bytes(@Nullable DataSize size) {
        return (size != null) ? size.toBytes() : null;
    }

    private static @Nullable Integer intBytes(@Nullable DataSize size) {
        return (size != null) ? (int) Math.min(Integer.MAX_VALUE, size.toBytes()) : null;
    }

}
