package org.minigun.spring.autoconfigure;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.minigun.Concurrency;
import org.minigun.Output;
import org.minigun.Run;
import org.minigun.RunResult;
import org.minigun.RunState;
import org.minigun.annotation.Consumer;
import org.minigun.annotation.Processor;
import org.minigun.annotation.Producer;
import org.minigun.execution.Engine;
import org.minigun.spring.Minigun;
import org.minigun.spring.MinigunTask;
import org.minigun.spring.history.InMemoryRunRepository;
import org.minigun.spring.history.RunHistory;
import org.minigun.spring.history.RunRepository;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Applications beside each other in one JVM do not meet.
 */
class SeveralContextsTests {

    private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
        .withConfiguration(AutoConfigurations.of(MinigunAutoConfiguration.class))
        .withBean(Endless.class);

    @Test
    void oneEndsWhileTheOtherGoesOn() {
        this.contextRunner.run((first) -> {
            Run staying = first.getBean(Minigun.class).start("endless");
            Endless task = first.getBean(Endless.class);
            this.contextRunner.withPropertyValues("minigun.tasks.endless.stages.worker.pool-size=2").run((second) -> {
                assertThat(second.getBean(Engine.class)).isNotSameAs(first.getBean(Engine.class));
                assertThat(second.getBean(Minigun.class).plan("endless").stage("worker").poolSize()).isEqualTo(2);
                assertThat(first.getBean(Minigun.class).plan("endless").stage("worker").poolSize()).isEqualTo(1);
                Run leaving = second.getBean(Minigun.class).start("endless");
                assertThat(leaving.id()).isNotEqualTo(staying.id());
                await().until(() -> !second.getBean(Endless.class).workers.isEmpty() && !task.workers.isEmpty());
                assertThat(second.getBean(Endless.class).workers).doesNotContainAnyElementsOf(task.workers);
                assertThat(second.getBean(Minigun.class).runs()).extracting(Run::id).containsExactly(leaving.id());
                second.close();
                assertThat(leaving.await().state()).isEqualTo(RunState.STOPPED);
                assertThat(leaving.await().ledger().violations()).isEmpty();
            });
            int seen = task.count;
            await().until(() -> task.count > seen);
            RunResult result = staying.stop(Duration.ofSeconds(10));
            assertThat(result.state()).isEqualTo(RunState.STOPPED);
            assertThat(result.ledger().violations()).isEmpty();
        });
    }

    @Test
    void applicationBelowAnotherHasItsOwnTasksRunsAndPools() {
        this.contextRunner.run((above) -> new ApplicationContextRunner().withParent(above)
            .withConfiguration(AutoConfigurations.of(MinigunAutoConfiguration.class))
            .withBean(Beneath.class)
            .run((below) -> {
                Minigun minigun = below.getBean(Minigun.class);
                assertThat(minigun.tasks()).containsExactly("beneath");
                assertThat(above.getBean(Minigun.class).tasks()).containsExactly("endless");
                RunResult result = minigun.run("beneath");
                assertThat(result.ledger().stage("keep").done()).isEqualTo(2);
                assertThat(below.getBean(RunHistory.class).find(result.runId())).isPresent();
                assertThat(above.getBean(RunHistory.class).find(result.runId())).isEmpty();
                assertThat(above.getBean(Engine.class)).isNotSameAs(below.getBean(Engine.class));
            }));
    }

    @Test
    void beansOfAnApplicationAboveAreNotTakenForThoseOfTheOneBelow() {
        RunRepository repository = new InMemoryRunRepository(5);
        try (Engine engine = Engine.create()) {
            new ApplicationContextRunner().withBean("engine", Engine.class, () -> engine)
                .withBean("repository", RunRepository.class, () -> repository)
                .run((above) -> new ApplicationContextRunner().withParent(above)
                    .withConfiguration(AutoConfigurations.of(MinigunAutoConfiguration.class))
                    .withBean(Beneath.class)
                    .run((below) -> {
                        assertThat(below).hasNotFailed();
                        assertThat(below.getBean(Engine.class)).isNotSameAs(engine);
                        RunResult result = below.getBean(Minigun.class).run("beneath");
                        assertThat(below.getBean(RunHistory.class).find(result.runId())).isPresent();
                        assertThat(repository.find(result.runId())).isEmpty();
                    }));
        }
    }

    @MinigunTask("beneath")
    static class Beneath {

        @Producer
        List<Integer> numbers() {
            return List.of(1, 2);
        }

        @Consumer
        void keep(Integer number) {
        }

    }

    @MinigunTask("endless")
    static class Endless {

        final Set<Long> workers = new ConcurrentSkipListSet<>();

        volatile int count;

        @Producer
        void numbers(Output<Integer> output) {
            Stream.iterate(0, (n) -> n + 1).takeWhile((n) -> !output.isStopping()).forEach(output::emit);
        }

        @Processor(concurrency = Concurrency.PROCESS, poolSize = 1, capacity = 16)
        static List<Long> worker(Integer number) {
            return List.of(ProcessHandle.current().pid());
        }

        @Consumer
        void note(List<Long> pid) {
            this.workers.addAll(pid);
            this.count = this.count + 1;
        }

    }

}
