package org.minigun.spring.scenarios;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.minigun.Affinity;
import org.minigun.Concurrency;
import org.minigun.PipelineOptions;
import org.minigun.Setting;
import org.minigun.annotation.Accumulator;
import org.minigun.annotation.Consumer;
import org.minigun.annotation.Processor;
import org.minigun.annotation.Producer;
import org.minigun.annotation.TaskOptions;
import org.minigun.plan.ExecutionPlan;
import org.minigun.plan.StagePlan;
import org.minigun.spring.Minigun;
import org.minigun.spring.MinigunTask;
import org.minigun.spring.scenarios.TaskScenario.Collecting;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.minigun.spring.scenarios.TaskScenario.completed;
import static org.minigun.spring.scenarios.TaskScenario.context;
import static org.minigun.spring.scenarios.TaskScenario.numbers;
import static org.minigun.spring.scenarios.TaskScenario.pause;
import static org.minigun.spring.scenarios.TaskScenario.plan;
import static org.minigun.spring.scenarios.TaskScenario.refusal;
import static org.minigun.spring.scenarios.TaskScenario.run;

@ExtendWith(OutputCaptureExtension.class)
class ConfigurationTests {

    @Test
    void s419_propertyWinsOverAnnotation() {
        run(Pooled.class, (task, result) -> {
            completed(result);
            assertThat(task.threads.stream().distinct().count()).isBetween(1L, 3L);
        }, "minigun.tasks.pooled.stages.work.pool-size=3");
        plan(Pooled.class, (plan) -> assertThat(plan.stage("work").poolSize()).isEqualTo(5));
    }

    @Test
    void s421_sizesFollowFromAConstructorArgument() {
        context(Sizes.class).run((context) -> {
            Minigun minigun = context.getBean(Minigun.class);
            assertThat(minigun.tasks()).containsExactly("high", "low", "medium");
            assertSizes(minigun.plan("low"), 10, 2, 100);
            assertSizes(minigun.plan("medium"), 50, 4, 1000);
            assertSizes(minigun.plan("high"), 200, 16, 10000);
        });
        context(Profiles.class).run((context) -> assertSizes(context.getBean(Minigun.class).plan("sized"), 10, 2, 100));
        context(Profiles.class).withPropertyValues("spring.profiles.active=production")
            .run((context) -> assertSizes(context.getBean(Minigun.class).plan("sized"), 100, 8, 5000));
    }

    private static void assertSizes(ExecutionPlan plan, int threads, int processes, int batch) {
        assertThat(plan.stage("fetch").poolSize()).isEqualTo(threads);
        assertThat(plan.stage("parse").poolSize()).isEqualTo(processes);
        assertThat(plan.stage("batch").settings().get(Setting.MAX_SIZE)).isEqualTo(batch);
    }

    @Test
    void s426_heapsThatDoNotFitAreReportedWithTheirSum(CapturedOutput output) {
        plan(Defaults.class, (plan) -> assertThat(plan.stage("parse").poolSize()).isEqualTo(8),
                "minigun.concurrency.processes=8", "minigun.worker.max-heap=1TB");
        long application = Runtime.getRuntime().maxMemory() >> 20;
        assertThat(output).containsOnlyOnce("The heaps do not fit")
            .contains("8 workers = " + (application + (8 << 20)) + " MiB", "minigun.worker.max-heap");
    }

    @Test
    void heapsThatFitAreNotReported(CapturedOutput output) {
        plan(Defaults.class, (plan) -> assertThat(plan.stage("parse").poolSize()).isEqualTo(2),
                "minigun.worker.max-heap=1MB");
        assertThat(output).doesNotContain("The heaps do not fit");
    }

    @Test
    void s427_planSaysWhatPlacedEachStageAndEdge() {
        plan(Pooled.class, (plan) -> {
            assertThat(plan.edges()).isNotEmpty().allSatisfy((edge) -> assertThat(edge.reason()).isNotBlank());
            assertThat(plan.stages()).extracting(StagePlan::reason).allSatisfy((why) -> assertThat(why).isNotBlank());
            assertThat(plan.toText()).contains("minigun.tasks.pooled.stages.work.pool-size");
            assertThat(plan.stage("work").settings().origin(Setting.CONCURRENCY)).contains("code");
            assertThat(plan.edge("generate", "same").direct()).isTrue();
            assertThat(plan.edge("same", "work").direct()).isFalse();
        }, "minigun.tasks.pooled.stages.work.pool-size=3");
    }

    @Test
    void s428_wrongValuesStopTheStart() {
        assertThat(refusal(Pooled.class, "minigun.tasks.pooled.stages.work.pool-size=0"))
            .contains("minigun.tasks.pooled.stages.work.pool-size", "(0)", "at least 1");
        assertThat(refusal(Pooled.class, "minigun.tasks.pooled.stages.work.concurrency=turbo")).contains("turbo");
        assertThat(refusal(Pooled.class, "minigun.tasks.pooled.stages.work.backoff=-1s"))
            .contains("minigun.tasks.pooled.stages.work.backoff", "0 or longer");
        assertThat(refusal(Pooled.class, "minigun.tasks.pooled.stages.wrok.pool-size=3")).contains("'wrok'",
                "'generate', 'same', 'work', 'collect'");
    }

    @Test
    void s429_formerNamesBindWithOneWarning(CapturedOutput output) {
        plan(Defaults.class, (plan) -> {
            assertThat(plan.stage("fetch").poolSize()).isEqualTo(10);
            assertThat(plan.stage("parse").poolSize()).isEqualTo(4);
        }, "minigun.max-threads=10", "minigun.max-processes=4");
        assertThat(output).containsOnlyOnce("'minigun.max-threads'").containsOnlyOnce("'minigun.max-processes'");
        assertThat(output).contains("minigun.concurrency.threads", "minigun.concurrency.processes");
        plan(Defaults.class, (plan) -> assertThat(plan.stage("fetch").poolSize()).isEqualTo(12),
                "minigun.max-threads=10", "minigun.concurrency.threads=12");
    }

    @Test
    void s431_nearestWordWins() {
        String application = "minigun.concurrency.pool-size=5";
        String task = "minigun.tasks.defaults.pool-size=6";
        String stage = "minigun.tasks.defaults.stages.fetch.pool-size=7";
        plan(Defaults.class, (plan) -> assertThat(plan.stage("fetch").poolSize()).isEqualTo(7), application, task,
                stage);
        plan(Defaults.class, (plan) -> assertThat(plan.stage("fetch").poolSize()).isEqualTo(6), application, task);
        plan(Defaults.class, (plan) -> assertThat(plan.stage("fetch").poolSize()).isEqualTo(5), application);
    }

    @Test
    void s432_withoutInliningEveryStageHasItsOwnContext() {
        run(Chain.class, (task, result) -> {
            completed(result);
            assertThat(task.collected).containsExactlyInAnyOrder(2, 4, 6, 8, 10);
            assertThat(task.threads.stream().distinct()).hasSize(3);
        }, "minigun.concurrency.inline=false");
    }

    @Test
    void s433_inlineTaskRunsOnTheCallingThread() {
        for (int start = 0; start < 2; start++) {
            run(Chain.class, (task, result) -> {
                completed(result);
                assertThat(task.collected).containsExactly(2, 4, 6, 8, 10);
                assertThat(task.threads).containsOnly(Thread.currentThread().getName());
            }, "minigun.concurrency.default-context=inline");
        }
    }

    @Test
    void s476_colocatedStageSharesTheWorkerOfItsSource() {
        plan(Workers.class, (plan) -> {
            assertThat(plan.groups()).hasSize(3);
            assertThat(plan.stage("first").group()).isEqualTo(plan.stage("second").group());
            assertThat(plan.stage("second").concurrency()).isEqualTo(Concurrency.PROCESS);
            assertThat(plan.stage("collect").group()).isNotEqualTo(plan.stage("first").group());
            assertThat(plan.stage("collect").concurrency()).isEqualTo(Concurrency.THREAD);
            assertThat(plan.edge("first", "second").direct()).isTrue();
            assertThat(plan.edge("second", "collect").direct()).isFalse();
            assertThat(plan.edges()).allSatisfy((edge) -> assertThat(edge.reason()).isNotBlank());
        });
    }

    @MinigunTask
    static class Pooled extends Collecting<Integer> {

        @Producer
        List<Integer> generate() {
            return numbers(1, 20);
        }

        @Processor
        int same(int item) {
            return item;
        }

        @Processor(concurrency = Concurrency.THREAD, poolSize = 5)
        int work(int item) {
            noteThread();
            pause(5);
            return item;
        }

        @Consumer
        void collect(int item) {
            this.collected.add(item);
        }

    }

    @MinigunTask
    static class Defaults {

        @Producer
        List<Integer> generate() {
            return List.of();
        }

        @Processor(concurrency = Concurrency.THREAD)
        int fetch(int item) {
            return item;
        }

        @Processor(concurrency = Concurrency.PROCESS)
        static int parse(int item) {
            return item;
        }

        @Accumulator
        List<Integer> batch(List<Integer> batch) {
            return batch;
        }

        @Consumer
        void save(List<Integer> batch) {
        }

    }

    @MinigunTask
    static class Sized extends Defaults implements TaskOptions {

        private final int threads;

        private final int processes;

        private final int batch;

        Sized(int threads, int processes, int batch) {
            this.threads = threads;
            this.processes = processes;
            this.batch = batch;
        }

        @Override
        public void options(PipelineOptions options) {
            options.threads(this.threads).processes(this.processes).set(Setting.MAX_SIZE, this.batch);
        }

    }

    @Configuration(proxyBeanMethods = false)
    static class Sizes {

        @Bean
        Sized low() {
            return new Sized(10, 2, 100);
        }

        @Bean
        Sized medium() {
            return new Sized(50, 4, 1000);
        }

        @Bean
        Sized high() {
            return new Sized(200, 16, 10000);
        }

    }

    @Configuration(proxyBeanMethods = false)
    static class Profiles {

        @Bean
        @Profile("!production")
        Sized sized() {
            return new Sized(10, 2, 100);
        }

        @Bean("sized")
        @Profile("production")
        Sized production() {
            return new Sized(100, 8, 5000);
        }

    }

    @MinigunTask
    static class Chain extends Collecting<Integer> {

        @Producer
        List<Integer> generate() {
            noteThread();
            return numbers(1, 5);
        }

        @Processor
        int twice(int item) {
            noteThread();
            return 2 * item;
        }

        @Consumer
        void collect(int item) {
            noteThread();
            this.collected.add(item);
        }

    }

    @MinigunTask
    static class Workers {

        @Producer
        List<Integer> generate() {
            return List.of();
        }

        @Processor(concurrency = Concurrency.PROCESS, poolSize = 2)
        static int first(int item) {
            return item;
        }

        @Processor(affinity = Affinity.COLOCATED)
        static int second(int item) {
            return item;
        }

        @Consumer(concurrency = Concurrency.THREAD, poolSize = 1)
        void collect(int item) {
        }

    }

}
