package org.minigun.process.launch;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * How a worker's JVM is started. Immutable.
 *
 * @param javaHome the Java installation to run, or {@code null} for that of the
 * application
 * @param heapBytes the worker's greatest heap in bytes
 * @param jvmOptions further options of the JVM, after those of Minigun, so that they win
 * @param commandPrefix a command that is put in front, such as {@code nice} or a sandbox;
 * it must hand on standard input
 * @param environment variables to be set; {@code {index}} in a value stands for the
 * worker's index
 * @param environmentNames names of the application's variables that are handed on, a
 * {@code *} at the end stands for any ending, or {@code null} for
 * {@link #DEFAULT_ENVIRONMENT}; without {@code LANG} and {@code LC_*} a worker finds no
 * files whose names have letters beyond ASCII
 * @param workerProperties what the worker is told as its properties
 * @param startTimeout how long the worker may take until it has made itself known
 * @param maxFrame the longest frame in bytes that the worker may read or write
 * @param maxDepth how deep items may be nested
 * @param perBatch whether the worker serves one batch only, so that code is compiled in a
 * hurry
 * @param processors how many processors the worker is to believe in, 0 for all
 * @param classDataArchive whether an archive of loaded classes is made and used
 */
public record LaunchOptions(@Nullable Path javaHome, long heapBytes, List<String> jvmOptions,
        List<String> commandPrefix, Map<String, String> environment, @Nullable List<String> environmentNames,
        Map<String, String> workerProperties, Duration startTimeout, int maxFrame, int maxDepth, boolean perBatch,
        int processors, boolean classDataArchive) {

    /** The variables of the application that are handed on if nothing else is said. */
    public static final List<String> DEFAULT_ENVIRONMENT = List.of("PATH", "HOME", "USER", "LOGNAME", "LANG",
            "LANGUAGE", "LC_*", "TZ", "TMPDIR", "XDG_RUNTIME_DIR", "LD_LIBRARY_PATH", "SystemRoot", "TEMP", "TMP");

    /** A heap of 512 MiB, 30 seconds to start, frames of 64 MiB, a class-data archive. */
    public static final LaunchOptions DEFAULTS = new LaunchOptions(null, 512L << 20, List.of(), List.of(), Map.of(),
            null, Map.of(), Duration.ofSeconds(30), 64 << 20, 512, false, 0, true);

    /**
     * Makes options.
     */
    public LaunchOptions {
        jvmOptions = List.copyOf(jvmOptions);
        commandPrefix = List.copyOf(commandPrefix);
        environment = Map.copyOf(environment);
        environmentNames = (environmentNames != null) ? List.copyOf(environmentNames) : null;
        workerProperties = Map.copyOf(workerProperties);
        if (heapBytes < 1 << 20) {
            throw new IllegalArgumentException(
                    "Invalid max-heap (" + heapBytes + " bytes): must be at least 1 MiB; 512MB is the default");
        }
        if (startTimeout.isNegative() || startTimeout.isZero()) {
            throw new IllegalArgumentException(
                    "Invalid start-timeout (" + startTimeout + "): must be positive; 30s is the default");
        }
        if (maxFrame < 1024) {
            throw new IllegalArgumentException(
                    "Invalid max-frame (" + maxFrame + " bytes): must be at least 1024; 64MB is the default");
        }
        if (maxDepth < 1) {
            throw new IllegalArgumentException("Invalid max-depth (" + maxDepth + "): must be positive");
        }
        if (processors < 0) {
            throw new IllegalArgumentException(
                    "Invalid number of processors (" + processors + "): must be positive, or 0 for all");
        }
    }

    /**
     * Returns options that tell the worker one property more.
     * @param name the property
     * @param value its value
     * @return the options, otherwise as these
     */
    public LaunchOptions withWorkerProperty(String name, String value) {
        return with(this.environment, and(this.workerProperties, name, value));
    }

    /**
     * Returns options that set one variable more for the worker.
     * @param name the variable
     * @param value its value
     * @return the options, otherwise as these
     */
    public LaunchOptions withEnvironment(String name, String value) {
        return with(and(this.environment, name, value), this.workerProperties);
    }

    private LaunchOptions with(Map<String, String> environment, Map<String, String> workerProperties) {
        return new LaunchOptions(this.javaHome, this.heapBytes, this.jvmOptions, this.commandPrefix, environment,
                this.environmentNames, workerProperties, this.startTimeout, this.maxFrame, this.maxDepth, this.perBatch,
                this.processors, this.classDataArchive);
    }

    private static Map<String, String> and(Map<String, String> all, String name, String value) {
        Map<String, String> more = new HashMap<>(all);
        more.put(name, value);
        return more;
    }

}
