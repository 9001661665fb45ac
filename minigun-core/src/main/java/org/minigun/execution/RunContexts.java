package org.minigun.execution;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.minigun.CarriedContext;
import org.minigun.CarriedContext.Scope;
import org.minigun.ContextCarrier;
import org.minigun.Run;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * All that a run carries from the thread that has started it: the diagnostic context
 * first, so that what others write there stands over it. Thread-safe.
 */
final class RunContexts {

    /** Before the names of headers among the properties of a session. */
    static final String HEADER = "org.minigun.header.";

    /** Before the names of the diagnostic context among the properties of a session. */
    static final String DIAGNOSTIC = "org.minigun.mdc.";

    private static final Logger logger = LoggerFactory.getLogger(RunContexts.class);

    private final String task;

    private final List<CarriedContext> carried = new ArrayList<>();

    private RunContexts(String task) {
        this.task = task;
    }

    /** Captures what the current thread has. */
    static RunContexts capture(Run run, List<ContextCarrier> carriers) {
        RunContexts contexts = new RunContexts(run.task());
        contexts.carried.add(diagnosticContext());
        for (ContextCarrier carrier : carriers) {
            try {
                contexts.carried.add(carrier.capture(run));
            }
            catch (Exception | LinkageError ex) {
                logger.warn("Carrier {} of task '{}' threw; the run goes on without it", carrier.getClass().getName(),
                        run.task(), ex);
            }
        }
        return contexts;
    }

    private static CarriedContext diagnosticContext() {
        Map<String, String> captured = MDC.getCopyOfContextMap();
        if (captured == null || captured.isEmpty()) {
            return (stage) -> () -> {
            };
        }
        return (stage) -> {
            Map<String, String> before = MDC.getCopyOfContextMap();
            MDC.setContextMap(captured);
            return () -> restore(before);
        };
    }

    private static void restore(@Nullable Map<String, String> before) {
        if (before != null) {
            MDC.setContextMap(before);
        }
        else {
            MDC.clear();
        }
    }

    /** Tells that nothing of it will be opened. */
    void abandon() {
        for (CarriedContext context : this.carried) {
            try {
                context.abandon();
            }
            catch (Exception | LinkageError ex) {
                log(context, ex);
            }
        }
    }

    /** Makes all of it that of the current thread, which closes the scope. */
    Scope open(@Nullable String stage) {
        Deque<Scope> scopes = new ArrayDeque<>();
        for (CarriedContext context : this.carried) {
            try {
                scopes.push(context.open(stage));
            }
            catch (Exception | LinkageError ex) {
                log(context, ex);
            }
        }
        return () -> scopes.forEach(this::close);
    }

    private void close(Scope scope) {
        try {
            scope.close();
        }
        catch (Exception | LinkageError ex) {
            log(scope, ex);
        }
    }

    /** What a worker is told that serves a stage, as properties of its session. */
    Map<String, String> properties(String stage) {
        Map<String, String> properties = new LinkedHashMap<>();
        Scope scope = open(stage);
        try {
            for (CarriedContext context : this.carried) {
                try {
                    context.headers().forEach((name, value) -> properties.put(HEADER + name, value));
                }
                catch (Exception | LinkageError ex) {
                    log(context, ex);
                }
            }
            Map<String, String> diagnostic = MDC.getCopyOfContextMap();
            if (diagnostic != null) {
                diagnostic.forEach((name, value) -> {
                    if (name != null && value != null) {
                        properties.put(DIAGNOSTIC + name, value);
                    }
                });
            }
        }
        finally {
            scope.close();
        }
        return properties;
    }

    private void log(Object context, Throwable thrown) {
        logger.warn("Context {} of task '{}' threw; the run goes on without it", context.getClass().getName(),
                this.task, thrown);
    }

}
