package org.minigun.scenarios;

import java.util.List;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import org.junit.jupiter.api.Test;
import org.minigun.Affinity;
import org.minigun.Concurrency;
import org.minigun.Pipeline;
import org.minigun.RunResult;
import org.minigun.execution.Engine;
import org.minigun.graph.InvalidPipelineException;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The rows of "Thread pools, virtual threads" on what is refused, limited or replaced.
 */
class PoolLimitsTests {

    @Test
    void s265_colocatedWithSeveralSourcesIsRefused() {
        assertRefused(Pipeline.named("s265-sources")
            .producer("a", Scenario.numbers(1, 3))
            .producer("b", Scenario.numbers(1, 3))
            .consumer("save", (n) -> {
            }, (o) -> o.affinity(Affinity.COLOCATED))
            .build(), "'save'", "'a'", "'b'");
    }

    @Test
    void s265_colocatedWithAPlacementIsRefused() {
        assertRefused(Pipeline.named("s265-placed").producer("a", Scenario.numbers(1, 3)).consumer("save", (n) -> {
        }, (o) -> o.affinity(Affinity.COLOCATED).concurrency(Concurrency.THREAD)).build(), "'save'",
                "concurrency THREAD");
        assertRefused(Pipeline.named("s265-sized").producer("a", Scenario.numbers(1, 3)).consumer("save", (n) -> {
        }, (o) -> o.affinity(Affinity.COLOCATED).poolSize(3)).build(), "'save'", "pool-size 3");
    }

    private static void assertRefused(Pipeline pipeline, String... words) {
        try (Engine engine = Engine.create()) {
            assertThatExceptionOfType(InvalidPipelineException.class).isThrownBy(() -> engine.start(pipeline))
                .satisfies((ex) -> assertThat(ex.getMessage()).contains("COLOCATED").contains(words))
                .satisfies((ex) -> assertThat(ex.remedy()).containsIgnoringCase("remove"));
        }
        assertThat(Scenario.threadsOf(pipeline.name())).isEmpty();
    }

    @Test
    void s266_virtualThreadsOrOneWarning() throws Exception {
        String output = ChildJvm.run(VirtualThreadMain.class, List.of());
        assertThat(output.lines().filter((line) -> line.equals("items true of 256"))).hasSize(2);
        assertThat(output.lines().filter((line) -> line.equals("violations []"))).hasSize(2);
        if (Runtime.version().feature() >= 21) {
            assertThat(output).contains("virtual [true]").doesNotContain("VIRTUAL_THREAD is asked for");
            // The second run is warm.
            assertThat(output.lines().filter((line) -> line.startsWith("millis ")).toList().get(1))
                .matches("millis [0-9]{1,3}");
        }
        else {
            assertThat(output).contains("virtual [false]");
            assertThat(output.lines().filter((line) -> line.contains("VIRTUAL_THREAD is asked for"))).hasSize(1);
        }
    }

    @Test
    void s268_everyStageGetsAThreadWhateverTheTotal() {
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        Logger logger = (Logger) LoggerFactory.getLogger("org.minigun");
        logger.addAppender(log);
        try (Engine engine = Engine.builder().totalThreads(3).build()) {
            for (int i = 0; i < 2; i++) {
                List<Integer> collected = Scenario.collected();
                RunResult result = Scenario.end(engine.start(Pipeline.named("s268")
                    .producer("generate", Scenario.numbers(1, 100))
                    .processor("a", (n) -> n, (o) -> o.concurrency(Concurrency.THREAD, 4))
                    .processor("b", (n) -> n, (o) -> o.concurrency(Concurrency.THREAD, 4))
                    .processor("c", (n) -> n, (o) -> o.concurrency(Concurrency.THREAD, 4))
                    .consumer("collect", collected::add)
                    .build()));
                assertThat(collected).containsExactlyInAnyOrderElementsOf(Scenario.numbers(1, 100));
                assertThat(result.statistics().stages())
                    .allSatisfy((stage) -> assertThat(stage.contexts()).isEqualTo(1));
            }
        }
        finally {
            logger.detachAppender(log);
        }
        assertThat(log.list).filteredOn((event) -> event.getFormattedMessage().contains("s268"))
            .singleElement()
            .satisfies((event) -> assertThat(event.getFormattedMessage()).contains("total-threads is 3",
                    "'a' has 1 of 4", "'b' has 1 of 4", "'c' has 1 of 4"));
    }

    @Test
    void s268_whatOneRunGivesBackTheNextOneHas() {
        try (Engine engine = Engine.builder().totalThreads(5).build()) {
            for (int i = 0; i < 3; i++) {
                Meter meter = new Meter();
                RunResult result = Scenario.end(engine.start(Pipeline.named("s268-again")
                    .producer("generate", Scenario.numbers(1, 20))
                    .consumer("wait", (n) -> meter.call(5, n), (o) -> o.concurrency(Concurrency.THREAD, 4))
                    .build()));
                assertThat(result.statistics().stage("wait").contexts()).isEqualTo(4);
                assertThat(meter.most()).isEqualTo(4);
            }
        }
    }

}
