package org.minigun.scenarios;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.minigun.Concurrency;
import org.minigun.Pipeline;
import org.minigun.RunResult;
import org.minigun.Setting;
import org.minigun.execution.Engine;
import org.minigun.plan.StagePlan;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The rows of "Re-routing: a pipeline derived from another".
 */
class DerivedPipelineTests {

    private final List<Integer> collected = Scenario.collected();

    private final List<Integer> a = Scenario.collected();

    private final List<Integer> b = Scenario.collected();

    private final List<Integer> d = Scenario.collected();

    @Test
    void s397_aStageThatHasLostItsOnlySourceIsDropped() {
        Pipeline base = doubling();
        Pipeline derived = base.derive().route("P", "c").build();
        assertThat(derived.warnings()).singleElement()
            .satisfies((warning) -> assertThat(warning).contains("'double'", "dropped"));
        assertThat(base.warnings()).isEmpty();
        RunResult result = runs(derived, 1, 2, 3, 4, 5);
        assertThat(Topology.stages(result)).containsExactly("P", "c");
        assertThat(Topology.stages(runs(base, 2, 4, 6, 8, 10))).containsExactly("P", "double", "c");
    }

    @Test
    void s398_aStageIsInserted() {
        Pipeline base = doubling();
        Pipeline derived = base.derive().insertAfter("double", "triple", (Integer n) -> n * 3).build();
        RunResult result = runs(derived, 6, 12, 18, 24, 30);
        assertThat(Topology.edges(result)).containsExactlyInAnyOrder("P -> double", "double -> triple", "triple -> c");
        assertThat(derived.warnings()).isEmpty();
        runs(base, 2, 4, 6, 8, 10);
    }

    @Test
    void s399_derivationsDoNotSeeEachOther() {
        Pipeline base = Pipeline.named("s399").producer("P", List.of(10)).consumer("c", this.collected::add).build();
        Pipeline twice = base.derive().insertAfter("P", "times", (Integer n) -> n * 2).build();
        Pipeline thrice = base.derive().insertAfter("P", "times", (Integer n) -> n * 3).build();
        runs(twice, 20);
        runs(thrice, 30);
        runs(twice, 20);
        runs(base, 10);
    }

    @Test
    void s400_oneArmOfTwoIsLeft() {
        Pipeline base = Pipeline.named("s400")
            .producer("P", Scenario.numbers(1, 3), (o) -> o.to("a", "b"))
            .processor("a", (n) -> n * 10)
            .processor("b", (n) -> n * 100)
            .consumer("c", this.collected::add)
            .build();
        Pipeline derived = base.derive().route("P", "a").build();
        assertThat(derived.warnings()).singleElement().satisfies((warning) -> assertThat(warning).contains("'b'"));
        RunResult result = runs(derived, 10, 20, 30);
        assertThat(result.ledger().edge("a", "c").routed()).isEqualTo(3);
        runs(base, 10, 20, 30, 100, 200, 300);
    }

    @Test
    void s400_oneConsumerOfThreeIsLeft() {
        Pipeline base = Pipeline.named("s400")
            .producer("P", List.of(9), (o) -> o.to("a", "b", "d"))
            .consumer("a", this.a::add)
            .consumer("b", this.b::add)
            .consumer("d", this.d::add)
            .build();
        Pipeline derived = base.derive().route("P", "a").build();
        assertThat(derived.warnings()).hasSize(2);
        assertThat(String.join(" ", derived.warnings())).contains("'b'", "'d'");
        RunResult result = Topology.completed(derived);
        assertThat(Topology.stages(result)).containsExactly("P", "a");
        assertThat(this.a).containsExactly(9);
        assertThat(this.b).isEmpty();
        assertThat(this.d).isEmpty();
        Topology.completed(base);
        assertThat(List.of(this.b, this.d)).allSatisfy((sink) -> assertThat(sink).containsExactly(9));
    }

    @Test
    void s401_aSharedStageKeepsItsOtherSource() {
        Pipeline base = Pipeline.named("s401")
            .producer("a", Scenario.numbers(1, 3), (o) -> o.to("merger", "a_only"))
            .producer("b", Scenario.numbers(4, 6), (o) -> o.to("merger"))
            .processor("merger", (n) -> n, (o) -> o.to("c"))
            .processor("a_only", (n) -> n * 100, (o) -> o.to("c"))
            .consumer("c", this.collected::add)
            .build();
        Pipeline derived = base.derive().route("a", "a_only").build();
        assertThat(derived.warnings()).isEmpty();
        RunResult ofBase = runs(base, 1, 2, 3, 4, 5, 6, 100, 200, 300);
        assertThat(ofBase.ledger().edge("merger", "c").routed()).isEqualTo(6);
        assertThat(ofBase.ledger().edge("a_only", "c").routed()).isEqualTo(3);
        RunResult ofDerived = runs(derived, 4, 5, 6, 100, 200, 300);
        assertThat(ofDerived.ledger().edge("merger", "c").routed()).isEqualTo(3);
        assertThat(ofDerived.ledger().edge("a_only", "c").routed()).isEqualTo(3);
    }

    @Test
    void s402_unknownStages() {
        Pipeline base = doubling();
        Topology.assertRefused(() -> base.derive().route("nobody", "c").build()).withMessageContaining("'nobody'");
        Topology.assertRefused(() -> base.derive().route("P", "nowhere").build()).withMessageContaining("'nowhere'");
        Topology.assertRefused(() -> base.derive().skip("nobody").build()).withMessageContaining("'nobody'");
        Topology.assertRefused(() -> base.derive().remove("nobody").build()).withMessageContaining("'nobody'");
        Topology.assertRefused(() -> base.derive().rename("nobody", "x").build()).withMessageContaining("'nobody'");
        Topology.assertRefused(() -> base.derive().insertAfter("nobody", "x", (Integer n) -> n).build())
            .withMessageContaining("'nobody'");
        Topology.assertRefused(() -> base.derive().replace("nobody", (Integer n) -> n).build())
            .withMessageContaining("'nobody'");
    }

    @Test
    void s402_aCycle() {
        Pipeline base = Pipeline.named("s402")
            .producer("P", Scenario.numbers(1, 5))
            .processor("one", (n) -> n)
            .processor("two", (n) -> n)
            .consumer("c", this.collected::add)
            .build();
        Topology.assertRefused(() -> base.derive().route("two", "one", "c").build())
            .withMessageContaining("one -> two -> one");
    }

    @Test
    void s402_aNameThatTheBaseHas() {
        Pipeline base = doubling();
        Topology.assertRefused(() -> base.derive().add("double", (Integer n) -> n).build())
            .withMessageContaining("'double'");
        Topology.assertRefused(() -> base.derive().insertAfter("P", "double", (Integer n) -> n).build())
            .withMessageContaining("'double'");
        Topology.assertRefused(() -> base.derive().rename("double", "c").build()).withMessageContaining("'c'");
    }

    @Test
    void s406_aStageBehindTheLastOneMayFeedIt() {
        Pipeline base = Pipeline.named("s406")
            .producer("P", Scenario.numbers(1, 3))
            .consumer("c", this.collected::add)
            .build();
        Pipeline derived = base.derive().add("x", (Integer n) -> n * 10).route("P", "x").route("x", "c").build();
        assertThat(Topology.edges(derived)).containsExactlyInAnyOrder("P -> x", "x -> c");
        assertThat(derived.warnings()).isEmpty();
        runs(derived, 10, 20, 30);
    }

    @Test
    void s407_otherSettingsOfThePipeline() {
        Pipeline base = Pipeline.named("s407")
            .options((o) -> o.threads(10).processes(2))
            .producer("P", Scenario.numbers(1, 50))
            .processor("p", (n) -> n, (o) -> o.concurrency(Concurrency.THREAD))
            .consumer("c", this.collected::add)
            .build();
        Pipeline derived = base.derive().options((o) -> o.threads(20)).build();
        assertThat(planOfP(base).poolSize()).isEqualTo(10);
        assertThat(planOfP(derived).poolSize()).isEqualTo(20);
        assertThat(planOfP(derived).settings().get(Setting.PROCESSES)).isEqualTo(2);
        Integer[] all = Scenario.numbers(1, 50).toArray(Integer[]::new);
        assertThat(runs(base, all).statistics().stage("p").contexts()).isLessThanOrEqualTo(10);
        assertThat(runs(derived, all).statistics().stage("p").contexts()).isLessThanOrEqualTo(20);
    }

    /** The part of the row that needs no process: threads stand for its workers. */
    @Test
    void s409_aStageIsSkippedOrFollowed() {
        Pipeline base = Pipeline.named("s409")
            .producer("P", Scenario.numbers(1, 5))
            .processor("double", (n) -> n * 2, (o) -> o.concurrency(Concurrency.THREAD, 2))
            .consumer("c", this.collected::add, (o) -> o.concurrency(Concurrency.THREAD, 2))
            .build();
        runs(base, 2, 4, 6, 8, 10);
        Pipeline skipping = base.derive().skip("double").build();
        assertThat(skipping.warnings()).isEmpty();
        runs(skipping, 1, 2, 3, 4, 5);
        runs(base.derive()
            .insertAfter("double", "triple", (Integer n) -> n * 3, (o) -> o.concurrency(Concurrency.THREAD, 2))
            .build(), 6, 12, 18, 24, 30);
    }

    @Test
    void s475_aStageIsRenamed() {
        Pipeline base = doubling();
        RunResult result = runs(base.derive().rename("double", "twice").build(), 2, 4, 6, 8, 10);
        assertThat(Topology.stages(result)).containsExactly("P", "twice", "c");
        assertThat(result.statistics().stage("twice").done()).isEqualTo(5);
        assertThat(Topology.stages(runs(base, 2, 4, 6, 8, 10))).containsExactly("P", "double", "c");
    }

    @Test
    void s475_theBodyOfAStageIsReplaced() {
        Pipeline base = doubling();
        runs(base.derive().replace("double", (Integer n) -> n * 3).build(), 3, 6, 9, 12, 15);
        runs(base, 2, 4, 6, 8, 10);
    }

    @Test
    void s475_theConsumerOfAStageIsRemoved() {
        Pipeline base = doubling();
        Topology.assertRefused(() -> base.derive().remove("c").build())
            .withMessageContainingAll("'double'", "emits but feeds nothing");
        runs(base, 2, 4, 6, 8, 10);
    }

    @Test
    void aStageThatAnInnerStageFeedsIsKept() {
        Pipeline base = Pipeline.named("inner")
            .producer("P", Scenario.numbers(1, 3))
            .pipeline(Pipeline.nested("n", Integer.class).processor("p", (n) -> n + 1, (o) -> o.to("c")).build(),
                    Integer.class)
            .consumer("c", this.collected::add)
            .build();
        Pipeline derived = base.derive().insertAfter("P", "triple", (Integer n) -> n * 3).rename("n", "m").build();
        assertThat(derived.warnings()).isEmpty();
        runs(derived, 4, 7, 10);
        assertThat(base.derive().route("P", "c").build().warnings()).singleElement()
            .satisfies((warning) -> assertThat(warning).contains("'n'"));
    }

    private Pipeline doubling() {
        return Pipeline.named("base")
            .producer("P", Scenario.numbers(1, 5))
            .processor("double", (n) -> n * 2)
            .consumer("c", this.collected::add)
            .build();
    }

    /** Runs a pipeline, and asserts what its consumer has collected. */
    private RunResult runs(Pipeline pipeline, Integer... items) {
        this.collected.clear();
        RunResult result = Topology.completed(pipeline);
        assertThat(this.collected).containsExactlyInAnyOrder(items);
        return result;
    }

    private static StagePlan planOfP(Pipeline pipeline) {
        try (Engine engine = Engine.create()) {
            return engine.plan(pipeline).stage("p");
        }
    }

}
