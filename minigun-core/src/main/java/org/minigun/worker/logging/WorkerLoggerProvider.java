package org.minigun.worker.logging;

import org.slf4j.ILoggerFactory;
import org.slf4j.IMarkerFactory;
import org.slf4j.helpers.BasicMDCAdapter;
import org.slf4j.helpers.BasicMarkerFactory;
import org.slf4j.spi.MDCAdapter;
import org.slf4j.spi.SLF4JServiceProvider;

/**
 * Makes SLF4J log to the application. Named by the system property {@code slf4j.provider}
 * of a worker's JVM.
 */
public final class WorkerLoggerProvider implements SLF4JServiceProvider {

    private final ILoggerFactory loggers = new RelayLoggerFactory();

    private final IMarkerFactory markers = new BasicMarkerFactory();

    private final MDCAdapter context = new BasicMDCAdapter();

    /** Called by SLF4J. */
    public WorkerLoggerProvider() {
    }

    @Override
    public ILoggerFactory getLoggerFactory() {
        return this.loggers;
    }

    @Override
    public IMarkerFactory getMarkerFactory() {
        return this.markers;
    }

    @Override
    public MDCAdapter getMDCAdapter() {
        return this.context;
    }

    @Override
    public String getRequestedApiVersion() {
        return "2.0.99";
    }

    @Override
    public void initialize() {
        // All is made with the provider.
    }

}
