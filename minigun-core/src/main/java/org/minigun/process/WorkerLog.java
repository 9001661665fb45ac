package org.minigun.process;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;
import org.minigun.protocol.CodecException;
import org.minigun.protocol.ItemReader;
import org.minigun.protocol.ThrowableData;
import org.minigun.protocol.TypeFilter;
import org.minigun.protocol.WorkerProperties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * Writes the log records of workers to the application's log, under the names of their
 * own loggers, as far as those are enabled here. What a worker sends is not trusted:
 * exceptions are made of data, and names of loggers beyond a number are not taken.
 * Thread-safe.
 */
final class WorkerLog {

    /** Key of the worker's index in the mapped diagnostic context. */
    static final String WORKER_KEY = "minigun.worker";

    /** Key of the name of the worker's thread in the mapped diagnostic context. */
    static final String THREAD_KEY = "minigun.worker.thread";

    private static final String OTHERS = "org.minigun.worker";

    private static final int LOGGERS = 2000;

    private static final int CONTEXT_ENTRIES = 64;

    private static final TypeFilter NOTHING = (className) -> false;

    private static final Set<String> KNOWN = ConcurrentHashMap.newKeySet();

    private WorkerLog() {
    }

    /**
     * Writes one record.
     * @param worker the worker's index
     * @param record the payload of its {@code LOG} frame
     * @throws CodecException if it is no record
     */
    static void forward(int worker, ItemReader record) throws CodecException {
        int level = record.readByte();
        String name = record.readString();
        String message = record.readString();
        String thread = record.readString();
        Map<String, String> context = context(record);
        Logger logger = logger(name);
        LoggingEventBuilder event = logger.atLevel(level(level));
        if (!logger.isEnabledForLevel(level(level))) {
            return;
        }
        Throwable thrown = record.readBoolean() ? ThrowableData.read(record).toThrowable(null, NOTHING) : null;
        context.put(WORKER_KEY, Integer.toString(worker));
        context.put(THREAD_KEY, thread);
        write(event, message, context, thrown);
    }

    private static void write(LoggingEventBuilder event, String message, Map<String, String> context,
            @Nullable Throwable thrown) {
        Map<String, String> before = MDC.getCopyOfContextMap();
        MDC.setContextMap(context);
        try {
            LoggingEventBuilder said = event.setMessage(message);
            ((thrown != null) ? said.setCause(thrown) : said).log();
        }
        finally {
            if (before != null) {
                MDC.setContextMap(before);
            }
            else {
                MDC.clear();
            }
        }
    }

    private static Map<String, String> context(ItemReader record) throws CodecException {
        int entries = record.readVarInt();
        if (entries < 0 || entries > record.remaining()) {
            throw new CodecException("A log record has " + entries + " entries of context and " + record.remaining()
                    + " bytes for them");
        }
        Map<String, String> context = new LinkedHashMap<>();
        for (int i = 0; i < entries; i++) {
            String key = record.readString();
            String value = record.readString();
            if (i < CONTEXT_ENTRIES) {
                context.put(key, value);
            }
        }
        return context;
    }

    /** A logger of that name, unless that would be one of too many. */
    private static Logger logger(String name) {
        boolean taken = KNOWN.contains(name) || (KNOWN.size() < LOGGERS && name.length() <= 256 && KNOWN.add(name));
        return LoggerFactory.getLogger(taken ? name : OTHERS);
    }

    private static Level level(int number) {
        if (number >= Level.ERROR.toInt()) {
            return Level.ERROR;
        }
        if (number >= Level.WARN.toInt()) {
            return Level.WARN;
        }
        if (number >= Level.INFO.toInt()) {
            return Level.INFO;
        }
        return (number >= Level.DEBUG.toInt()) ? Level.DEBUG : Level.TRACE;
    }

    /**
     * Tells workers from which level on the application logs at all, so that they need
     * not send what is thrown away here.
     * @return properties for the worker
     */
    static Map<String, String> levels() {
        Logger root = LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
        for (Level level : new Level[] { Level.TRACE, Level.DEBUG, Level.INFO, Level.WARN, Level.ERROR }) {
            if (root.isEnabledForLevel(level)) {
                return Map.of(WorkerProperties.LOG_LEVEL, level.name());
            }
        }
        return Map.of(WorkerProperties.LOG_LEVEL, "OFF");
    }

}
