package org.minigun.demo;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Jar Census. Takes a census of the jars in a directory, prints its summary and exits; or
 * serves the page that answers which jar holds a class; or both.
 */
@SpringBootApplication
@ConfigurationPropertiesScan
public class DemoApplication {

    private static final int USAGE_EXIT_CODE = 2;

    /**
     * Does what the command line says.
     * @param args see {@link CommandLine}
     */
    public static void main(String[] args) {
        CommandLine line = CommandLine.parse(args);
        if (line.usage() != null) {
            System.out.println(line.usage());
            System.exit(line.helpWanted() ? 0 : USAGE_EXIT_CODE);
        }
        SpringApplication application = new SpringApplication(DemoApplication.class);
        application.setWebApplicationType(line.serve() ? WebApplicationType.SERVLET : WebApplicationType.NONE);
        ConfigurableApplicationContext context = application.run(line.arguments());
        if (!line.serve()) {
            System.exit(SpringApplication.exit(context));
        }
    }

}
