package org.minigun.worker.logging;

import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;

/**
 * A logger whose records go to the application.
 */
final class RelayLogger extends LegacyAbstractLogger {

    private static final long serialVersionUID = 1L;

    private final int threshold;

    RelayLogger(String name) {
        this.name = name;
        this.threshold = LogRelay.threshold(name);
    }

    @Override
    public boolean isTraceEnabled() {
        return this.threshold <= Level.TRACE.toInt();
    }

    @Override
    public boolean isDebugEnabled() {
        return this.threshold <= Level.DEBUG.toInt();
    }

    @Override
    public boolean isInfoEnabled() {
        return this.threshold <= Level.INFO.toInt();
    }

    @Override
    public boolean isWarnEnabled() {
        return this.threshold <= Level.WARN.toInt();
    }

    @Override
    public boolean isErrorEnabled() {
        return this.threshold <= Level.ERROR.toInt();
    }

    @Override
    protected @Nullable String getFullyQualifiedCallerName() {
        return null;
    }

    @Override
    protected void handleNormalizedLoggingCall(Level level, @Nullable Marker marker, @Nullable String pattern,
            @Nullable Object @Nullable [] arguments, @Nullable Throwable thrown) {
        String message = MessageFormatter.basicArrayFormat(pattern, arguments);
        Map<String, String> context = MDC.getCopyOfContextMap();
        LogRelay.publish(level.toInt(), this.name, (message != null) ? message : "null",
                (context != null) ? context : Map.of(), thrown);
    }

}
