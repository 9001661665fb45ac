package org.minigun.plan;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.minigun.Affinity;
import org.minigun.Concurrency;
import org.minigun.Pipeline;
import org.minigun.Setting;
import org.minigun.Settings;
import org.minigun.StageOptions;
import org.minigun.graph.InvalidPipelineException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What a configuration says of a stage's place, over what the code says of it.
 */
@Timeout(30)
class StrongerWordsTests {

    @Test
    void inlineLeavesNoMeaningToAPoolSize() {
        StagePlan work = plan((o) -> o.poolSize(4), said(Setting.CONCURRENCY, Concurrency.INLINE));
        assertThat(work.colocated()).isTrue();
        assertThat(work.settings().get(Setting.POOL_SIZE)).isNull();
    }

    @Test
    void inlineLeavesNoMeaningToAPool() {
        StagePlan work = plan((o) -> o.pool("database"), said(Setting.CONCURRENCY, Concurrency.INLINE));
        assertThat(work.colocated()).isTrue();
        assertThat(work.pool()).isNull();
    }

    @Test
    void aPoolSizeLeavesNoMeaningToInline() {
        StagePlan work = plan((o) -> o.concurrency(Concurrency.INLINE), said(Setting.POOL_SIZE, 3));
        assertThat(work.concurrency()).isEqualTo(Concurrency.THREAD);
        assertThat(work.poolSize()).isEqualTo(3);
    }

    @Test
    void aPoolLeavesNoMeaningToConcurrencyAndSize() {
        StagePlan work = plan((o) -> o.concurrency(Concurrency.VIRTUAL_THREAD, 9), said(Setting.POOL, "database"));
        assertThat(work.pool()).isEqualTo("database");
        assertThat(work.concurrency()).isEqualTo(Concurrency.THREAD);
        assertThat(work.poolSize()).isEqualTo(2);
    }

    @Test
    void anotherConcurrencyLeavesNoMeaningToAPool() {
        StagePlan work = plan((o) -> o.pool("database"), said(Setting.CONCURRENCY, Concurrency.VIRTUAL_THREAD));
        assertThat(work.pool()).isNull();
        assertThat(work.concurrency()).isEqualTo(Concurrency.VIRTUAL_THREAD);
    }

    @Test
    void theConcurrencyOfThePoolLeavesThePool() {
        assertThat(plan((o) -> o.pool("database"), said(Setting.CONCURRENCY, Concurrency.THREAD)).pool())
            .isEqualTo("database");
    }

    @Test
    void colocatedLeavesNoMeaningToAPlacement() {
        StagePlan work = plan((o) -> o.concurrency(Concurrency.THREAD, 4), said(Setting.AFFINITY, Affinity.COLOCATED));
        assertThat(work.colocated()).isTrue();
    }

    @Test
    void aPlacementLeavesNoMeaningToColocated() {
        StagePlan work = plan((o) -> o.affinity(Affinity.COLOCATED),
                said(Setting.CONCURRENCY, Concurrency.VIRTUAL_THREAD));
        assertThat(work.concurrency()).isEqualTo(Concurrency.VIRTUAL_THREAD);
        assertThat(work.colocated()).isFalse();
    }

    @Test
    void aSizeLeavesTheConcurrencyOfTheCode() {
        StagePlan work = plan((o) -> o.concurrency(Concurrency.VIRTUAL_THREAD, 9), said(Setting.POOL_SIZE, 3));
        assertThat(work.concurrency()).isEqualTo(Concurrency.VIRTUAL_THREAD);
        assertThat(work.poolSize()).isEqualTo(3);
    }

    @Test
    void whatContradictsItselfInOnePlaceIsRefused() {
        Settings both = said(Setting.CONCURRENCY, Concurrency.INLINE).overlaidBy(said(Setting.POOL_SIZE, 3));
        assertThatExceptionOfType(InvalidPipelineException.class).isThrownBy(() -> plan((o) -> {
        }, both)).withMessageContaining("INLINE");
        assertThatExceptionOfType(InvalidPipelineException.class)
            .isThrownBy(() -> plan((o) -> o.concurrency(Concurrency.INLINE).poolSize(3), Settings.none()))
            .withMessageContaining("INLINE");
    }

    private static <T> Settings said(Setting<T> setting, T value) {
        return Settings.none().with(setting, value, "stage 'work'", "application.yaml");
    }

    private static StagePlan plan(Consumer<StageOptions<Integer, Integer>> code, Settings outside) {
        Pipeline pipeline = Pipeline.named("placed")
            .producer("read", List.of(1, 2, 3))
            .processor("work", (n) -> n, code)
            .consumer("save", (n) -> {
            })
            .build()
            .withOverrides(Settings.none(), Map.of("work", outside));
        return ExecutionPlan.of(pipeline, Settings.none(), List.of(new NamedPool("database", Concurrency.THREAD, 2)))
            .stage("work");
    }

}
