package org.minigun.scenarios;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.minigun.Concurrency;
import org.minigun.Pipeline;
import org.minigun.RunResult;
import org.minigun.execution.Engine;
import org.minigun.graph.InvalidPipelineException;
import org.minigun.plan.ExecutionPlan;
import org.minigun.plan.NamedPool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * The rows of "Named pools" that need no worker.
 */
class NamedPoolTests {

    @Test
    void s412_aStageRunsInANamedPool() {
        Meter meter = new Meter();
        Set<Integer> collected = ConcurrentHashMap.newKeySet();
        Pipeline pipeline = Pipeline.named("s412")
            .producer("generate", Scenario.numbers(0, 19))
            .processor("add", (n) -> meter.call(5, n + 10), (o) -> o.concurrency(Concurrency.THREAD, 5))
            .processor("double", (n) -> meter.call(5, n * 2), (o) -> o.pool("three"))
            .consumer("collect", collected::add)
            .build();
        RunResult result = Scenario.run(pipeline, (engine) -> engine.pool(pool("three", 3)));
        assertThat(collected).hasSize(20)
            .isEqualTo(Set.copyOf(Scenario.numbers(0, 19).stream().map((n) -> (n + 10) * 2).toList()));
        assertThat(result.statistics().stage("double").contexts()).isLessThanOrEqualTo(3);
    }

    @RepeatedTest(2)
    void s417_stagesInOnePoolShareItsThreads() {
        Meter meter = new Meter();
        List<Integer> collected = Scenario.collected();
        RunResult result = Scenario.run(Pipeline.named("s417")
            .producer("generate", Scenario.numbers(1, 10))
            .processor("first", (n) -> meter.call(100, n), (o) -> o.pool("two").capacity(1))
            .processor("second", (n) -> meter.call(100, n), (o) -> o.pool("two").capacity(1))
            .consumer("collect", collected::add)
            .build(), (engine) -> engine.pool(pool("two", 2)));
        assertThat(collected).containsExactlyInAnyOrderElementsOf(Scenario.numbers(1, 10));
        assertThat(meter.most()).isEqualTo(2);
        assertThat(result.ledger().stage("first").done()).isEqualTo(10);
        assertThat(result.ledger().stage("second").done()).isEqualTo(10);
        assertThat(result.duration().toMillis()).isGreaterThanOrEqualTo(990);
    }

    @Test
    void s417_runsOfSeveralTasksShareThePool() {
        Meter meter = new Meter();
        try (Engine engine = Engine.builder().pool(pool("two", 2)).build()) {
            var a = engine.start(sharing("s417-a", meter));
            var b = engine.start(sharing("s417-b", meter));
            assertThat(Scenario.end(a).ledger().stage("call").done()).isEqualTo(10);
            assertThat(Scenario.end(b).ledger().stage("call").done()).isEqualTo(10);
        }
        assertThat(meter.most()).isEqualTo(2);
    }

    private static Pipeline sharing(String name, Meter meter) {
        return Pipeline.named(name)
            .producer("generate", Scenario.numbers(1, 10))
            .consumer("call", (n) -> meter.call(20, n), (o) -> o.pool("two"))
            .build();
    }

    @Test
    void s418_anUnknownPoolIsRefused() {
        Pipeline pipeline = Pipeline.named("s418")
            .producer("generate", Scenario.numbers(1, 10))
            .consumer("save", (n) -> {
            }, (o) -> o.pool("ioo"))
            .build();
        try (Engine engine = Engine.builder().pool(pool("io", 50)).pool(pool("cpu", 4)).build()) {
            assertThatExceptionOfType(InvalidPipelineException.class).isThrownBy(() -> engine.start(pipeline))
                .withMessageContaining("'save'")
                .withMessageContaining("'ioo'")
                .withMessageContaining("'cpu'")
                .withMessageContaining("'io'");
            assertThat(engine.runs()).isEmpty();
        }
        try (Engine engine = Engine.create()) {
            assertThatExceptionOfType(InvalidPipelineException.class).isThrownBy(() -> engine.plan(pipeline))
                .withMessageContaining("'ioo'")
                .withMessageContaining("no named pools");
        }
        assertThat(Scenario.threadsOf("s418")).isEmpty();
    }

    @Test
    void thePlanNamesThePool() {
        try (Engine engine = Engine.builder().pool(pool("io", 50)).build()) {
            ExecutionPlan plan = engine.plan(sharingIo());
            assertThat(plan.stage("call").pool()).isEqualTo("io");
            assertThat(plan.stage("call").poolSize()).isEqualTo(50);
            assertThat(plan.stage("call").reason()).contains("pool 'io'");
            assertThat(plan.toText()).contains("THREAD x 50 (pool 'io')");
        }
    }

    private static Pipeline sharingIo() {
        return Pipeline.named("io-plan").producer("generate", Scenario.numbers(1, 10)).consumer("call", (n) -> {
        }, (o) -> o.pool("io")).build();
    }

    @Test
    void aPoolOfNoSizeIsRefused() {
        for (int size : new int[] { 0, -1 }) {
            assertThatIllegalArgumentException().isThrownBy(() -> pool("io", size))
                .withMessageContaining("'io'")
                .withMessageContaining("(" + size + ")")
                .withMessageContaining("at least 1");
        }
    }

    private static NamedPool pool(String name, int size) {
        return new NamedPool(name, Concurrency.THREAD, size);
    }

}
