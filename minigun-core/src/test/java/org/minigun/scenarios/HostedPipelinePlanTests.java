package org.minigun.scenarios;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.minigun.Concurrency;
import org.minigun.Pipeline;
import org.minigun.Settings;
import org.minigun.graph.InvalidPipelineException;
import org.minigun.plan.ExecutionPlan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Plans of nested pipelines that leave the application as a whole.
 */
class HostedPipelinePlanTests {

    @Test
    void aPipelineInAWorkerIsOneGroupWhateverItsStagesSay() {
        Pipeline heavy = Pipeline.nested("heavy", Integer.class)
            .processor("double", (n) -> n * 2, (o) -> o.concurrency(Concurrency.THREAD, 3))
            .accumulator("batch")
            .processor("count", (batch) -> batch.size())
            .build();
        ExecutionPlan plan = plan(Pipeline.named("task")
            .producer("numbers", List.of(1, 2, 3))
            .pipeline(heavy, Integer.class, (o) -> o.concurrency(Concurrency.PROCESS, 2))
            .consumer("sink", (n) -> {
            })
            .build());
        assertThat(plan.groups()).hasSize(3);
        assertThat(plan.groups().get(1).pipeline()).isEqualTo("heavy");
        assertThat(plan.groups().get(1).stages()).containsExactly("heavy/double", "heavy/batch", "heavy/count");
        assertThat(plan.groups().get(1).concurrency()).isEqualTo(Concurrency.PROCESS);
        assertThat(plan.groups().get(1).poolSize()).isEqualTo(2);
        assertThat(plan.edge("numbers", "heavy/double").direct()).isFalse();
        assertThat(plan.edge("heavy/batch", "heavy/count").direct()).isTrue();
        assertThat(plan.edge("heavy/count", "sink").direct()).isFalse();
        assertThat(plan.stage("sink").concurrency()).isEqualTo(Concurrency.THREAD);
        assertThat(plan.stage("heavy/count").reason()).contains("inside 'heavy'", "PROCESS");
    }

    @Test
    void s474AStageInsideAPipelineInAWorkerCannotBeAddressed() {
        Pipeline heavy = Pipeline.nested("heavy", Integer.class).processor("work", (n) -> n).consumer("save", (n) -> {
        }).build();
        Pipeline task = Pipeline.named("task")
            .producer("numbers", List.of(1), (o) -> o.to("heavy/save"))
            .producer("others", List.of(2), (o) -> o.to("heavy"))
            .pipeline(heavy, Integer.class, (o) -> o.concurrency(Concurrency.PROCESS, 1))
            .build();
        assertThatExceptionOfType(InvalidPipelineException.class).isThrownBy(() -> plan(task))
            .withMessageContaining("heavy/save")
            .withMessageContaining("Name 'heavy'");
    }

    @Test
    void aPipelineWithAProducerRunsInOneWorkerOnly() {
        Pipeline source = Pipeline.nested("source").producer("numbers", List.of(1)).build();
        Pipeline task = Pipeline.named("task")
            .pipeline(source, Integer.class, (o) -> o.concurrency(Concurrency.PROCESS, 2))
            .consumer("sink", (n) -> {
            })
            .build();
        assertThatExceptionOfType(InvalidPipelineException.class).isThrownBy(() -> plan(task))
            .withMessageContaining("source/numbers")
            .withMessageContaining("pool-size 1");
    }

    private static ExecutionPlan plan(Pipeline pipeline) {
        return ExecutionPlan.of(pipeline, Settings.none(), List.of());
    }

}
