package org.minigun.scenarios;

import java.util.List;

import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.minigun.Concurrency;
import org.minigun.Hook;
import org.minigun.Pipeline;
import org.minigun.PipelineBuilder;
import org.minigun.RunFailure;
import org.minigun.RunResult;
import org.minigun.RunState;
import org.minigun.execution.Engine;
import org.minigun.metrics.RunStatistics;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The rows of "Hooks" that need no child process.
 */
class HooksTests {

    private final List<String> events = Scenario.collected();

    private final List<Integer> collected = Scenario.collected();

    @Test
    void s160_hooksOfARunRunOnceByRun() throws Exception {
        try (Engine engine = Engine.create()) {
            Scenario.assertHolds(engine.run(withAllHooksOfARun()));
        }
        assertRunHooksRanOnce();
    }

    @Test
    void s160_hooksOfARunRunOnceByStartAndAwait() {
        Scenario.run(withAllHooksOfARun());
        assertRunHooksRanOnce();
    }

    private Pipeline withAllHooksOfARun() {
        return Pipeline.named("s160").beforeRun(event("before-run")).producer("generate", Integer.class, (out) -> {
            this.events.add("produce");
            Scenario.numbers(1, 5).forEach(out::emit);
        }).processor("tenfold", (n) -> {
            Thread.sleep(50);
            this.events.add("process");
            return n * 10;
        })
            .consumer("collect", this.collected::add)
            .afterRun(event("after-run"))
            .hook(new Hook(Hook.Kind.BEFORE_FORK, "tenfold", event("before-fork")))
            .hook(new Hook(Hook.Kind.AFTER_FORK, "tenfold", event("after-fork")))
            .build();
    }

    private void assertRunHooksRanOnce() {
        assertThat(this.collected).containsExactlyInAnyOrder(10, 20, 30, 40, 50);
        assertThat(this.events).containsExactly("before-run", "produce", "process", "process", "process", "process",
                "process", "after-run");
    }

    @Test
    void s166_hooksOfAStageRunInTheOrderOfDeclaration() {
        RunResult result = Scenario.run(Pipeline.named("s166")
            .beforeStage("double", event("before-1"))
            .afterStage("double", event("after-1"))
            .producer("generate", Scenario.numbers(1, 3))
            .processor("double", (n) -> {
                this.events.add("body");
                return n * 2;
            }, (o) -> o.before(event("before-2")).before(event("before-3")).after(event("after-2")))
            .beforeStage("double", event("before-4"))
            .consumer("collect", this.collected::add)
            .afterStage("double", event("after-3"))
            .build());
        assertThat(result.state()).isEqualTo(RunState.COMPLETED);
        assertThat(this.events).containsExactly("before-1", "before-2", "before-3", "before-4", "body", "body", "body",
                "after-1", "after-2", "after-3");
    }

    @RepeatedTest(3)
    void s166_hooksSurroundEveryCallInAPool() {
        RunResult result = Scenario.run(Pipeline.named("s166-pool")
            .producer("generate", Scenario.numbers(1, 1000))
            .consumer("collect", (n) -> this.events.add("body"),
                    (o) -> o.concurrency(Concurrency.THREAD, 8).before(event("before")).after(event("after")))
            .build());
        assertThat(result.state()).isEqualTo(RunState.COMPLETED);
        assertThat(this.events).hasSize(1002).startsWith("before", "body").endsWith("body", "after");
        assertThat(this.events.subList(1, 1001)).containsOnly("body");
    }

    @Test
    void s167_hooksRunOnceAStageNotOnceAnItem() {
        Scenario.run(Pipeline.named("s167")
            .producer("generate", List.of(10, 20), (o) -> o.to("proc1", "proc2"))
            .processor("proc1", (n) -> n, (o) -> o.before(event("before-proc1")).to("collect"))
            .taking(Integer.class)
            .processor("proc2", (n) -> n * 10, (o) -> o.before(event("before-proc2")).to("collect"))
            .consumer("collect", this.collected::add)
            .build());
        assertThat(this.events).containsExactlyInAnyOrder("before-proc1", "before-proc2");
        assertThat(this.collected).containsExactlyInAnyOrder(10, 20, 100, 200);
    }

    @Test
    void s168_hooksChangeTheFieldsOfTheTask() {
        int[] field = { 0 };
        List<Integer> seen = Scenario.collected();
        Scenario.run(Pipeline.named("s168")
            .producer("generate", List.of(1))
            .consumer("collect", (n) -> seen.add(field[0]),
                    (o) -> o.before((run) -> field[0] += 1).after((run) -> field[0] += 10))
            .build());
        assertThat(seen).containsExactly(1);
        assertThat(field[0]).isEqualTo(11);
    }

    @Test
    void s169_hookThatHandlesItsOwnError() {
        RunResult result = Scenario.run(numbers("s169").beforeStage("collect", (run) -> {
            try {
                throw new IllegalStateException("handled");
            }
            catch (IllegalStateException ex) {
                this.events.add(ex.getMessage());
            }
        }).build());
        assertThat(result.state()).isEqualTo(RunState.COMPLETED);
        assertThat(this.events).containsExactly("handled");
        assertThat(this.collected).containsExactly(1, 2, 3);
    }

    @Test
    void s170_hookBeforeTheRunThrows() {
        IllegalStateException thrown = new IllegalStateException("before");
        RunResult result = Scenario
            .run(numbers("s170-before").beforeRun(throwing(thrown)).afterRun(event("after-run")).build());
        assertThat(result.state()).isEqualTo(RunState.FAILED);
        assertThat(result.cause()).isSameAs(thrown);
        assertThat(this.collected).isEmpty();
        assertThat(result.statistics().emitted()).isZero();
        assertThat(this.events).containsExactly("after-run");
    }

    @Test
    void s170_hookAfterTheRunThrows() {
        IllegalStateException thrown = new IllegalStateException("after");
        RunResult result = Scenario.run(numbers("s170-after").afterRun(throwing(thrown)).build());
        assertThat(result.state()).isEqualTo(RunState.FAILED);
        assertThat(result.cause()).isSameAs(thrown);
        assertThat(this.collected).containsExactly(1, 2, 3);
        assertThat(result.ledger().stage("collect").done()).isEqualTo(3);
        assertThat(result.unfinished()).isEmpty();
    }

    @Test
    void s170_statisticsCanBeAskedForBeforeAnyStageRuns() {
        List<RunStatistics> seen = Scenario.collected();
        RunResult result = Scenario
            .run(numbers("s170-statistics").beforeRun((run) -> seen.add(run.statistics())).build());
        assertThat(result.state()).isEqualTo(RunState.COMPLETED);
        assertThat(seen).singleElement().satisfies((before) -> {
            assertThat(before.emitted()).isZero();
            assertThat(before.stages()).hasSize(2).allSatisfy((stage) -> assertThat(stage.contexts()).isZero());
        });
    }

    @RepeatedTest(3)
    void s172_hookBeforeAStageThrows() {
        IllegalStateException thrown = new IllegalStateException("before 'slow'");
        RunResult result = Scenario.run(Pipeline.named("s172")
            .producer("generate", Scenario.numbers(1, 2000))
            .processor("slow", (n) -> n,
                    (o) -> o.concurrency(Concurrency.THREAD, 2).capacity(10).before(throwing(thrown)))
            .consumer("collect", this.collected::add)
            .build());
        assertThat(result.state()).isEqualTo(RunState.FAILED);
        assertThat(result.cause()).isSameAs(thrown);
        assertThat(result.failure()).extracting(RunFailure::where).asString().contains("slow");
        assertThat(this.collected).isEmpty();
    }

    @RepeatedTest(3)
    void s173_hookAfterTheRunSeesItsFailure() {
        IllegalStateException thrown = new IllegalStateException("two");
        List<RunFailure> seen = Scenario.collected();
        RunResult result = Scenario
            .run(Pipeline.named("s173").producer("generate", Scenario.numbers(1, 3)).processor("fail", (n) -> {
                if (n == 2) {
                    throw thrown;
                }
                return n;
            }, (o) -> o.concurrency(Concurrency.THREAD, 2))
                .consumer("collect", this.collected::add)
                .afterRun((run) -> seen.add(run.failure().orElse(null)))
                .build());
        assertThat(result.state()).isEqualTo(RunState.FAILED);
        assertThat(seen).hasSize(1);
        assertThat(seen.get(0)).isEqualTo(result.failure());
        assertThat(seen.get(0).cause()).isSameAs(thrown);
        assertThat(seen.get(0).where()).isEqualTo("fail");
        assertThat(seen.get(0).item()).isEqualTo(2);
    }

    @RepeatedTest(10)
    void s173_hooksAfterTheStagesOfAFailedRunAreNotInterrupted() {
        RunResult result = Scenario.run(Pipeline.named("s173-stages")
            .producer("generate", Scenario.numbers(1, 1000), (o) -> o.after(patientEvent("generate")))
            .processor("fail", (n) -> {
                if (n == 500) {
                    throw new IllegalStateException("no");
                }
                return n;
            }, (o) -> o.concurrency(Concurrency.THREAD, 3).capacity(10).after(patientEvent("fail")))
            .consumer("collect", this.collected::add, (o) -> o.after(patientEvent("collect")))
            .build());
        assertThat(result.state()).isEqualTo(RunState.FAILED);
        assertThat(this.events).containsExactlyInAnyOrder("generate", "fail", "collect");
    }

    /** An event after a wait that an interrupt would end. */
    private Hook.Body patientEvent(String name) {
        return (run) -> {
            Thread.sleep(1);
            this.events.add(name);
        };
    }

    @Test
    void s174_hooksOfTheBaseRunBeforeThoseOfTheDerived() {
        Pipeline base = numbers("s174").beforeRun(event("base-before-run"))
            .beforeStage("collect", event("base-before"))
            .afterStage("collect", event("base-after"))
            .afterRun(event("base-after-run"))
            .build();
        Pipeline derived = base.derive()
            .beforeRun(event("derived-before-run"))
            .hook(new Hook(Hook.Kind.BEFORE_STAGE, "collect", event("derived-before")))
            .configure("collect", (o) -> o.after(event("derived-after")))
            .afterRun(event("derived-after-run"))
            .build();
        Scenario.run(derived);
        assertThat(this.events).containsExactly("base-before-run", "derived-before-run", "base-before",
                "derived-before", "base-after", "derived-after", "base-after-run", "derived-after-run");
        assertThat(this.collected).containsExactly(1, 2, 3);
        this.events.clear();
        Scenario.run(base);
        assertThat(this.events).containsExactly("base-before-run", "base-before", "base-after", "base-after-run");
    }

    @Test
    void s179_hookDeclaredAmongTheStagesIsNoStage() {
        RunResult result = Scenario.run(Pipeline.named("s179")
            .producer("generate", Scenario.numbers(1, 3))
            .beforeRun(event("before-run"))
            .processor("double", (n) -> n * 2)
            .afterStage("double", event("after-double"))
            .consumer("collect", this.collected::add)
            .build());
        assertThat(this.collected).containsExactly(2, 4, 6);
        assertThat(this.events).containsExactly("before-run", "after-double");
        assertThat(result.ledger().stages()).hasSize(3);
        assertThat(result.ledger().edge("double", "collect").routed()).isEqualTo(3);
    }

    private PipelineBuilder<Integer> numbers(String task) {
        return Pipeline.named(task)
            .producer("generate", Scenario.numbers(1, 3))
            .consumer("collect", this.collected::add);
    }

    private Hook.Body event(String name) {
        return (run) -> this.events.add(name);
    }

    private static Hook.Body throwing(RuntimeException thrown) {
        return (run) -> {
            throw thrown;
        };
    }

}
