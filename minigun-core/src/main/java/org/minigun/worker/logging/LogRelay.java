package org.minigun.worker.logging;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.minigun.protocol.WorkerProperties;

/**
 * Brings a worker's log records to its connection, and to its standard error while there
 * is none. Thread-safe. Known at start, so it names no class of a logging library.
 */
public final class LogRelay {

    /**
     * Name of the property that tells the lowest level that is sent; followed by a dot
     * and a name it holds for the loggers of that name and below.
     */
    public static final String LEVEL_PROPERTY = WorkerProperties.LOG_LEVEL;

    private static final int INFO = 20;

    private static volatile @Nullable LogSink sink;

    private static volatile Map<String, String> properties = Map.of();

    private LogRelay() {
    }

    /**
     * Sends records to a connection from now on.
     * @param target where they go, or {@code null} for the standard error
     * @param settings properties, of which those that begin with {@link #LEVEL_PROPERTY}
     * count
     */
    public static void connect(@Nullable LogSink target, Map<String, String> settings) {
        properties = settings;
        sink = target;
    }

    /**
     * Tells from which level on records of a logger are sent.
     * @param logger name of the logger
     * @return the level as SLF4J numbers them; 20 (info) by default
     */
    static int threshold(String logger) {
        Map<String, String> settings = properties;
        for (String name = logger; !name.isEmpty(); name = name.substring(0, Math.max(0, name.lastIndexOf('.')))) {
            String level = settings.get(LEVEL_PROPERTY + '.' + name);
            if (level != null) {
                return number(level);
            }
        }
        return number(settings.getOrDefault(LEVEL_PROPERTY, "INFO"));
    }

    private static int number(String level) {
        return switch (level) {
            case "TRACE" -> 0;
            case "DEBUG" -> 10;
            case "WARN" -> 30;
            case "ERROR" -> 40;
            case "OFF" -> Integer.MAX_VALUE;
            default -> INFO;
        };
    }

    static void publish(int level, String logger, String message, Map<String, String> context,
            @Nullable Throwable thrown) {
        LogSink target = sink;
        if (target != null) {
            target.accept(level, logger, message, context, thrown);
        }
        else {
            print(level, logger, message, thrown);
        }
    }

    private static synchronized void print(int level, String logger, String message, @Nullable Throwable thrown) {
        PrintStream stderr = new PrintStream(new FileOutputStream(FileDescriptor.err), false, StandardCharsets.UTF_8);
        stderr.println(name(level) + ' ' + logger + " - " + message);
        if (thrown != null) {
            thrown.printStackTrace(stderr);
        }
        stderr.flush();
    }

    private static String name(int level) {
        if (level >= 40) {
            return "ERROR";
        }
        if (level >= 30) {
            return "WARN";
        }
        return (level >= INFO) ? "INFO" : (level >= 10) ? "DEBUG" : "TRACE";
    }

}
