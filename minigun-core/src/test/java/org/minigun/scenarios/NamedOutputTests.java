package org.minigun.scenarios;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import org.minigun.OnError;
import org.minigun.Pipeline;
import org.minigun.RunFailure;
import org.minigun.RunResult;
import org.minigun.graph.Routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * The rows of "Routing: to(name)": what the call does, and what it refuses.
 */
class NamedOutputTests {

    private final List<Integer> a = Scenario.collected();

    private final List<Integer> b = Scenario.collected();

    private final List<Integer> c = Scenario.collected();

    @Test
    void s059_byAField() {
        List<Job> fast = Scenario.collected();
        List<Job> slow = Scenario.collected();
        Topology.completed(Pipeline.named("s059").producer("P", Job.class, (output) -> {
            for (Job job : List.of(new Job(1, "fast"), new Job(2, "slow"), new Job(3, "fast"))) {
                output.to(job.way()).emit(job);
            }
        }, (o) -> o.to("fast", "slow").routing(Routing.DYNAMIC))
            .consumer("fast", fast::add)
            .consumer("slow", slow::add)
            .build());
        assertThat(fast).extracting(Job::id).containsExactly(1, 3);
        assertThat(slow).extracting(Job::id).containsExactly(2);
    }

    @Test
    void s059_byWhatTheItemIs() {
        Topology.completed(Pipeline.named("s059")
            .producer("P", Scenario.numbers(2, 5))
            .processor("p", Integer.class, (n, output) -> output.to((n % 2 == 0) ? "even" : "odd").emit(n),
                    (o) -> o.to("even", "odd").routing(Routing.DYNAMIC))
            .consumer("even", this.a::add)
            .consumer("odd", this.b::add)
            .build());
        assertThat(this.a).containsExactly(2, 4);
        assertThat(this.b).containsExactly(3, 5);
    }

    @Test
    void s059_byACounterOfItsOwn() {
        AtomicInteger turn = new AtomicInteger();
        Topology.completed(Pipeline.named("s059")
            .producer("P", Scenario.numbers(1, 10))
            .processor("p", Integer.class, (n, output) -> output.to("w" + turn.getAndIncrement() % 3).emit(n),
                    (o) -> o.to("w0", "w1", "w2").routing(Routing.DYNAMIC))
            .consumer("w0", this.a::add)
            .consumer("w1", this.b::add)
            .consumer("w2", this.c::add)
            .build());
        assertThat(this.a).containsExactly(1, 4, 7, 10);
        assertThat(this.b).containsExactly(2, 5, 8);
        assertThat(this.c).containsExactly(3, 6, 9);
    }

    @Test
    void s060_aTargetThatIsOnlyNamed() {
        RunResult result = Topology.completed(Pipeline.named("s060")
            .producer("source", Integer.class, (output) -> Scenario.numbers(0, 2).forEach(output.to("sink")::emit),
                    (o) -> o.to("sink").routing(Routing.DYNAMIC))
            .consumer("sink", this.a::add)
            .build());
        assertThat(this.a).containsExactly(0, 1, 2);
        assertThat(result.ledger().edge("source", "sink").routed()).isEqualTo(3);
    }

    @Test
    void s062_oneTargetOfAPlainAndOfANamingSource() {
        Topology.completed(Pipeline.named("s062")
            .producer("static", List.of(1, 2), (o) -> o.to("sink"))
            .producer("dynamic", Integer.class, (output) -> {
                output.to("sink").emit(3);
                output.to("sink").emit(4);
            }, (o) -> o.to("sink").routing(Routing.DYNAMIC))
            .consumer("sink", this.a::add)
            .build());
        assertThat(this.a).containsExactlyInAnyOrder(1, 2, 3, 4);
    }

    @Test
    void s063_aTargetBehindAnotherOneDoesNotGetItsItems() {
        RunResult result = Topology.completed(Pipeline.named("s063").producer("P", Integer.class, (output) -> {
            output.to("normal").emit(1);
            output.to("special").emit(2);
        }, (o) -> o.to("normal", "special").routing(Routing.DYNAMIC))
            .processor("normal", (n) -> n * 10)
            .processor("special", (n) -> n * 100)
            .consumer("collect", this.a::add)
            .build());
        assertThat(this.a).containsExactlyInAnyOrder(10, 200);
        assertThat(result.ledger().stage("special").received()).isEqualTo(1);
        assertThat(Topology.edges(result)).containsExactlyInAnyOrder("P -> normal", "P -> special", "normal -> collect",
                "special -> collect");
    }

    @Test
    void s064_aNamedTargetBesidesABroadcast() {
        Topology.completed(Pipeline.named("s064").producer("P", Integer.class, (output) -> {
            output.emit(1);
            output.to("a").emit(2);
        }, (o) -> o.to("a", "b")).consumer("a", this.a::add).consumer("b", this.b::add).build());
        assertThat(this.a).containsExactly(1, 2);
        assertThat(this.b).containsExactly(1);
    }

    @Test
    void s065_oneItemToThreeTargets() {
        RunResult result = Topology
            .completed(Pipeline.named("s065").producer("P", List.of(100)).processor("p", Integer.class, (n, output) -> {
                output.to("A").emit(n);
                output.to("B").emit(n * 2);
                output.to("C").emit(n * 3);
            }, (o) -> o.to("A", "B", "C").routing(Routing.DYNAMIC))
                .consumer("A", this.a::add)
                .consumer("B", this.b::add)
                .consumer("C", this.c::add)
                .build());
        assertThat(this.a).containsExactly(100);
        assertThat(this.b).containsExactly(200);
        assertThat(this.c).containsExactly(300);
        assertThat(result.statistics().stage("p").emitted()).isEqualTo(3);
    }

    @Test
    void s066_aTargetWithoutAnEdgeIsAnErrorOfItsItem() {
        RunResult result = Topology.completed(namingTargetsWithoutEdges(OnError.SKIP));
        assertThat(this.a).containsExactly(3);
        assertThat(this.b).isEmpty();
        assertThat(result.ledger().stage("router").skipped()).isEqualTo(2);
        assertThat(result.ledger().stage("router").done()).isEqualTo(1);
    }

    @Test
    void s066_aTargetWithoutAnEdgeFailsTheRun() {
        RunResult result = Topology.failed(namingTargetsWithoutEdges(OnError.FAIL));
        RunFailure failure = result.failure();
        assertThat(failure).isNotNull();
        assertThat(failure.where()).isEqualTo("router");
        assertThat(failure.item()).isEqualTo(1);
        assertThat(failure.cause()).isInstanceOf(IllegalArgumentException.class)
            .hasMessageContainingAll("'router'", "'nonexistent'", "sink");
        assertThat(this.a).isEmpty();
    }

    @Test
    void s066_theErrorIsRaisedAtTheCall() {
        RunResult result = Topology.completed(
                Pipeline.named("s066").producer("P", List.of(1)).processor("router", Integer.class, (n, output) -> {
                    for (String wrong : List.of("nonexistent", "other")) {
                        assertThatIllegalArgumentException().isThrownBy(() -> output.to(wrong))
                            .withMessageContainingAll("'" + wrong + "'", "sink");
                    }
                    output.to("sink").emit(n);
                }, (o) -> o.to("sink").routing(Routing.DYNAMIC))
                    .consumer("sink", this.a::add)
                    .producer("Q", List.of(7))
                    .consumer("other", this.b::add)
                    .build());
        assertThat(result.ledger().stage("router").done()).isEqualTo(1);
        assertThat(this.a).containsExactly(1);
        assertThat(this.b).containsExactly(7);
    }

    @Test
    void s454_aPlainEmitOfAStageThatHasToName() {
        List<String> messages = Scenario.collected();
        RunResult result = Topology.completed(Pipeline.named("s454")
            .producer("P", Scenario.numbers(1, 3))
            .processor("router", Integer.class, (n, output) -> {
                if (n != 2) {
                    output.to((n == 1) ? "a" : "b").emit(n);
                    return;
                }
                try {
                    output.emit(n);
                }
                catch (IllegalArgumentException ex) {
                    messages.add(String.valueOf(ex.getMessage()));
                    throw ex;
                }
            }, (o) -> o.to("a", "b").routing(Routing.DYNAMIC).onError(OnError.SKIP))
            .consumer("a", this.a::add)
            .consumer("b", this.b::add)
            .build());
        assertThat(this.a).containsExactly(1);
        assertThat(this.b).containsExactly(3);
        assertThat(result.ledger().stage("router").skipped()).isEqualTo(1);
        assertThat(messages).singleElement()
            .satisfies((message) -> assertThat(message).contains("'router'", "DYNAMIC", "to(\"name\")", "a", "b"));
    }

    private Pipeline namingTargetsWithoutEdges(OnError onError) {
        List<String> names = List.of("nonexistent", "other", "sink");
        return Pipeline.named("s066")
            .producer("P", Scenario.numbers(1, 3))
            .processor("router", Integer.class, (n, output) -> output.to(names.get(n - 1)).emit(n),
                    (o) -> o.to("sink").routing(Routing.DYNAMIC).onError(onError))
            .consumer("sink", this.a::add)
            .producer("Q", Integer.class, (output) -> {
            })
            .consumer("other", this.b::add)
            .build();
    }

    private record Job(int id, String way) {
    }

}
