package org.minigun.spring.autoconfigure;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.minigun.Pipeline;
import org.minigun.Setting;
import org.minigun.annotation.Consumer;
import org.minigun.annotation.NestedPipeline;
import org.minigun.annotation.Processor;
import org.minigun.annotation.Producer;
import org.minigun.spring.Minigun;
import org.minigun.spring.MinigunTask;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * Properties of stages that are in nested pipelines.
 */
@ExtendWith(OutputCaptureExtension.class)
class InnerStagePropertyTests {

    private static final AtomicInteger MADE = new AtomicInteger();

    @Test
    void nameThatOnlyOneStageHasIsEnough() {
        try (ConfigurableApplicationContext application = start(Map.of(), "outer.stages.clean.pool-size=3",
                "built.stages.clean.pool-size=4", "outer.stages.save.pool-size=5")) {
            assertThat(poolSize(application, "outer", "load/clean")).isEqualTo(3);
            assertThat(poolSize(application, "built", "load/clean")).isEqualTo(4);
            assertThat(poolSize(application, "outer", "save")).as("that of the task itself").isEqualTo(5);
            assertThat(poolSize(application, "outer", "load/save")).isNull();
        }
    }

    @Test
    void nestedPipelineIsMadeOnceAtStartHoweverItsStagesAreNamed() {
        MADE.set(0);
        try (ConfigurableApplicationContext application = start(Map.of(), "outer.stages.clean.pool-size=3")) {
            assertThat(poolSize(application, "outer", "load/clean")).isEqualTo(3);
            assertThat(MADE).hasValue(1);
        }
    }

    @Test
    void pathMeansNoStageThatIsCalledAlmostSo(CapturedOutput output) {
        try (ConfigurableApplicationContext application = start(Map.of(), "alike.stages.[load/save].pool-size=3")) {
            assertThat(poolSize(application, "alike", "load/save")).isEqualTo(3);
            assertThat(poolSize(application, "alike", "load-save")).isNull();
        }
        try (ConfigurableApplicationContext application = start(Map.of(), "alike.stages.load-save.pool-size=3")) {
            assertThat(poolSize(application, "alike", "load/save")).isNull();
            assertThat(poolSize(application, "alike", "load-save")).isEqualTo(3);
        }
        assertThatException().isThrownBy(() -> start(Map.of(), "alike.stages.loadSave.pool-size=3"));
        assertThat(output).contains("Task 'alike' has several stages 'loadSave'", "'[load/save]', '[load-save]'");
    }

    @Test
    void strongerSourceWinsHoweverTheNameIsWritten() {
        try (ConfigurableApplicationContext application = start(
                Map.of("minigun.tasks.outer.stages.[load/clean].pool-size", 2,
                        "minigun.tasks.built.stages.clean.pool-size", 2),
                "outer.stages.clean.pool-size=3", "built.stages.load-clean.pool-size=4")) {
            assertThat(poolSize(application, "outer", "load/clean")).isEqualTo(3);
            assertThat(poolSize(application, "built", "load/clean")).isEqualTo(4);
        }
    }

    @Test
    void nameOfSeveralIsRefusedWithTheirPaths(CapturedOutput output) {
        assertThatException().isThrownBy(() -> start(Map.of(), "outer.stages.label.pool-size=3"));
        assertThat(output).contains("Task 'outer' has several stages 'label'", "minigun.tasks.outer.stages.label",
                "'[load/label]', '[other/label]'");
    }

    private static Object poolSize(ConfigurableApplicationContext application, String task, String stage) {
        return application.getBean(Minigun.class)
            .pipeline(task)
            .stagesByPath()
            .get(stage)
            .settings()
            .get(Setting.POOL_SIZE);
    }

    private static ConfigurableApplicationContext start(Map<String, Object> weak, String... strong) {
        return new SpringApplicationBuilder(Tasks.class).web(WebApplicationType.NONE)
            .properties(weak)
            .run(List.of(strong).stream().map((said) -> "--minigun.tasks." + said).toArray(String[]::new));
    }

    @ImportAutoConfiguration(MinigunAutoConfiguration.class)
    @Import({ Outer.class, Alike.class })
    static class Tasks {

        @Bean
        Pipeline built() {
            return Pipeline.named("built")
                .producer("numbers", List.of(1))
                .pipeline(Pipeline.nested("load", Integer.class).processor("clean", (Integer n) -> n).build(),
                        Integer.class)
                .consumer("save", (n) -> {
                })
                .build();
        }

    }

    @MinigunTask("outer")
    static class Outer {

        @Producer
        List<Integer> numbers() {
            return List.of(1);
        }

        @NestedPipeline
        Load load() {
            MADE.incrementAndGet();
            return new Load();
        }

        @NestedPipeline
        Pipeline other() {
            return Pipeline.nested("other", Integer.class).processor("label", (Integer n) -> n).build();
        }

        @Consumer
        void save(int item) {
        }

    }

    @MinigunTask("alike")
    static class Alike {

        @Producer
        List<Integer> numbers() {
            return List.of(1);
        }

        @NestedPipeline(to = "load-save")
        Load load() {
            return new Load();
        }

        @Consumer(name = "load-save")
        void save(int item) {
        }

    }

    static class Load {

        @Processor(to = { "label", "save" })
        int clean(int item) {
            return item;
        }

        @Processor
        int label(int item) {
            return item;
        }

        @Consumer
        void save(int item) {
        }

    }

}
