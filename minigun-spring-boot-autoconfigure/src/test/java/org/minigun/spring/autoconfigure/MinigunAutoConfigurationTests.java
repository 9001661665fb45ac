package org.minigun.spring.autoconfigure;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.minigun.Concurrency;
import org.minigun.Output;
import org.minigun.Pipeline;
import org.minigun.Run;
import org.minigun.RunListener;
import org.minigun.Setting;
import org.minigun.annotation.Consumer;
import org.minigun.annotation.Producer;
import org.minigun.execution.Engine;
import org.minigun.plan.ExecutionPlan;
import org.minigun.spring.Minigun;
import org.minigun.spring.MinigunEngineCustomizer;
import org.minigun.spring.MinigunPipelineCustomizer;
import org.minigun.spring.MinigunTask;
import org.minigun.spring.UnknownTaskException;

import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Scope;
import org.springframework.core.annotation.Order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class MinigunAutoConfigurationTests {

    private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
        .withConfiguration(AutoConfigurations.of(MinigunAutoConfiguration.class));

    @ParameterizedTest
    @CsvSource(quoteCharacter = '"', value = { "a/b, has a '/'", "a\\b, has a '\\'", "., is no word" })
    void nameThatNoAddressCanBearIsRefused(String name, String reason) {
        Pipeline pipeline = Pipeline.named(name).producer("one", List.of(1)).consumer("keep", (n) -> {
        }).build();
        this.contextRunner.withBean(Pipeline.class, () -> pipeline)
            .run((context) -> assertThat(context).getFailure().hasMessageContaining("Its name " + reason));
    }

    @Test
    void definesBeansInAnApplicationWithoutTasks() {
        this.contextRunner.run((context) -> {
            assertThat(context).hasSingleBean(Engine.class).hasSingleBean(Minigun.class);
            assertThat(context.getBean(Minigun.class).tasks()).isEmpty();
            assertThat(context.getBean("minigunLifecycle", SmartLifecycle.class).getPhase())
                .isEqualTo(SmartLifecycle.DEFAULT_PHASE - 1280);
        });
    }

    @Test
    void backsOffForBeansOfTheApplication() {
        this.contextRunner.withUserConfiguration(OwnBeans.class).run((context) -> {
            assertThat(context).hasSingleBean(Engine.class).hasBean("ownEngine");
            assertThat(context.getBean("minigunLifecycle")).isInstanceOf(OwnLifecycle.class);
        });
    }

    @Test
    void startsNoThreadBeforeTheFirstRun() {
        this.contextRunner.withUserConfiguration(Census.class)
            .run((context) -> assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch((thread) -> thread.getName().startsWith("minigun")));
    }

    @Test
    void namesTasksByAnnotationBeanOrClass() {
        this.contextRunner.withUserConfiguration(Census.class, Unnamed.class, NamedByBean.class)
            .run((context) -> assertThat(context.getBean(Minigun.class).tasks()).containsExactly("byBean", "census",
                    "unnamed"));
    }

    @Test
    void runsByNameAndByType() {
        this.contextRunner.withUserConfiguration(Census.class).run((context) -> {
            Minigun minigun = context.getBean(Minigun.class);
            assertThat(minigun.run("census").statistics().consumed()).isEqualTo(3);
            assertThat(minigun.run(Census.class).statistics().consumed()).isEqualTo(3);
            assertThat(minigun.start(Census.class).await().statistics().consumed()).isEqualTo(3);
            assertThat(minigun.runs()).isEmpty();
        });
    }

    @Test
    void unknownTaskIsRefusedWithTheKnownOnes() {
        this.contextRunner.withUserConfiguration(Census.class).run((context) -> {
            Minigun minigun = context.getBean(Minigun.class);
            assertThatExceptionOfType(UnknownTaskException.class).isThrownBy(() -> minigun.run("cencus"))
                .withMessageContaining("'cencus'")
                .withMessageContaining("'census'");
            assertThatExceptionOfType(UnknownTaskException.class).isThrownBy(() -> minigun.start(String.class))
                .withMessageContaining("java.lang.String");
        });
        this.contextRunner.run((context) -> assertThatExceptionOfType(UnknownTaskException.class)
            .isThrownBy(() -> context.getBean(Minigun.class).run("census"))
            .withMessageContaining("@MinigunTask"));
    }

    @Test
    void twoBeansOfOneTaskNameAreRefused() {
        this.contextRunner.withUserConfiguration(Census.class).withBean("other", Census.class).run((context) -> {
            assertThat(context).hasFailed();
            assertThat(context.getStartupFailure()).hasMessageContaining("'other' and 'census'");
        });
    }

    @Test
    void pipelineBeansAreTasksAndTakeProperties() {
        this.contextRunner.withUserConfiguration(Built.class)
            .withPropertyValues("minigun.tasks.built.stages.save.concurrency=thread",
                    "minigun.tasks.built.stages.save.pool-size=3")
            .run((context) -> {
                Minigun minigun = context.getBean(Minigun.class);
                assertThat(minigun.tasks()).containsExactly("built");
                assertThat(minigun.plan("built").stage("save").poolSize()).isEqualTo(3);
                assertThat(minigun.run("built").statistics().consumed()).isEqualTo(1);
            });
    }

    @Test
    void prototypeIsMadeAnewForEachRun() {
        this.contextRunner.withUserConfiguration(Prototype.class).run((context) -> {
            Minigun minigun = context.getBean(Minigun.class);
            minigun.run("prototype");
            minigun.run("prototype");
            assertThat(Prototype.used).hasSize(2).doesNotHaveDuplicates();
        });
    }

    @Test
    void lazyTasksAndLazyApplicationsAreCheckedAtTheStart() {
        this.contextRunner.withUserConfiguration(LazyCensus.class)
            .withInitializer(
                    (context) -> context.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor()))
            .run((context) -> assertThat(context.getBean(Minigun.class).tasks()).containsExactly("lazy"));
        this.contextRunner.withUserConfiguration(Broken.class)
            .withInitializer(
                    (context) -> context.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor()))
            .run((context) -> assertThat(context).hasFailed());
    }

    @Test
    void customizersAreCalledInOrderAfterTheProperties() {
        this.contextRunner.withUserConfiguration(Census.class, Customizers.class)
            .withPropertyValues("minigun.concurrency.threads=3", "minigun.tasks.census.stages.save.concurrency=thread")
            .run((context) -> assertThat(context.getBean(Minigun.class).plan("census").stage("save").poolSize())
                .isEqualTo(20));
    }

    @Test
    void pipelineCustomizersChangeTasks() {
        this.contextRunner.withUserConfiguration(Census.class)
            .withBean(MinigunPipelineCustomizer.class,
                    () -> (task, pipeline) -> pipeline.derive().rename("save", "keep").build())
            .run((context) -> assertThat(context.getBean(Minigun.class).pipeline("census").stagesByPath())
                .containsKey("keep"));
    }

    @Test
    void aListenerMayNeedMinigunItself() {
        this.contextRunner.withUserConfiguration(Census.class).withBean(NeedsMinigun.class).run((context) -> {
            assertThat(context).hasNotFailed();
            context.getBean(Minigun.class).run("census");
            assertThat(context.getBean(NeedsMinigun.class).heard).containsExactly("census of [census]");
        });
    }

    @Test
    void listenersAreLookedUpInTheirOrderWhenTheFirstRunStarts() {
        List<String> made = new ArrayList<>();
        List<String> heard = new ArrayList<>();
        this.contextRunner.withUserConfiguration(Census.class)
            .withBean("second", RunListener.class, () -> new Second(made, heard), (bean) -> bean.setLazyInit(true))
            .withBean("first", RunListener.class, () -> new First(made, heard), (bean) -> bean.setLazyInit(true))
            .run((context) -> {
                assertThat(context.getBean(Engine.class)).isNotNull();
                assertThat(made).isEmpty();
                context.getBean(Minigun.class).run("census");
                context.getBean(Minigun.class).run("census");
                assertThat(made).hasSize(2);
                assertThat(heard).containsExactly("first", "second", "first", "second");
            });
    }

    @Test
    void listenersHearOfRuns() {
        List<String> heard = Collections.synchronizedList(new ArrayList<>());
        this.contextRunner.withUserConfiguration(Census.class).withBean(RunListener.class, () -> new RunListener() {

            @Override
            public void runStarted(Run run) {
                heard.add(run.task());
            }

        }).run((context) -> {
            context.getBean(Minigun.class).run("census");
            assertThat(heard).containsExactly("census");
        });
    }

    @Test
    void propertiesReachPoolsAndApplication() {
        this.contextRunner.withUserConfiguration(Census.class)
            .withPropertyValues("minigun.pools.io.size=7", "minigun.pools.cpu.concurrency=virtual-thread",
                    "minigun.concurrency.virtual-threads=9", "minigun.tasks.census.stages.save.pool=io",
                    "minigun.tasks.census.stages.numbers.on-error=skip", "minigun.retries=2",
                    "minigun.concurrency.capacity=16")
            .run((context) -> {
                ExecutionPlan plan = context.getBean(Minigun.class).plan("census");
                assertThat(plan.stage("save").pool()).isEqualTo("io");
                assertThat(plan.stage("save").poolSize()).isEqualTo(7);
                assertThat(plan.stage("save").settings().get(Setting.RETRIES)).isEqualTo(2);
                assertThat(plan.edge("numbers", "save").capacity()).isEqualTo(16);
            });
    }

    @Test
    void namesInPropertiesMayBeWrittenAsEnvironmentVariablesWriteThem() {
        this.contextRunner.withUserConfiguration(Unnamed.class)
            .withPropertyValues("minigun.tasks.UN-NAMED.stages.saveall.concurrency=thread",
                    "minigun.tasks.UN-NAMED.stages.saveall.pool-size=3")
            .run((context) -> assertThat(context.getBean(Minigun.class).plan("unnamed").stage("saveAll").poolSize())
                .isEqualTo(3));
    }

    @Test
    void unknownTaskOrPropertyIsRefused() {
        this.contextRunner.withUserConfiguration(Census.class)
            .withPropertyValues("minigun.tasks.cencus.retries=2")
            .run((context) -> assertThat(context.getStartupFailure()).hasStackTraceContaining("'cencus'")
                .hasStackTraceContaining("'census'"));
        this.contextRunner.withUserConfiguration(Census.class)
            .withPropertyValues("minigun.tasks.census.retires=2")
            .run((context) -> assertThat(context.getStartupFailure()).hasStackTraceContaining("retires"));
        this.contextRunner.withPropertyValues("minigun.pools.io.size=0")
            .run((context) -> assertThat(context.getStartupFailure()).hasStackTraceContaining("minigun.pools.io.size")
                .hasStackTraceContaining("at least 1"));
    }

    @Test
    @EnabledForJreRange(min = JRE.JAVA_21)
    void virtualThreadsOfTheApplicationAreTheDefaultContext() {
        this.contextRunner.withUserConfiguration(Census.class)
            .withPropertyValues("spring.threads.virtual.enabled=true")
            .run((context) -> assertThat(context.getBean(Minigun.class).plan("census").groups().get(0).concurrency())
                .isEqualTo(Concurrency.VIRTUAL_THREAD));
        this.contextRunner.withUserConfiguration(Census.class)
            .withPropertyValues("spring.threads.virtual.enabled=true", "minigun.concurrency.default-context=thread")
            .run((context) -> assertThat(context.getBean(Minigun.class).plan("census").groups().get(0).concurrency())
                .isEqualTo(Concurrency.THREAD));
    }

    abstract static class Numbers {

        @Producer
        List<Integer> numbers() {
            return List.of(1, 2, 3);
        }

    }

    @MinigunTask("census")
    static class Census extends Numbers {

        @Consumer
        void save(int item) {
        }

    }

    @MinigunTask
    static class Unnamed extends Numbers {

        @Consumer
        void saveAll(int item) {
        }

    }

    @Configuration(proxyBeanMethods = false)
    static class NamedByBean {

        @Bean
        Unnamed byBean() {
            return new Unnamed();
        }

    }

    @Lazy
    @MinigunTask("lazy")
    static class LazyCensus extends Numbers {

        @Consumer
        void save(int item) {
        }

    }

    @Scope(ConfigurableBeanFactory.SCOPE_PROTOTYPE)
    @MinigunTask("prototype")
    static class Prototype {

        static final List<Object> used = Collections.synchronizedList(new ArrayList<>());

        @Producer
        void produce(Output<Integer> output) {
            output.emit(1);
        }

        @Consumer
        void save(int item) {
            used.add(this);
        }

    }

    @MinigunTask
    static class Broken {

        @Consumer
        void save(int item) {
        }

    }

    @Configuration(proxyBeanMethods = false)
    static class Built {

        @Bean
        Pipeline built() {
            return Pipeline.named("built").producer("numbers", List.of(1)).consumer("save", (item) -> {
            }).build();
        }

        @Bean
        Pipeline part() {
            return Pipeline.nested("part", Integer.class).processor("same", (item) -> item).build();
        }

    }

    @Configuration(proxyBeanMethods = false)
    static class Customizers {

        @Bean
        @Order(2)
        MinigunEngineCustomizer second() {
            return (builder) -> builder.set(Setting.THREADS, 20);
        }

        @Bean
        @Order(1)
        MinigunEngineCustomizer first() {
            return (builder) -> builder.set(Setting.THREADS, 10);
        }

    }

    @Configuration(proxyBeanMethods = false)
    static class OwnBeans {

        @Bean
        Engine ownEngine() {
            return Engine.create();
        }

        @Bean
        OwnLifecycle minigunLifecycle() {
            return new OwnLifecycle();
        }

    }

    static class OwnLifecycle implements SmartLifecycle {

        @Override
        public void start() {
        }

        @Override
        public void stop() {
        }

        @Override
        public boolean isRunning() {
            return false;
        }

    }

    static class NeedsMinigun implements RunListener {

        private final Minigun minigun;

        private final List<String> heard = new ArrayList<>();

        NeedsMinigun(Minigun minigun) {
            this.minigun = minigun;
        }

        @Override
        public void runStarted(Run run) {
            this.heard.add(run.task() + " of " + this.minigun.tasks());
        }

    }

    @Order(1)
    static final class First extends Noted {

        First(List<String> made, List<String> heard) {
            super("first", made, heard);
        }

    }

    @Order(2)
    static final class Second extends Noted {

        Second(List<String> made, List<String> heard) {
            super("second", made, heard);
        }

    }

    static class Noted implements RunListener {

        private final String name;

        private final List<String> heard;

        Noted(String name, List<String> made, List<String> heard) {
            this.name = name;
            this.heard = heard;
            made.add(name);
        }

        @Override
        public void runStarted(Run run) {
            this.heard.add(this.name);
        }

    }

}
