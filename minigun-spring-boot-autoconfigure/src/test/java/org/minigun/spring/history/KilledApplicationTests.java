package org.minigun.spring.history;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.minigun.Output;
import org.minigun.RunResult;
import org.minigun.RunState;
import org.minigun.annotation.Consumer;
import org.minigun.annotation.Producer;
import org.minigun.spring.Minigun;
import org.minigun.spring.MinigunTask;
import org.minigun.spring.RunRequest;
import org.minigun.spring.autoconfigure.MinigunAutoConfiguration;
import org.minigun.spring.autoconfigure.MinigunJdbcHistoryAutoConfiguration;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An application that is killed while a run goes on, and started again on its database.
 */
class KilledApplicationTests {

    private static final String READY = "The run goes on: ";

    @TempDir
    private Path directory;

    @Test
    @Tag("long")
    void runThatAKillCutOffIsInterruptedOnceTheApplicationIsBackAndTheTaskRunsAgain() throws Exception {
        String database = "--spring.datasource.url=jdbc:h2:file:" + this.directory.resolve("runs")
        // By default H2 writes half a second after a commit, and a kill would take the
        // run along.
                + ";WRITE_DELAY=0";
        Process killed = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"), Application.class.getName(),
                database)
            .redirectErrorStream(true)
            .start();
        String id;
        try {
            id = runOf(killed);
        }
        finally {
            killed.destroyForcibly();
        }
        assertThat(killed.waitFor(10, TimeUnit.SECONDS)).isTrue();

        try (ConfigurableApplicationContext again = application(database)) {
            RunHistory history = again.getBean(RunHistory.class);
            assertThat(history.find(id)).hasValueSatisfying((run) -> {
                assertThat(run.status()).isEqualTo(RunStatus.INTERRUPTED);
                assertThat(run.duration()).isNull();
                assertThat(run.parameters()).containsEntry("items", "-1");
            });
            assertThat(history.running()).isEmpty();
            RunResult result = again.getBean(Minigun.class)
                .start(RunRequest.of("counting").with(Map.of("items", 3)))
                .await();
            assertThat(result.state()).isEqualTo(RunState.COMPLETED);
            assertThat(history.find(new RunQuery("counting", null, 0, 10))).extracting(RunRecord::status)
                .containsExactly(RunStatus.COMPLETED, RunStatus.INTERRUPTED);
        }
    }

    private static String runOf(Process application) throws IOException {
        StringBuilder log = new StringBuilder();
        try (BufferedReader output = application.inputReader()) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                if (line.startsWith(READY)) {
                    return line.substring(READY.length());
                }
                log.append(line).append('\n');
            }
        }
        throw new AssertionError("The application has ended: " + log);
    }

    private static ConfigurableApplicationContext application(String... arguments) {
        return new SpringApplicationBuilder(Application.class).web(WebApplicationType.NONE)
            .properties("minigun.runs.store-type=jdbc", "minigun.runs.jdbc.initialize-schema=always",
                    "minigun.progress=off")
            .run(arguments);
    }

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration({ DataSourceAutoConfiguration.class, MinigunAutoConfiguration.class,
            MinigunJdbcHistoryAutoConfiguration.class })
    @Import(Counting.class)
    static class Application {

        public static void main(String[] arguments) throws InterruptedException {
            application(arguments).getBean(Minigun.class)
                .start(RunRequest.of("counting").with(Map.of("items", -1)))
                .await();
        }

    }

    /** Counts to a number, or without end. */
    @MinigunTask("counting")
    static class Counting {

        record Until(int items) {
        }

        private final RunHistory history;

        Counting(RunHistory history) {
            this.history = history;
        }

        @Producer
        void numbers(Until until, Output<Integer> output) {
            for (int i = 0; i != until.items(); i++) {
                output.emit(i);
            }
        }

        @Consumer
        void keep(int number) {
            if (number == 1000) {
                System.out.println(READY + this.history.running().get(0).id());
            }
        }

    }

}
