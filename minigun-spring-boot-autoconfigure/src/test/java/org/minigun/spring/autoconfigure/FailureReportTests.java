package org.minigun.spring.autoconfigure;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.minigun.annotation.Consumer;
import org.minigun.annotation.Processor;
import org.minigun.annotation.Producer;
import org.minigun.spring.MinigunTask;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * What a user reads when an application does not start: a reason and a remedy, and no
 * stack trace.
 */
@ExtendWith(OutputCaptureExtension.class)
class FailureReportTests {

    @Test
    void refusedPipeline(CapturedOutput output) {
        start(Cyclic.class);
        assertThat(output)
            .contains("APPLICATION FAILED TO START", "The task 'cyclic' cannot be run", "a -> b -> a", "Action:",
                    "Remove one of these edges")
            .doesNotContain("\tat ");
    }

    @Test
    void refusedMethod(CapturedOutput output) {
        start(PrivateStage.class);
        assertThat(output).contains("Consumer 'save'", "is private", "Action:", "Remove 'private'")
            .doesNotContain("\tat ");
    }

    @Test
    void wrongNumber(CapturedOutput output) {
        start(Plain.class, "--minigun.tasks.plain.stages.save.pool-size=0");
        assertThat(output)
            .contains("Invalid pool-size (0) of stage 'save'", "'minigun.tasks.plain.stages.save.pool-size'", "Action:",
                    "Write at least 1")
            .doesNotContain("\tat ");
    }

    @ParameterizedTest
    @CsvSource({ "worker.max-heap, 256, at least 1048576 (1 MiB)", "worker.window, 0, at least 1",
            "worker.item-timeout, 0s, ''", "worker.max-crashes, 0, at least 1", "worker.max-frame, 10B, at least 1024",
            "worker.max-depth, 0, at least 1", "worker.start-attempts, 0, at least 1", "worker.start-timeout, -1s, ''",
            "worker.keep-alive, -1s, 0 or longer", "worker.min-processes, -1, at least 0",
            "worker.spares, -1, at least 0", "worker.max-items, 0, at least 1", "worker.max-age, 0s, ''",
            "worker.max-memory, 0B, at least 1", "worker.unresponsive-timeout, 0s, ''",
            "worker.allowed-types, com.acme.**, names of classes or of packages",
            "worker.allowed-types, *, names of classes or of packages",
            "worker.allowed-types, com/acme/Report, names of classes or of packages",
            "worker.allowed-types, com..Report, names of classes or of packages",
            "worker.java-home, /no/java/here, the directory of a Java installation" })
    void wrongValueForWorkers(String name, String value, String rule, CapturedOutput output) {
        start(Plain.class, "--minigun.tasks.plain.stages.save." + name + "=" + value);
        assertThat(output)
            .contains("Invalid " + name.substring("worker.".length()) + " (", "of stage 'save'",
                    "property 'minigun.tasks.plain.stages.save." + name + "'", "Action:", "Write " + rule)
            .doesNotContain("\tat ");
    }

    @Test
    void wrongValueForWorkersOfTheApplication(CapturedOutput output) {
        start(Plain.class, "--minigun.worker.max-heap=256");
        assertThat(output)
            .contains("Invalid max-heap (256)", "property 'minigun.worker.max-heap'", "Action:",
                    "Write at least 1048576")
            .doesNotContain("\tat ");
    }

    @ParameterizedTest
    @ValueSource(strings = { "minigun.worker", "minigun.tasks.plain.worker", "minigun.pools.io.worker" })
    void javaThatIsNotThere(String where, CapturedOutput output) {
        start(Plain.class, "--" + where + ".java-home=/no/java/here");
        assertThat(output)
            .contains("Invalid java-home (/no/java/here)", "property '" + where + ".java-home'", "Action:",
                    "Write the directory of a Java installation, in which there is bin")
            .doesNotContain("\tat ");
    }

    @Test
    void waitThatIsLongerThanTheLongest(CapturedOutput output) {
        start(Plain.class, "--minigun.backoff-max=5s", "--minigun.tasks.plain.stages.save.backoff=30s");
        assertThat(output)
            .contains("The task 'plain' cannot be run", "Stage 'save' is to wait 30s",
                    "minigun.tasks.plain.stages.save.backoff", "never longer than 5s", "minigun.backoff-max", "Action:",
                    "Write a backoff-max of at least 30s")
            .doesNotContain("\tat ");
    }

    @Test
    void wrongUnitForWorkers(CapturedOutput output) {
        start(Plain.class, "--minigun.worker.item-timeout=soon", "--minigun.worker.max-heap=1MB");
        assertThat(output).contains("minigun.worker.item-timeout", "soon", "Action:", "50ms").doesNotContain("\tat ");
    }

    @Test
    void wrongWord(CapturedOutput output) {
        start(Plain.class, "--minigun.tasks.plain.stages.save.concurrency=turbo");
        assertThat(output)
            .contains("minigun.tasks.plain.stages.save.concurrency", "turbo", "The following values are valid",
                    "PROCESS_PER_BATCH", "VIRTUAL_THREAD")
            .doesNotContain("\tat ");
    }

    @Test
    void unknownStage(CapturedOutput output) {
        start(Plain.class, "--minigun.tasks.plain.stages.svae.pool-size=2");
        assertThat(output).contains("has no stage 'svae'", "Action:", "'numbers', 'save'").doesNotContain("\tat ");
    }

    @Test
    void databaseForRunsThatIsNotThere(CapturedOutput output) {
        start(Plain.class, "--minigun.runs.store-type=jdbc");
        assertThat(output)
            .contains("'minigun.runs.store-type' is 'jdbc'", "no database", "Action:", "Add spring-boot-starter-jdbc")
            .doesNotContain("\tat ");
    }

    @Test
    void unknownTask(CapturedOutput output) {
        start(Plain.class, "--minigun.tasks.plane.retries=2");
        assertThat(output).contains("There is no task 'plane'", "Action:", "'plain'").doesNotContain("\tat ");
    }

    @Test
    void unknownKey(CapturedOutput output) {
        start(Plain.class, "--minigun.tasks.plain.stages.save.pol-size=2");
        assertThat(output)
            .contains("There is no property 'minigun.tasks.plain.stages.save.pol-size'", "Action:",
                    "Did you mean 'minigun.tasks.plain.stages.save.pool-size'?")
            .doesNotContain("\tat ", "Bindable@");
    }

    @Test
    void unknownKeyThatResemblesNone(CapturedOutput output) {
        start(Plain.class, "--minigun.concurrency.xylophone=2");
        assertThat(output)
            .contains("There is no property 'minigun.concurrency.xylophone'", "Action:",
                    "write one of the keys below 'minigun.concurrency'", "total-threads")
            .doesNotContain("\tat ");
    }

    @Test
    void wrongDuration(CapturedOutput output) {
        start(Plain.class, "--minigun.tasks.plain.stages.save.backoff=soon");
        assertThat(output)
            .contains("Invalid value 'soon' of property 'minigun.tasks.plain.stages.save.backoff'", "Action:",
                    "such as 50ms, 1s or 5m")
            .doesNotContain("\tat ");
    }

    @Test
    void noNumber(CapturedOutput output) {
        start(Plain.class, "--minigun.concurrency.threads=many");
        assertThat(output)
            .contains("Invalid value 'many' of property 'minigun.concurrency.threads'", "Action:",
                    "Write a whole number")
            .doesNotContain("\tat ");
    }

    @Test
    void abstractTask(CapturedOutput output) {
        start(AbstractTask.class);
        assertThat(output).contains("AbstractTask is abstract", "Action:", "remove 'abstract'").doesNotContain("\tat ");
    }

    private static void start(Class<?> task, String... arguments) {
        SpringApplication application = new SpringApplication(Application.class, task);
        application.setWebApplicationType(WebApplicationType.NONE);
        assertThatException().isThrownBy(() -> application.run(arguments));
    }

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration(MinigunAutoConfiguration.class)
    static class Application {

    }

    @MinigunTask
    static class Plain {

        @Producer
        List<Integer> numbers() {
            return List.of();
        }

        @Consumer
        void save(int item) {
        }

    }

    @MinigunTask
    abstract static class AbstractTask {

        @Producer
        List<Integer> numbers() {
            return List.of();
        }

        @Consumer
        abstract void save(int item);

    }

    @MinigunTask
    static class PrivateStage {

        @Producer
        List<Integer> numbers() {
            return List.of();
        }

        @Consumer
        private void save(int item) {
        }

    }

    @MinigunTask
    static class Cyclic {

        @Producer
        List<Integer> numbers() {
            return List.of();
        }

        @Processor
        int a(int item) {
            return item;
        }

        @Processor(to = "a")
        int b(int item) {
            return item;
        }

    }

}
