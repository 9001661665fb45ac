package org.minigun.demo;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.minigun.Run;
import org.minigun.RunFailedException;
import org.minigun.RunListener;
import org.minigun.RunResult;
import org.minigun.RunState;
import org.minigun.demo.store.CensusLog;
import org.minigun.spring.Minigun;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The database does not take it that a jar cannot be read.
 */
@Timeout(60)
@ExtendWith(OutputCaptureExtension.class)
class UnreadableRecorderTests {

    @TempDir
    Path temporary;

    private Path damaged;

    @Test
    void jarThatCannotBeNotedAsUnreadableIsNotedAtTheEndOrFailsTheRun(CapturedOutput output) throws Exception {
        Path directory = Files.createDirectories(this.temporary.toRealPath().resolve("jars"));
        this.damaged = directory.resolve("damaged.jar");
        JarBuilder.jar().classFile("p/A", 61).writeTo(this.damaged);
        try (ConfigurableApplicationContext application = start(directory)) {
            census(application);
            assertThat(KnownJars.names(application)).hasSize(1);
            damage();
            JdbcTemplate jdbc = application.getBean(JdbcTemplate.class);
            jdbc.execute("ALTER TABLE unreadable ADD CONSTRAINT full_disk CHECK (attempts < 0)");
            String first = application.getBean(CensusLog.class).last().orElseThrow().runId();
            assertThatExceptionOfType(RunFailedException.class).isThrownBy(() -> census(application))
                .withStackTraceContaining("start the task again")
                .withStackTraceContaining("1 file");
            assertThat(output).contains("'" + this.damaged + "' cannot be read cannot be noted now");
            assertThat(application.getBean(CensusLog.class).last().orElseThrow().runId()).isEqualTo(first);

            Run watch = application.getBean(Minigun.class).start("watch");
            assertThat(watch.await(Duration.ofSeconds(30)).orElseThrow().state()).isEqualTo(RunState.FAILED);
            assertThat(output).contains("is not watched any more: The database does not take it");

            application.getBean(Mending.class).jdbc = jdbc;
            assertThat(census(application).deadLetters()).hasSize(1);
            assertThat(KnownJars.names(application)).isEmpty();
            assertThat(application.getBean(CensusLog.class).isUnreadable(this.damaged.toString())).isTrue();
        }
    }

    private void damage() {
        byte[] damaged = JarBuilder.jar().classFile("p/B", 61).bytes();
        Arrays.fill(damaged, 50, 250, (byte) 0xff);
        JarBuilder.write(this.damaged, damaged);
    }

    private static RunResult census(ConfigurableApplicationContext application) throws InterruptedException {
        RunResult result = application.getBean(Minigun.class).run("census");
        assertThat(result.ledger().violations()).isEmpty();
        return result;
    }

    private ConfigurableApplicationContext start(Path directory) {
        return new SpringApplicationBuilder(DemoApplication.class).web(WebApplicationType.NONE)
            .initializers((context) -> ((GenericApplicationContext) context).registerBean(Mending.class))
            .run("--minigun.tasks.census.stages.inspect.concurrency=THREAD",
                    "--minigun.tasks.watch.stages.inspect.concurrency=THREAD", "--census.settle=1ms",
                    "--census.directory=" + directory, "--census.data-directory=" + this.temporary.resolve("data"));
    }

    /** Mends the database when a jar was read in vain. */
    static class Mending implements RunListener {

        private volatile JdbcTemplate jdbc;

        @Override
        public void stageEnded(Run run, String stage) {
            if (this.jdbc != null && stage.equals("ingest/inspect")) {
                this.jdbc.execute("ALTER TABLE unreadable DROP CONSTRAINT full_disk");
            }
        }

    }

}
