package org.minigun.scenarios;

import java.util.List;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import org.slf4j.LoggerFactory;

/**
 * What is logged under {@code org.minigun} until it is closed.
 */
final class Logged implements AutoCloseable {

    private final Logger logger = (Logger) LoggerFactory.getLogger("org.minigun");

    private final ListAppender<ILoggingEvent> appender = new ListAppender<>();

    Logged() {
        this.appender.list = Scenario.collected();
        this.appender.start();
        this.logger.addAppender(this.appender);
    }

    /** The messages. */
    List<String> messages() {
        return List.copyOf(this.appender.list).stream().map(ILoggingEvent::getFormattedMessage).toList();
    }

    /** The messages of the exceptions that were logged with them. */
    List<String> thrown() {
        return List.copyOf(this.appender.list)
            .stream()
            .filter((event) -> event.getThrowableProxy() != null)
            .map((event) -> event.getThrowableProxy().getMessage())
            .toList();
    }

    @Override
    public void close() {
        this.logger.detachAppender(this.appender);
        this.appender.stop();
    }

}
