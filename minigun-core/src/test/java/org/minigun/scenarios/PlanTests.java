package org.minigun.scenarios;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.minigun.Affinity;
import org.minigun.Concurrency;
import org.minigun.OnError;
import org.minigun.Pipeline;
import org.minigun.RunResult;
import org.minigun.Setting;
import org.minigun.Settings;
import org.minigun.execution.Engine;
import org.minigun.graph.Routing;
import org.minigun.plan.ExecutionPlan;
import org.minigun.plan.GroupPlan;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The rows of "Configuration by property" that the builder can say: which settings hold,
 * and what the plan makes of them.
 */
class PlanTests {

    @Test
    void s427_thePlanSaysWhyEveryEdgeAndStageIsAsItIs() {
        Pipeline declared = Pipeline.named("s427")
            .producer("read", Scenario.numbers(1, 3))
            .processor("parse", (n) -> n)
            .processor("enrich", (n) -> n, (o) -> o.concurrency(Concurrency.THREAD, 5))
            .accumulator("batch")
            .consumer("save", (batch) -> {
            })
            .build();
        String property = "minigun.tasks.s427.stages.enrich.pool-size";
        Pipeline configured = declared.withOverrides(Settings.none(),
                Map.of("enrich", Settings.none().with(Setting.POOL_SIZE, 3, "stage 'enrich'", property)));
        ExecutionPlan plan = plan(configured);
        assertThat(plan.stage("enrich").poolSize()).isEqualTo(3);
        assertThat(plan.stage("enrich").reason()).contains("THREAD x 3", "pool-size", property);
        assertThat(plan.stage("read").reason()).contains("rule 1");
        assertThat(plan.stage("parse").reason()).contains("rule 2", "'read'");
        assertThat(plan.stage("batch").reason()).contains("rule 3", "'enrich'");
        assertThat(plan.stage("save").reason()).contains("rule 3", "'batch'");
        assertThat(plan.edge("read", "parse").reason()).startsWith("direct call").contains("rule 2");
        assertThat(plan.edge("parse", "enrich").reason()).startsWith("boundary").contains("rule 3", "THREAD");
        assertThat(plan.edge("enrich", "batch").reason()).startsWith("boundary").contains("rule 3", "'enrich'");
        assertThat(plan.edge("batch", "save").reason()).startsWith("boundary").contains("accumulator 'batch'");
        assertThat(plan.toText()).contains(property);
        plan.edges().forEach((edge) -> assertThat(plan.toText()).contains(edge.reason()));
        plan.stages().forEach((stage) -> assertThat(plan.toText()).contains(stage.reason()));
        assertThat(plan(declared).stage("enrich").poolSize()).isEqualTo(5);
    }

    @Test
    void s430_thePlanShowsTheDefaults() {
        ExecutionPlan plan = plan(Pipeline.named("s430")
            .producer("read", Scenario.numbers(1, 3))
            .processor("thread", (n) -> n, (o) -> o.concurrency(Concurrency.THREAD))
            .processor("virtual", (n) -> n, (o) -> o.concurrency(Concurrency.VIRTUAL_THREAD))
            .processor("isolate", (n) -> n, (o) -> o.concurrency(Concurrency.ISOLATE))
            .processor("process", (n) -> n, (o) -> o.concurrency(Concurrency.PROCESS))
            .processor("perBatch", (n) -> n, (o) -> o.concurrency(Concurrency.PROCESS_PER_BATCH))
            .accumulator("batch")
            .consumer("save", (batch) -> {
            })
            .build());
        assertThat(plan.stage("thread").poolSize()).isEqualTo(5);
        assertThat(plan.stage("virtual").poolSize()).isEqualTo(256);
        assertThat(plan.stage("isolate").poolSize()).isEqualTo(4);
        assertThat(plan.stage("process").poolSize()).isEqualTo(2);
        assertThat(plan.stage("perBatch").poolSize()).isEqualTo(2);
        assertThat(plan.stage("thread").reason()).contains("THREAD x 5", "threads (default)");
        assertThat(plan.edge("read", "thread").capacity()).isEqualTo(1024);
        assertThat(plan.stages()).allSatisfy((stage) -> {
            assertThat(stage.settings().get(Setting.MAX_SIZE)).isEqualTo(100);
            assertThat(stage.settings().get(Setting.BATCH_SIZE)).isEqualTo(100);
            assertThat(stage.settings().get(Setting.CAPACITY)).isEqualTo(1024);
            assertThat(stage.settings().get(Setting.RETRIES)).isZero();
            assertThat(stage.settings().get(Setting.ON_ERROR)).isEqualTo(OnError.FAIL);
            assertThat(stage.settings().get(Setting.ROUTING)).isEqualTo(Routing.BROADCAST);
        });
    }

    @Test
    void s431_theNearestPoolSizeWins() {
        assertThat(poolSize(7, 6, 5)).isEqualTo(7);
        assertThat(poolSize(0, 6, 5)).isEqualTo(6);
        assertThat(poolSize(0, 0, 5)).isEqualTo(5);
    }

    private static int poolSize(int stage, int task, int application) {
        Pipeline pipeline = Pipeline.named("s431").options((o) -> {
            if (task > 0) {
                o.poolSize(task);
            }
        }).producer("read", Scenario.numbers(1, 3)).consumer("save", (n) -> {
        }, (o) -> {
            o.concurrency(Concurrency.THREAD);
            if (stage > 0) {
                o.poolSize(stage);
            }
        }).build();
        try (Engine engine = Engine.builder().set(Setting.POOL_SIZE, application).build()) {
            return engine.plan(pipeline).stage("save").poolSize();
        }
    }

    @Test
    void s432_withoutInliningEveryStageHasItsOwnContext() {
        Meter meter = new Meter();
        List<Integer> collected = Scenario.collected();
        Pipeline pipeline = Pipeline.named("s432")
            .producer("read", Scenario.numbers(1, 5))
            .processor("double", (n) -> meter.call(0, n * 2))
            .processor("add", (n) -> meter.call(0, n + 1))
            .consumer("collect", (n) -> collected.add(meter.call(0, n)))
            .build();
        RunResult result = Scenario.run(pipeline, (engine) -> engine.set(Setting.INLINE, false));
        assertThat(collected).containsExactly(3, 5, 7, 9, 11);
        assertThat(meter.threads()).hasSize(3);
        assertThat(result.ledger().edges()).hasSize(3);
        try (Engine engine = Engine.builder().set(Setting.INLINE, false).build()) {
            ExecutionPlan plan = engine.plan(pipeline);
            assertThat(plan.groups()).extracting(GroupPlan::stages)
                .containsExactly(List.of("read"), List.of("double"), List.of("add"), List.of("collect"));
            assertThat(plan.edges()).allSatisfy((edge) -> assertThat(edge.reason()).contains("rule 5"));
        }
    }

    @Test
    void s433_inlineRunsAllOnTheCallingThreadInOneOrder() {
        List<String> first = inlineOrder();
        assertThat(first).hasSize(20).isEqualTo(inlineOrder()).isEqualTo(inlineOrder());
        assertThat(first).startsWith("read 1 " + Thread.currentThread().getName());
        assertThat(first).allMatch((line) -> line.endsWith(" " + Thread.currentThread().getName()));
    }

    private static List<String> inlineOrder() {
        List<String> order = Scenario.collected();
        RunResult result = Scenario.run(Pipeline.named("s433").producer("read", Integer.class, (out) -> {
            for (int i = 1; i <= 5; i++) {
                order.add(line("read", i));
                out.emit(i);
            }
        }).processor("pool", (n) -> {
            order.add(line("pool", n));
            return n * 2;
        }, (o) -> o.concurrency(Concurrency.THREAD, 3)).consumer("a", (n) -> {
            order.add(line("a", n));
        }).consumer("b", (n) -> {
            order.add(line("b", n));
        }).build(), (engine) -> engine.set(Setting.DEFAULT_CONTEXT, Concurrency.INLINE));
        assertThat(result.ledger().stage("b").done()).isEqualTo(5);
        return order;
    }

    private static String line(String stage, int item) {
        return stage + " " + item + " " + Thread.currentThread().getName();
    }

    @Test
    void s434_aChainWithoutPlacementIsCutBehindTheAccumulator() {
        ExecutionPlan plan = plan(Pipeline.named("s434")
            .producer("read", Scenario.numbers(1, 3))
            .processor("parse", (n) -> n)
            .accumulator("batch")
            .consumer("save", (batch) -> {
            })
            .build());
        assertThat(plan.groups()).extracting(GroupPlan::stages)
            .containsExactly(List.of("read", "parse", "batch"), List.of("save"));
        assertThat(plan.edges()).filteredOn((edge) -> !edge.direct()).singleElement().satisfies((edge) -> {
            assertThat(edge.from()).isEqualTo("batch");
            assertThat(edge.to()).isEqualTo("save");
        });
        assertThat(plan.stage("save").concurrency()).isEqualTo(Concurrency.THREAD);
        assertThat(plan.stage("save").poolSize()).isEqualTo(1);
    }

    @Test
    void s435_aPlacedStageStandsAlone() {
        ExecutionPlan plan = plan(Pipeline.named("s435")
            .producer("read", Scenario.numbers(1, 3))
            .processor("work", (n) -> n, (o) -> o.concurrency(Concurrency.THREAD, 2))
            .consumer("save", (n) -> {
            })
            .build());
        assertThat(plan.groups()).extracting(GroupPlan::stages)
            .containsExactly(List.of("read"), List.of("work"), List.of("save"));
        assertThat(plan.stage("work").poolSize()).isEqualTo(2);
        assertThat(plan.stage("save").poolSize()).isEqualTo(1);
        assertThat(plan.edges()).noneMatch((edge) -> edge.direct());
    }

    @Test
    void s436_aDiamondMeetsInAContextOfItsOwn() {
        ExecutionPlan plan = plan(Pipeline.named("s436-diamond")
            .producer("read", Scenario.numbers(1, 3), (o) -> o.to("left", "right"))
            .processor("left", (n) -> n, (o) -> o.to("join"))
            .taking(Integer.class)
            .processor("right", (n) -> n, (o) -> o.to("join"))
            .consumer("join", (n) -> {
            })
            .build());
        assertThat(plan.groups()).extracting(GroupPlan::stages)
            .containsExactly(List.of("read", "left", "right"), List.of("join"));
        assertThat(plan.edge("left", "join").reason()).contains("several sources: 'left', 'right'", "rule 3");
        assertThat(plan.edge("read", "right").direct()).isTrue();
    }

    @Test
    void s436_affinityAndPlacementDecideStageByStage() {
        ExecutionPlan plan = plan(Pipeline.named("s436")
            .producer("a", Scenario.numbers(1, 3))
            .producer("b", Scenario.numbers(1, 3))
            .processor("meet", (n) -> n)
            .processor("along", (n) -> n)
            .processor("apart", (n) -> n, (o) -> o.affinity(Affinity.INDEPENDENT))
            .processor("behind", (n) -> n)
            .processor("pool", (n) -> n, (o) -> o.poolSize(3))
            .processor("with", (n) -> n, (o) -> o.affinity(Affinity.COLOCATED))
            .processor("after", (n) -> n)
            .accumulator("batch")
            .consumer("save", (batch) -> {
            })
            .build());
        assertThat(plan.groups()).extracting(GroupPlan::stages)
            .containsExactly(List.of("a"), List.of("b"), List.of("meet", "along"), List.of("apart"), List.of("behind"),
                    List.of("pool", "with"), List.of("after", "batch"), List.of("save"));
        assertThat(plan.groups()).extracting(GroupPlan::poolSize).containsExactly(1, 1, 1, 1, 1, 3, 1, 1);
        assertThat(plan.edge("a", "meet").reason()).contains("several sources", "rule 3");
        assertThat(plan.edge("along", "apart").reason()).contains("affinity INDEPENDENT", "rule 3");
        assertThat(plan.edge("apart", "behind").reason()).contains("'apart'", "rule 3");
        assertThat(plan.edge("pool", "with").reason()).startsWith("direct call").contains("COLOCATED", "rule 4");
        assertThat(plan.edge("with", "after").reason()).contains("'with'", "rule 3");
        assertThat(plan.edge("batch", "save").reason()).contains("accumulator", "rule 3");
        assertThat(plan.stage("with").poolSize()).isEqualTo(3);
        assertThat(plan.stage("with").concurrency()).isEqualTo(Concurrency.THREAD);
    }

    @Test
    void s476_aColocatedStageSharesItsSourcesWorker() {
        ExecutionPlan plan = plan(Pipeline.named("s476")
            .producer("read", Scenario.numbers(1, 3))
            .processor("inspect", (n) -> n, (o) -> o.concurrency(Concurrency.PROCESS, 2))
            .processor("describe", (n) -> n, (o) -> o.affinity(Affinity.COLOCATED))
            .consumer("save", (n) -> {
            }, (o) -> o.concurrency(Concurrency.THREAD, 1))
            .build());
        assertThat(plan.groups()).extracting(GroupPlan::stages)
            .containsExactly(List.of("read"), List.of("inspect", "describe"), List.of("save"));
        assertThat(plan.groups().get(1).concurrency()).isEqualTo(Concurrency.PROCESS);
        assertThat(plan.groups().get(1).poolSize()).isEqualTo(2);
        assertThat(plan.groups().get(2).concurrency()).isEqualTo(Concurrency.THREAD);
        assertThat(plan.edge("read", "inspect").reason()).startsWith("boundary").contains("rule 3", "PROCESS");
        assertThat(plan.edge("inspect", "describe").reason()).startsWith("direct call").contains("rule 4", "COLOCATED");
        assertThat(plan.edge("describe", "save").reason()).startsWith("boundary").contains("rule 3", "THREAD");
        assertThat(plan.toMermaid()).contains("PROCESS x 2");
    }

    private static ExecutionPlan plan(Pipeline pipeline) {
        return ExecutionPlan.of(pipeline, Settings.none(), List.of());
    }

}
