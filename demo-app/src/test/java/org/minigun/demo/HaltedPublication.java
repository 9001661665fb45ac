package org.minigun.demo;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.minigun.spring.MinigunPipelineCustomizer;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.support.GenericApplicationContext;

/**
 * An application that dies when all segments are made and none is merged.
 */
final class HaltedPublication {

    static final int EXIT_CODE = 42;

    private HaltedPublication() {
    }

    /**
     * Runs it in a JVM of its own.
     * @return its exit code
     */
    static int run(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1", "-cp",
                System.getProperty("java.class.path"), HaltedPublication.class.getName(), "--census.publish=true"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
        try {
            return process.waitFor();
        }
        finally {
            process.destroyForcibly();
        }
    }

    /**
     * Publishes until it dies.
     */
    public static void main(String[] arguments) {
        MinigunPipelineCustomizer halt = (task, pipeline) -> task.equals("publish")
                ? pipeline.derive().insertAfter("changes", "halt", (changes) -> {
                    Runtime.getRuntime().halt(EXIT_CODE);
                    return changes;
                }).build() : pipeline;
        new SpringApplicationBuilder(DemoApplication.class).web(WebApplicationType.NONE)
            .initializers((context) -> ((GenericApplicationContext) context).registerBean("halt",
                    MinigunPipelineCustomizer.class, () -> halt))
            .run(arguments);
    }

}
