package org.minigun.worker.logging;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.logging.ErrorManager;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.SimpleFormatter;

/**
 * Makes {@code java.util.logging} log to the application. Named by the system property
 * {@code java.util.logging.config.class} of a worker's JVM, so that it is loaded when
 * that logging is first used.
 */
public final class JulRelay {

    /**
     * Called by {@code java.util.logging}: sets it up.
     * @throws IOException never
     */
    public JulRelay() throws IOException {
        String configuration = "handlers=" + ToApplication.class.getName() + "\n.level=" + level() + '\n';
        LogManager.getLogManager()
            .readConfiguration(new ByteArrayInputStream(configuration.getBytes(StandardCharsets.ISO_8859_1)));
    }

    private static String level() {
        int threshold = LogRelay.threshold("ROOT");
        if (threshold <= 0) {
            return "FINEST";
        }
        if (threshold <= 10) {
            return "FINE";
        }
        return (threshold <= 20) ? "INFO" : (threshold <= 30) ? "WARNING" : (threshold <= 40) ? "SEVERE" : "OFF";
    }

    /**
     * The handler of the root logger.
     */
    public static final class ToApplication extends Handler {

        private final SimpleFormatter formatter = new SimpleFormatter();

        /** Called by {@code java.util.logging}. */
        public ToApplication() {
        }

        @Override
        public void publish(LogRecord record) {
            if (!isLoggable(record)) {
                return;
            }
            try {
                String logger = record.getLoggerName();
                LogRelay.publish(number(record.getLevel()), (logger != null) ? logger : "ROOT",
                        this.formatter.formatMessage(record), Map.of(), record.getThrown());
            }
            catch (RuntimeException ex) {
                reportError("A record could not be sent to the application", ex, ErrorManager.WRITE_FAILURE);
            }
        }

        private static int number(Level level) {
            int value = level.intValue();
            if (value >= Level.SEVERE.intValue()) {
                return 40;
            }
            if (value >= Level.WARNING.intValue()) {
                return 30;
            }
            if (value >= Level.CONFIG.intValue()) {
                return 20;
            }
            return (value >= Level.FINE.intValue()) ? 10 : 0;
        }

        @Override
        public void flush() {
            // Each record is sent when it comes.
        }

        @Override
        public void close() {
            // The connection is the worker's.
        }

    }

}
