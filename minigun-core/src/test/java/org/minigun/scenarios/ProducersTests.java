package org.minigun.scenarios;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.minigun.OnError;
import org.minigun.Pipeline;
import org.minigun.Run;
import org.minigun.RunResult;
import org.minigun.RunState;
import org.minigun.StageOptions;
import org.minigun.execution.Engine;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The rows of "Several producers".
 */
class ProducersTests {

    private final List<Integer> collected = Scenario.collected();

    @Test
    void s085_producersInARowFeedTheStageAfterThem() {
        List<String> enriched = Scenario.collected();
        RunResult result = Topology.completed(Pipeline.named("s085")
            .producer("api", items("api", 10))
            .producer("db", items("db", 5))
            .producer("file", items("file", 3))
            .processor("enrich", (item) -> item + "+")
            .consumer("c", enriched::add)
            .build());
        assertThat(enriched).hasSize(18)
            .allMatch((item) -> item.endsWith("+"))
            .satisfies((items) -> assertThat(
                    items.stream().collect(Collectors.groupingBy((item) -> item.split("-")[0], Collectors.counting())))
                .containsOnly(Map.entry("api", 10L), Map.entry("db", 5L), Map.entry("file", 3L)));
        assertThat(result.statistics().stage("api").emitted()).isEqualTo(10);
        assertThat(result.statistics().stage("db").emitted()).isEqualTo(5);
        assertThat(result.statistics().stage("file").emitted()).isEqualTo(3);
        assertThat(result.statistics().emitted()).isEqualTo(18);
    }

    @Test
    void s087_twoWaysThatAreNamed() {
        List<Integer> cy = Scenario.collected();
        Topology.completed(Pipeline.named("s087")
            .producer("x", Scenario.numbers(0, 2), (o) -> o.to("x10"))
            .producer("y", Scenario.numbers(100, 102), (o) -> o.to("x2"))
            .processor("x10", (n) -> n * 10, (o) -> o.to("cx"))
            .processor("x2", (n) -> n * 2, (o) -> o.to("cy"))
            .consumer("cx", this.collected::add)
            .consumer("cy", cy::add)
            .build());
        assertThat(this.collected).containsExactly(0, 10, 20);
        assertThat(cy).containsExactly(200, 202, 204);
    }

    @Test
    void s088_twoWaysOneAfterTheOther() {
        List<Integer> cb = Scenario.collected();
        RunResult result = Topology.completed(Pipeline.named("s088")
            .producer("a", List.of(1, 2))
            .processor("pa", (n) -> n * 2)
            .consumer("ca", this.collected::add)
            .producer("b", List.of(10, 11))
            .processor("pb", (n) -> n * 3)
            .consumer("cb", cb::add)
            .build());
        assertThat(Topology.edges(result)).containsExactlyInAnyOrder("a -> pa", "pa -> ca", "b -> pb", "pb -> cb");
        assertThat(this.collected).containsExactly(2, 4);
        assertThat(cb).containsExactly(30, 33);
    }

    @Test
    void s091_aProducerThatThrowsEndsThere() {
        badBesideGood((o) -> o.onError(OnError.SKIP));
    }

    @Test
    void s091_aProducerThatThrowsIsNoDeadLetter() {
        badBesideGood((o) -> o.onError(OnError.DEAD_LETTER));
    }

    @Test
    void s091_aProducerIsNeverRetried() {
        badBesideGood((o) -> o.onError(OnError.SKIP).retries(3));
        this.collected.clear();
        badBesideGood((o) -> o.onError(OnError.DEAD_LETTER).retries(3));
    }

    @Test
    void s092_aProducerThatThrowsFailsTheRun() {
        IllegalStateException cause = new IllegalStateException("No such table");
        RunResult result = Topology.failed(Pipeline.named("s092")
            .producer("good", Scenario.numbers(1, 3))
            .producer("bad", Integer.class, (output) -> {
                throw cause;
            })
            .consumer("c", this.collected::add)
            .build());
        assertThat(result.cause()).isSameAs(cause);
        assertThat(result.failure()).isNotNull();
        assertThat(result.failure().where()).isEqualTo("bad");
        assertThat(this.collected).isSubsetOf(1, 2, 3);
    }

    @Test
    void s092_theOnlyProducerThrows() {
        IllegalStateException cause = new IllegalStateException("No such table");
        RunResult result = Topology.failed(Pipeline.named("s092").producer("bad", Integer.class, (output) -> {
            throw cause;
        }).consumer("c", this.collected::add).build());
        assertThat(result.cause()).isSameAs(cause);
        assertThat(this.collected).isEmpty();
        assertThat(result.ledger().stages()).allSatisfy((stage) -> assertThat(stage.received()).isZero());
    }

    @Test
    void s093_aRunIsOverSoonAfterItsProducerHasThrown() throws Exception {
        CountDownLatch thrown = new CountDownLatch(1);
        Pipeline pipeline = Pipeline.named("s093").producer("P", Integer.class, (output) -> {
            output.emit(1);
            thrown.countDown();
            throw new IllegalStateException("Gone");
        }).consumer("c", this.collected::add).build();
        try (Engine engine = Engine.create()) {
            Run run = engine.start(pipeline);
            thrown.await();
            assertThat(run.await(Duration.ofMillis(500))).isPresent();
            assertThat(run.isRunning()).isFalse();
            RunResult result = Scenario.end(run);
            assertThat(result.state()).isEqualTo(RunState.FAILED);
            assertThat(result.statistics().emitted()).isEqualTo(1);
        }
    }

    private void badBesideGood(Consumer<StageOptions<Integer, Integer>> options) {
        AtomicInteger calls = new AtomicInteger();
        IllegalStateException cause = new IllegalStateException("Gone");
        RunResult result = Topology.completed(Pipeline.named("s091")
            .producer("good", Scenario.numbers(1, 3))
            .producer("bad", Integer.class, (output) -> {
                calls.incrementAndGet();
                output.emit(10);
                output.emit(11);
                throw cause;
            }, options)
            .consumer("c", this.collected::add)
            .build());
        assertThat(this.collected).containsExactlyInAnyOrder(1, 2, 3, 10, 11);
        assertThat(calls).hasValue(1);
        assertThat(result.producerFailures()).singleElement().satisfies((failure) -> {
            assertThat(failure.producer()).isEqualTo("bad");
            assertThat(failure.cause()).isSameAs(cause);
        });
        assertThat(result.statistics().stage("bad").emitted()).isEqualTo(2);
        assertThat(result.deadLetters()).isEmpty();
    }

    private static List<String> items(String source, int count) {
        return Scenario.numbers(1, count).stream().map((n) -> source + "-" + n).toList();
    }

}
