package org.minigun.demo;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

import org.minigun.demo.hostile.HostileJars;

import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * Writes hostile jars into the directory, before the census of it.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
@ConditionalOnBooleanProperty(HostileJarsWriter.ENABLED)
class HostileJarsWriter implements ApplicationRunner {

    /**
     * The property by which the command line says that hostile jars are wanted. No
     * profile says it, so that none is ever written into a directory of the user's own.
     */
    static final String ENABLED = "census.hostile";

    private final Path directory;

    HostileJarsWriter(CensusProperties properties) {
        this.directory = properties.path();
    }

    @Override
    public void run(ApplicationArguments args) throws IOException {
        Map<String, String> written = HostileJars.write(this.directory);
        System.out.println("Hostile jars in " + this.directory.toRealPath() + ":");
        written.forEach((name, harm) -> System.out.printf("  %-12s%s%n", name, harm));
        System.out.println("The census reads them, and the good ones among them, as a reader does that trusts them.");
        System.out.println();
    }

}
