package org.minigun.spring.scenarios;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.minigun.Output;
import org.minigun.Run;
import org.minigun.RunResult;
import org.minigun.RunState;
import org.minigun.annotation.Consumer;
import org.minigun.annotation.Producer;
import org.minigun.spring.Minigun;
import org.minigun.spring.MinigunTask;
import org.minigun.spring.autoconfigure.MinigunAutoConfiguration;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.minigun.spring.scenarios.TaskScenario.context;
import static org.minigun.spring.scenarios.TaskScenario.end;

class LifecycleTests {

    @Test
    void s445_exitCodeTellsWhetherTheRunAtStartUpHasFailed() throws Exception {
        Process good = application("--test.fail=false");
        Process bad = application("--test.fail=true");
        assertThat(exitCode(good)).isZero();
        assertThat(exitCode(bad)).isEqualTo(1);
    }

    private static Process application(String argument) throws IOException {
        return new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"), Application.class.getName(),
                "--minigun.tasks.started.run-on-startup=true", "--spring.main.banner-mode=off",
                "--spring.main.web-application-type=none", argument)
            .redirectErrorStream(true)
            .start();
    }

    private static int exitCode(Process process) throws Exception {
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(output).contains("The task has run in " + new File("").getAbsolutePath());
        return process.exitValue();
    }

    @Test
    void s446_stoppingApplicationEndsItsRuns() throws Exception {
        context(Endless.class)
            .withPropertyValues("minigun.shutdown-timeout=5s", "minigun.tasks.endless.allow-concurrent-runs=true")
            .run((context) -> {
                Minigun minigun = context.getBean(Minigun.class);
                Run run = minigun.start("endless");
                Run other = minigun.start("endless");
                long start = System.nanoTime();
                context.getSourceApplicationContext().close();
                assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
                assertThat(run.state()).isEqualTo(RunState.STOPPED);
                assertThat(end(run).unfinished()).isEmpty();
                assertThat(end(other).state()).isEqualTo(RunState.STOPPED);
                assertThatIllegalStateException().isThrownBy(() -> minigun.start("endless"))
                    .withMessageContaining("'endless'")
                    .withMessageContaining("stopping");
            });
    }

    @Test
    void s446_runThatDoesNotStopInTimeIsCancelled() {
        context(Waiting.class).withPropertyValues("minigun.shutdown-timeout=300ms").run((context) -> {
            Run run = context.getBean(Minigun.class).start("waiting");
            context.getBean(Waiting.class).begun.await();
            long start = System.nanoTime();
            context.getSourceApplicationContext().close();
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(Duration.ofMillis(290),
                    Duration.ofSeconds(3));
            RunResult result = end(run);
            assertThat(result.state()).isEqualTo(RunState.CANCELLED);
            assertThat(result.unfinished()).isNotEmpty();
        });
    }

    @Test
    void pausedApplicationTakesRunsAgainWhenItIsRestarted() {
        context(Endless.class).run((context) -> {
            Minigun minigun = context.getBean(Minigun.class);
            Run run = minigun.start("endless");
            context.getSourceApplicationContext().pause();
            assertThat(run.state()).isEqualTo(RunState.STOPPED);
            assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> minigun.start("endless"));
            context.getSourceApplicationContext().restart();
            Run again = minigun.start("endless");
            again.stop();
            assertThat(end(again).state()).isEqualTo(RunState.STOPPED);
        });
    }

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration(MinigunAutoConfiguration.class)
    @Import(Started.class)
    static class Application {

        public static void main(String[] args) {
            SpringApplication.run(Application.class, args);
        }

    }

    @MinigunTask
    static class Started {

        private final boolean fail;

        Started(@org.springframework.beans.factory.annotation.Value("${test.fail}") boolean fail) {
            this.fail = fail;
        }

        @Producer
        List<Integer> generate() {
            return List.of(1);
        }

        @Consumer
        void collect(int item) {
            System.out.println("The task has run in " + new File("").getAbsolutePath());
            if (this.fail) {
                throw new IllegalStateException("as asked for");
            }
        }

    }

    @MinigunTask
    static class Endless {

        @Producer
        void generate(Output<Integer> output) {
            for (int item = 0; true; item++) {
                output.emit(item);
            }
        }

        @Consumer
        void collect(int item) {
        }

    }

    @MinigunTask
    static class Waiting {

        private final CountDownLatch begun = new CountDownLatch(1);

        @Producer
        List<Integer> generate() {
            return List.of(1, 2);
        }

        @Consumer
        void collect(int item) throws InterruptedException {
            this.begun.countDown();
            new CountDownLatch(1).await();
        }

    }

}
