package org.minigun.scenarios;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.minigun.Pipeline;
import org.minigun.graph.InvalidPipelineException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Stages of every kind in derived pipelines.
 */
@Timeout(60)
class DerivedStagesTests {

    private final List<Object> collected = Scenario.collected();

    @Test
    void aConsumerIsReplacedAndKeepsItsEdges() {
        runs(base().derive()
            .replace("save", Integer.class, (b) -> b.consumer("save", (n) -> this.collected.add("n" + n)))
            .build(), "n2", "n3", "n4");
    }

    @Test
    void aProducerIsReplacedAndKeepsItsEdges() {
        runs(base().derive().replace("read", Object.class, (b) -> b.producer("read", List.of(10, 20))).build(), 11, 21);
    }

    @Test
    void anAccumulatorAndMoreAreInserted() {
        runs(base().derive()
            .insertAfter("work", Integer.class,
                    (b) -> b.accumulator("batch", (o) -> o.maxSize(2)).processor("count", List::size))
            .build(), 2, 1);
    }

    @Test
    void aProducerAndAConsumerAreAddedAndRouted() {
        Pipeline derived = base().derive()
            .add(Object.class, (b) -> b.producer("more", List.of(100)))
            .add(Integer.class, (b) -> b.consumer("print", (n) -> this.collected.add("p" + n)))
            .route("more", "work")
            .route("work", "save", "print")
            .build();
        runs(derived, 2, 3, 4, 101, "p2", "p3", "p4", "p101");
    }

    @Test
    void theBaseStaysAsItIs() {
        Pipeline base = base();
        base.derive().replace("save", Integer.class, (b) -> b.consumer("save", (n) -> {
        })).build();
        runs(base, 2, 3, 4);
    }

    @Test
    void whatDoesNotFitIsRefused() {
        assertThatExceptionOfType(InvalidPipelineException.class)
            .isThrownBy(() -> base().derive().replace("save", Integer.class, (b) -> b.consumer("other", (n) -> {
            })))
            .withMessageContaining("'save'")
            .withMessageContaining("other");
        assertThatExceptionOfType(InvalidPipelineException.class)
            .isThrownBy(() -> base().derive().insertAfter("work", Integer.class, (b) -> b.consumer("end", (n) -> {
            })))
            .withMessageContaining("'end'");
        assertThatExceptionOfType(InvalidPipelineException.class)
            .isThrownBy(() -> base().derive().add(Integer.class, (b) -> b.consumer("save", (n) -> {
            })))
            .withMessageContaining("there already");
    }

    private Pipeline base() {
        return Pipeline.named("derived-stages")
            .producer("read", List.of(1, 2, 3))
            .processor("work", (n) -> n + 1)
            .consumer("save", this.collected::add)
            .build();
    }

    private void runs(Pipeline pipeline, Object... items) {
        Topology.completed(pipeline);
        assertThat(new ArrayList<>(this.collected)).containsExactlyInAnyOrder(items);
    }

}
