package org.minigun.worker.logging;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

import org.slf4j.ILoggerFactory;
import org.slf4j.Logger;

/**
 * Makes loggers, one of each name.
 */
final class RelayLoggerFactory implements ILoggerFactory {

    private final ConcurrentMap<String, Logger> loggers = new ConcurrentHashMap<>();

    @Override
    public Logger getLogger(String name) {
        Logger known = this.loggers.get(name);
        return (known != null) ? known : this.loggers.computeIfAbsent(name, RelayLogger::new);
    }

}
