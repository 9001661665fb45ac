package org.minigun.scenarios;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.minigun.Concurrency;
import org.minigun.EmitterFunction;
import org.minigun.Output;
import org.minigun.Pipeline;
import org.minigun.ProcessorFunction;
import org.minigun.RunResult;
import org.minigun.graph.InvalidPipelineException;
import org.minigun.graph.Routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The rows of "Routing: to(name)" that are small programs: routers in a row, and batches
 * by kind.
 */
class RouterTests {

    private static final Map<Kind, Integer> THRESHOLDS = Map.of(Kind.TRANSACTIONAL, 2, Kind.NEWSLETTER, 3,
            Kind.PROMOTIONAL, 3, Kind.NOTIFICATION, 2);

    private static final List<Email> EMAILS = emails(Kind.TRANSACTIONAL, Kind.NEWSLETTER, Kind.PROMOTIONAL,
            Kind.NEWSLETTER, Kind.TRANSACTIONAL, Kind.NOTIFICATION, Kind.PROMOTIONAL, Kind.NEWSLETTER,
            Kind.TRANSACTIONAL, Kind.PROMOTIONAL, Kind.NOTIFICATION, Kind.NEWSLETTER);

    private final List<Integer> a = Scenario.collected();

    private final List<Integer> b = Scenario.collected();

    @Test
    void aStageThatOnlyReturnsItsResultsCannotBeDynamic() {
        assertThatExceptionOfType(InvalidPipelineException.class)
            .isThrownBy(() -> Pipeline.named("producer")
                .producer("numbers", List.of(1), (o) -> o.to("sink").routing(Routing.DYNAMIC))
                .consumer("sink", this.a::add)
                .build())
            .withMessageContaining("Stage 'numbers' says routing DYNAMIC, but only returns its results")
            .withMessageContaining("output.to(\"name\").emit(item)");
        assertThatExceptionOfType(InvalidPipelineException.class)
            .isThrownBy(() -> Pipeline.named("processor")
                .producer("numbers", List.of(1))
                .processor("pick", (n) -> n, (o) -> o.to("sink").routing(Routing.DYNAMIC))
                .consumer("sink", this.a::add)
                .build())
            .withMessageContaining("Stage 'pick' says routing DYNAMIC");
        assertThatExceptionOfType(InvalidPipelineException.class)
            .isThrownBy(() -> Pipeline.named("accumulator")
                .producer("numbers", List.of(1))
                .accumulator("batch", (o) -> o.to("sink").routing(Routing.DYNAMIC))
                .consumer("sink", (batch) -> this.a.addAll(batch))
                .build())
            .withMessageContaining("Stage 'batch' says routing DYNAMIC")
            .withMessageContaining("Let a processor after it pick");
    }

    @Test
    void s070_noEdgeBetweenTheTargetsOfARouter() {
        RunResult result = Topology.completed(Pipeline.named("s070").producer("router", Integer.class, (output) -> {
            output.to("t_a").emit(1);
            output.to("t_b").emit(2);
        }, (o) -> o.to("t_a", "t_b").routing(Routing.DYNAMIC))
            .processor("t_b", (n) -> n * 10, (o) -> o.to("collect"))
            .processor("t_a", (n) -> n, (o) -> o.to("collect"))
            .consumer("collect", this.a::add)
            .build());
        assertThat(this.a).containsExactlyInAnyOrder(1, 20);
        assertThat(Topology.edges(result)).containsExactlyInAnyOrder("router -> t_a", "router -> t_b", "t_a -> collect",
                "t_b -> collect");
    }

    @Test
    void s072_aRowOfRouters() {
        Topology.completed(Pipeline.named("s072")
            .producer("router", Integer.class, (output) -> output.to("stage_a").emit(5),
                    (o) -> o.to("stage_a").routing(Routing.DYNAMIC))
            .processor("stage_a", Integer.class, (n, output) -> output.to("stage_b").emit(n * 2),
                    (o) -> o.to("stage_b").routing(Routing.DYNAMIC))
            .processor("stage_b", (n) -> n + 3, (o) -> o.to("collect"))
            .consumer("collect", this.a::add)
            .build());
        assertThat(this.a).containsExactly(13);
    }

    @Test
    void s074_twoRoutersByKindAndBySize() {
        List<String> big = Scenario.collected();
        List<String> small = Scenario.collected();
        List<String> many = Scenario.collected();
        List<String> few = Scenario.collected();
        Topology.completed(Pipeline.named("s074")
            .producer("P", List.of("high:9", "low:1", "low:2"))
            .processor("by_kind", String.class, (text, output) -> output.to(text.split(":")[0] + "_by_size").emit(text),
                    (o) -> o.to("high_by_size", "low_by_size").routing(Routing.DYNAMIC))
            .processor("high_by_size", String.class, (text, output) -> output.to(size(text, "high")).emit(text),
                    (o) -> o.to("high_big", "high_small").routing(Routing.DYNAMIC))
            .processor("low_by_size", String.class, (text, output) -> output.to(size(text, "low")).emit(text),
                    (o) -> o.to("low_big", "low_small").routing(Routing.DYNAMIC))
            .consumer("high_big", big::add)
            .consumer("high_small", small::add)
            .consumer("low_big", many::add)
            .consumer("low_small", few::add)
            .build());
        assertThat(big).containsExactly("high:9");
        assertThat(small).isEmpty();
        assertThat(many).isEmpty();
        assertThat(few).containsExactly("low:1", "low:2");
    }

    @Test
    void s077_aTargetStaysOpenUntilAllItsSourcesHaveEnded() {
        CountDownLatch earlyArrived = new CountDownLatch(1);
        Topology.completed(Pipeline.named("s077")
            .producer("a", Integer.class, (output) -> output.to("sink").emit(1),
                    (o) -> o.to("sink").routing(Routing.DYNAMIC))
            .producer("b", Integer.class, (output) -> {
                earlyArrived.await();
                Thread.sleep(300);
                output.to("sink").emit(2);
            }, (o) -> o.to("sink").routing(Routing.DYNAMIC))
            .consumer("sink", (n) -> {
                this.a.add(n);
                earlyArrived.countDown();
            })
            .build());
        assertThat(this.a).containsExactly(1, 2);
    }

    @Test
    void s079_routersThatAreLambdas() {
        byEvenAndOdd((n, output) -> output.to((n % 2 == 0) ? "process_even" : "process_odd").emit(n), (n) -> n * 2,
                (n) -> n * 3);
    }

    @Test
    void s079_routersThatAreObjectsOfTheirOwnClasses() {
        byEvenAndOdd(new ByRemainder(), new Times(2), new Times(3));
    }

    @Test
    void s082_aStageBatchesByKindAndNamesTheSender() {
        List<List<Email>> sent = Scenario.collected();
        Map<Kind, List<Email>> waiting = new EnumMap<>(Kind.class);
        Topology.completed(
                Pipeline.named("s082").producer("P", EMAILS).processor("batcher", Batch.class, (email, output) -> {
                    List<Email> batch = waiting.computeIfAbsent(email.kind(), (kind) -> new ArrayList<>());
                    batch.add(email);
                    if (batch.size() == THRESHOLDS.get(email.kind())) {
                        output.to(email.kind().sender()).emit(new Batch(List.copyOf(batch)));
                        batch.clear();
                    }
                }, (o) -> o.to("transactional", "newsletter", "promotional", "notification").routing(Routing.DYNAMIC))
                    .consumer("transactional", (batch) -> sent.add(only(batch.emails(), Kind.TRANSACTIONAL)))
                    .consumer("newsletter", (batch) -> sent.add(only(batch.emails(), Kind.NEWSLETTER)))
                    .consumer("promotional", (batch) -> sent.add(only(batch.emails(), Kind.PROMOTIONAL)))
                    .consumer("notification", (batch) -> sent.add(only(batch.emails(), Kind.NOTIFICATION)))
                    .build());
        assertThat(count(sent)).isEqualTo(
                Map.of(Kind.TRANSACTIONAL, 2L, Kind.NEWSLETTER, 3L, Kind.PROMOTIONAL, 3L, Kind.NOTIFICATION, 2L));
        assertThat(waiting.get(Kind.TRANSACTIONAL)).hasSize(1);
        assertThat(waiting.get(Kind.NEWSLETTER)).hasSize(1);
        assertThat(waiting.get(Kind.PROMOTIONAL)).isEmpty();
        assertThat(waiting.get(Kind.NOTIFICATION)).isEmpty();
    }

    @Test
    void s083_anAccumulatorWithKeysSendsAll() {
        List<List<Email>> sent = Scenario.collected();
        Topology.completed(Pipeline.named("s083")
            .producer("P", EMAILS)
            .accumulator("batcher", (o) -> o.keyBy(Email::kind).maxSize(3))
            .consumer("send", (batch) -> sent.add(only(batch, batch.get(0).kind())))
            .build());
        assertThat(count(sent)).isEqualTo(
                Map.of(Kind.TRANSACTIONAL, 3L, Kind.NEWSLETTER, 4L, Kind.PROMOTIONAL, 3L, Kind.NOTIFICATION, 2L));
        assertThat(sent).hasSize(5);
    }

    /** The part of the row that needs no process: the heavy items do. */
    @Test
    void s084_pooledTargetsOfARouter() {
        List<String> items = List.of("fast:1", "slow:1", "fast:2", "slow:2", "fast:3", "slow:3");
        List<String> fast = Scenario.collected();
        List<String> slow = Scenario.collected();
        RunResult result = Topology.completed(Pipeline.named("s084")
            .producer("P", items)
            .processor("router", String.class, (text, output) -> output.to(text.split(":")[0]).emit(text),
                    (o) -> o.to("fast", "slow").routing(Routing.DYNAMIC))
            .consumer("fast", fast::add, (o) -> o.concurrency(Concurrency.THREAD, 3))
            .consumer("slow", slow::add, (o) -> o.concurrency(Concurrency.THREAD, 2))
            .build());
        assertThat(fast).containsExactlyInAnyOrder("fast:1", "fast:2", "fast:3");
        assertThat(slow).containsExactlyInAnyOrder("slow:1", "slow:2", "slow:3");
        assertThat(result.ledger().edge("router", "fast").routed()).isEqualTo(3);
        assertThat(result.ledger().edge("router", "slow").routed()).isEqualTo(3);
    }

    private void byEvenAndOdd(EmitterFunction<Integer, Integer> router, ProcessorFunction<Integer, Integer> even,
            ProcessorFunction<Integer, Integer> odd) {
        Topology.completed(Pipeline.named("s079")
            .producer("P", Scenario.numbers(0, 9))
            .processor("router", Integer.class, router,
                    (o) -> o.to("process_even", "process_odd").routing(Routing.DYNAMIC))
            .processor("process_even", even, (o) -> o.to("collect_even"))
            .processor("process_odd", odd, (o) -> o.to("collect_odd"))
            .consumer("collect_even", this.a::add)
            .consumer("collect_odd", this.b::add)
            .build());
        assertThat(this.a).containsExactly(0, 4, 8, 12, 16);
        assertThat(this.b).containsExactly(3, 9, 15, 21, 27);
    }

    private static String size(String text, String kind) {
        return kind + ((Integer.parseInt(text.split(":")[1]) > 5) ? "_big" : "_small");
    }

    private static List<Email> only(List<Email> batch, Kind kind) {
        assertThat(batch).isNotEmpty().extracting(Email::kind).containsOnly(kind);
        return batch;
    }

    private static Map<Kind, Long> count(List<List<Email>> sent) {
        return sent.stream()
            .flatMap(List::stream)
            .distinct()
            .collect(Collectors.groupingBy(Email::kind, Collectors.counting()));
    }

    private static List<Email> emails(Kind... kinds) {
        List<Email> emails = new ArrayList<>();
        for (Kind kind : kinds) {
            emails.add(new Email(emails.size() + 1, kind));
        }
        return emails;
    }

    private enum Kind {

        TRANSACTIONAL, NEWSLETTER, PROMOTIONAL, NOTIFICATION;

        String sender() {
            return name().toLowerCase(Locale.ROOT);
        }

    }

    private record Email(int id, Kind kind) {
    }

    private record Batch(List<Email> emails) {
    }

    private record ByRemainder() implements EmitterFunction<Integer, Integer> {

        @Override
        public void process(Integer item, Output<Integer> output) {
            output.to((item % 2 == 0) ? "process_even" : "process_odd").emit(item);
        }

    }

    private record Times(int factor) implements ProcessorFunction<Integer, Integer> {

        @Override
        public Integer process(Integer item) {
            return item * this.factor;
        }

    }

}
