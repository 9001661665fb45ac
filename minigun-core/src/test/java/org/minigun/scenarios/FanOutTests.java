package org.minigun.scenarios;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import org.minigun.Affinity;
import org.minigun.Concurrency;
import org.minigun.ConsumerFunction;
import org.minigun.OnError;
import org.minigun.Pipeline;
import org.minigun.RunResult;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The rows of "Routing: fan-out, fan-in, diamond": every item to every target.
 */
class FanOutTests {

    private final List<Integer> collected = Scenario.collected();

    @Test
    void s046_aDiamondWithNamedEnds() {
        List<Integer> a = Scenario.collected();
        List<Integer> b = Scenario.collected();
        RunResult result = Topology.completed(Pipeline.named("s046")
            .producer("source", Scenario.numbers(1, 5), (o) -> o.to("path_a", "path_b"))
            .processor("path_a", (n) -> noted(a, n * 2), (o) -> o.to("merge"))
            .processor("path_b", (n) -> noted(b, n * 3), (o) -> o.to("merge"))
            .consumer("merge", this.collected::add)
            .build());
        assertThat(a).containsExactly(2, 4, 6, 8, 10);
        assertThat(b).containsExactly(3, 6, 9, 12, 15);
        assertThat(this.collected).containsExactlyInAnyOrder(2, 4, 6, 8, 10, 3, 6, 9, 12, 15);
        assertThat(Topology.edges(result)).containsExactlyInAnyOrder("source -> path_a", "source -> path_b",
                "path_a -> merge", "path_b -> merge");
    }

    @Test
    void s047_armsWithoutTargetsMeetInTheStageAfterThem() {
        RunResult result = Topology.completed(Pipeline.named("s047")
            .producer("source", List.of(1), (o) -> o.to("left", "right"))
            .processor("left", (n) -> n + 10)
            .processor("right", (n) -> n + 20)
            .consumer("merge", this.collected::add)
            .build());
        assertThat(this.collected).containsExactlyInAnyOrder(11, 21);
        assertThat(Topology.edges(result)).containsExactlyInAnyOrder("source -> left", "source -> right",
                "left -> merge", "right -> merge");
    }

    @Test
    void s048_consumersWithPools() {
        List<String> email = Scenario.collected();
        List<String> sms = Scenario.collected();
        List<String> push = Scenario.collected();
        List<User> users = new ArrayList<>();
        for (String name : List.of("Alice", "Bob", "Carol", "Dave", "Eve", "Frank", "Grace", "Heidi")) {
            users.add(new User(users.size() + 1, name));
        }
        RunResult result = Topology.completed(Pipeline.named("s048")
            .producer("P", users, (o) -> o.to("email", "sms", "push"))
            .consumer("email", (user) -> email.add("Email to " + user.name() + ": Hello " + user.name()),
                    (o) -> o.concurrency(Concurrency.THREAD, 2))
            .consumer("sms", (user) -> sms.add("SMS to " + user.id()), (o) -> o.concurrency(Concurrency.THREAD, 2))
            .consumer("push", (user) -> push.add("Push to " + user.id()), (o) -> o.concurrency(Concurrency.THREAD, 2))
            .build());
        assertThat(email).hasSize(8).doesNotHaveDuplicates().contains("Email to Alice: Hello Alice");
        assertThat(sms).hasSize(8).doesNotHaveDuplicates();
        assertThat(push).hasSize(8).doesNotHaveDuplicates();
        assertThat(result.ledger().stages()).filteredOn((stage) -> !stage.stage().equals("P"))
            .hasSize(3)
            .allSatisfy((stage) -> assertThat(stage.done()).isEqualTo(8));
    }

    @Test
    void s050_eachArmHasItsOwnConsumer() {
        List<Integer> ca = Scenario.collected();
        List<Integer> cb = Scenario.collected();
        RunResult result = Topology.completed(Pipeline.named("s050")
            .producer("P", Scenario.numbers(1, 5), (o) -> o.to("a", "b"))
            .processor("a", (n) -> n * 2)
            .consumer("ca", ca::add)
            .processor("b", (n) -> n * 3, (o) -> {
            })
            .consumer("cb", cb::add)
            .build());
        assertThat(Topology.edges(result)).containsExactlyInAnyOrder("P -> a", "P -> b", "a -> ca", "b -> cb");
        assertThat(ca).containsExactly(2, 4, 6, 8, 10);
        assertThat(cb).containsExactly(3, 6, 9, 12, 15);
    }

    @Test
    void s055_anItemIsEmittedOnceHoweverManyTargets() {
        AtomicInteger received = new AtomicInteger();
        ConsumerFunction<Integer> counting = (n) -> received.incrementAndGet();
        RunResult result = Topology.completed(Pipeline.named("s055")
            .producer("source", Scenario.numbers(1, 50), (o) -> o.to("a", "b"))
            .consumer("a", counting)
            .consumer("b", counting)
            .build());
        assertThat(result.statistics().stage("source").emitted()).isEqualTo(50);
        assertThat(result.statistics().emitted()).isEqualTo(50);
        assertThat(result.ledger().edge("source", "a").routed()).isEqualTo(50);
        assertThat(result.ledger().edge("source", "b").routed()).isEqualTo(50);
        assertThat(received).hasValue(100);
    }

    @Test
    void s056_aSlowBranchHoldsTheProducer() {
        int capacity = 4;
        List<Integer> a = Scenario.collected();
        List<Integer> b = Scenario.collected();
        List<Integer> c = Scenario.collected();
        List<Integer> ahead = Scenario.collected();
        Pipeline pipeline = Pipeline.named("s056").producer("P", Integer.class, (output) -> {
            for (int n = 1; n <= 100; n++) {
                output.emit(n);
                ahead.add(n - b.size());
            }
        }, (o) -> o.to("a", "b", "c"))
            .consumer("a", a::add, (o) -> o.affinity(Affinity.INDEPENDENT).capacity(capacity))
            .consumer("b", (n) -> {
                Thread.sleep(5);
                b.add(n);
            }, (o) -> o.affinity(Affinity.INDEPENDENT).capacity(capacity))
            .consumer("c", c::add, (o) -> o.affinity(Affinity.INDEPENDENT).capacity(capacity))
            .build();
        Topology.completed(pipeline);
        assertThat(List.of(a, b, c))
            .allSatisfy((branch) -> assertThat(branch).containsExactlyElementsOf(Scenario.numbers(1, 100)));
        // waiting in the channel, and one in work
        assertThat(Collections.max(ahead)).isLessThanOrEqualTo(capacity + 1);
    }

    @Test
    void s057_eachProducerKeepsItsOrderInAMerge() {
        Topology.completed(Pipeline.named("s057")
            .producer("a", Scenario.numbers(1, 1000))
            .producer("b", Scenario.numbers(10001, 11000))
            .consumer("merge", this.collected::add)
            .build());
        assertThat(this.collected).hasSize(2000);
        assertThat(this.collected.stream().filter((n) -> n <= 1000)).isEqualTo(Scenario.numbers(1, 1000));
        assertThat(this.collected.stream().filter((n) -> n > 1000)).isEqualTo(Scenario.numbers(10001, 11000));
    }

    @Test
    void s058_nothingIsCorrelatedInAMerge() {
        RunResult result = Topology.completed(Pipeline.named("s058")
            .producer("P", Scenario.numbers(1, 10), (o) -> o.to("a", "b"))
            .processor("a", (n) -> n)
            .processor("b", (n) -> {
                if (n % 2 == 0) {
                    throw new IllegalStateException("Not this half");
                }
                return n;
            }, (o) -> o.onError(OnError.SKIP))
            .consumer("merge", this.collected::add)
            .build());
        assertThat(this.collected).containsExactlyInAnyOrder(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 1, 3, 5, 7, 9);
        assertThat(result.ledger().stage("b").skipped()).isEqualTo(5);
    }

    @Test
    void s452_aStageThatIsNoSiblingFeedsAnArmByOrder() {
        RunResult result = Topology.completed(Pipeline.named("s452")
            .producer("P", List.of(1), (o) -> o.to("a", "b"))
            .processor("a", (n) -> n + 10)
            .processor("a2", (n) -> n + 100)
            .processor("b", (n) -> n + 1000)
            .consumer("end", this.collected::add)
            .build());
        assertThat(Topology.edges(result)).containsExactlyInAnyOrder("P -> a", "P -> b", "a -> a2", "a2 -> b",
                "b -> end");
        assertThat(this.collected).containsExactlyInAnyOrder(1001, 1111);
        assertThat(result.ledger().stage("b").received()).isEqualTo(2);
    }

    @Test
    void s452_aTargetOfItsOwnLeadsPastTheArm() {
        RunResult result = Topology.completed(Pipeline.named("s452")
            .producer("P", List.of(1), (o) -> o.to("a", "b"))
            .processor("a", (n) -> n + 10)
            .processor("a2", (n) -> n + 100, (o) -> o.to("end"))
            .processor("b", (n) -> n + 1000)
            .consumer("end", this.collected::add)
            .build());
        assertThat(this.collected).containsExactlyInAnyOrder(1001, 111);
        assertThat(result.ledger().stage("b").received()).isEqualTo(1);
    }

    /** The part of the row that needs no process. */
    @Test
    void s453_branchesHoldTheSameObject() {
        List<User> a = Scenario.collected();
        List<User> b = Scenario.collected();
        User user = new User(1, "Alice");
        Topology.completed(Pipeline.named("s453")
            .producer("P", List.of(user), (o) -> o.to("a", "b"))
            .consumer("a", a::add)
            .consumer("b", b::add)
            .build());
        assertThat(a).singleElement().isSameAs(user);
        assertThat(b).singleElement().isSameAs(user);
    }

    private static int noted(List<Integer> notes, int result) {
        notes.add(result);
        return result;
    }

    private record User(int id, String name) {
    }

}
