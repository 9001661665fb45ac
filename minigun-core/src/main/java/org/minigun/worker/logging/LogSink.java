package org.minigun.worker.logging;

import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Where a worker's log records go. Thread-safe; never throws and never blocks for ever.
 */
public interface LogSink {

    /**
     * Takes a record.
     * @param level its level as SLF4J numbers them: 0 for trace, 10 for debug, 20 for
     * info, 30 for warnings, 40 for errors
     * @param logger name of the logger
     * @param message the message, formatted
     * @param context the mapped diagnostic context of the thread
     * @param thrown the exception, or {@code null}
     */
    void accept(int level, String logger, String message, Map<String, String> context, @Nullable Throwable thrown);

}
