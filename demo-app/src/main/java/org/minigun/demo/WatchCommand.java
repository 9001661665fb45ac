package org.minigun.demo;

import java.io.PrintStream;

import org.minigun.demo.inspect.JarFinder;
import org.minigun.spring.Minigun;

import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * Begins to watch when the application has started, after the census and the publication,
 * and leaves the application to serve.
 */
@Component
@Order(3)
@ConditionalOnBooleanProperty(WatchCommand.ENABLED)
class WatchCommand implements ApplicationRunner {

    /**
     * The property by which the command line says that the directory is to be watched.
     */
    static final String ENABLED = "census.watch";

    private final Minigun minigun;

    private final JarFinder finder;

    private final ConfigurableApplicationContext application;

    private final PrintStream out = System.out;

    WatchCommand(Minigun minigun, JarFinder finder, ConfigurableApplicationContext application) {
        this.minigun = minigun;
        this.finder = finder;
        this.application = application;
    }

    @Override
    public void run(ApplicationArguments args) {
        if (this.application.isClosed()) {
            // Ended by the user during the census or the publication: nothing can be
            // started any more.
            return;
        }
        this.minigun.start("watch");
        this.out.println("Watching " + CensusDirectoryException.rootOf(this.finder) + ".");
    }

}
