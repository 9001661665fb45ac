package org.minigun.spring.scenarios;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.minigun.Concurrency;
import org.minigun.Output;
import org.minigun.RunState;
import org.minigun.annotation.Consumer;
import org.minigun.annotation.Processor;
import org.minigun.annotation.Producer;
import org.minigun.graph.Routing;
import org.minigun.spring.MinigunTask;
import org.minigun.spring.scenarios.TaskScenario.Collecting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.minigun.spring.scenarios.TaskScenario.completed;
import static org.minigun.spring.scenarios.TaskScenario.edges;
import static org.minigun.spring.scenarios.TaskScenario.numbers;
import static org.minigun.spring.scenarios.TaskScenario.run;

class RoutingTests {

    @Test
    void s046_diamondMergesBothArms() {
        run(Diamond.class, (task, result) -> {
            completed(result);
            assertThat(task.by("path_a")).containsExactly(2, 4, 6, 8, 10);
            assertThat(task.by("path_b")).containsExactly(3, 6, 9, 12, 15);
            assertThat(task.by("merge")).containsExactlyInAnyOrder(2, 4, 6, 8, 10, 3, 6, 9, 12, 15);
        });
    }

    @Test
    void s047_armsMeetInTheStageAfterThem() {
        assertThat(edges(Arms.class)).containsExactlyInAnyOrder("source -> left", "source -> right", "left -> merge",
                "right -> merge");
        run(Arms.class, (task, result) -> assertThat(task.by("merge")).containsExactlyInAnyOrder(11, 21));
    }

    @Test
    void s048_everyChannelGetsEveryUser() {
        run(Notifications.class, (task, result) -> {
            completed(result);
            assertThat(task.by("email")).hasSize(8).contains("Email to Alice: Hello Alice");
            assertThat(task.by("sms")).hasSize(8);
            assertThat(task.by("push")).hasSize(8);
        });
    }

    @Test
    void s051_roundRobinRotatesInTheOrderOfTheTargets() {
        run(RoundRobin.class, (task, result) -> {
            completed(result);
            assertThat(task.by("worker1")).containsExactly(0, 3, 6, 9);
            assertThat(task.by("worker2")).containsExactly(1, 4, 7);
            assertThat(task.by("worker3")).containsExactly(2, 5, 8);
        });
    }

    @Test
    void s053_itemsOfOneKeyMeetOneWorker() {
        run(Partitioned.class, (task, result) -> {
            completed(result);
            List<List<Object>> workers = Stream.of("w0", "w1", "w2").map(task::by).toList();
            assertThat(workers.stream().mapToInt(List::size).sum()).isEqualTo(24);
            for (int id = 1; id <= 12; id++) {
                Integer wanted = id;
                assertThat(workers.stream().filter((worker) -> worker.contains(wanted))).hasSize(1)
                    .allSatisfy((worker) -> assertThat(Collections.frequency(worker, wanted)).isEqualTo(2));
            }
            workers.forEach((worker) -> {
                List<Object> order = new ArrayList<>(worker);
                List<Object> emitted = new ArrayList<>(Stream.concat(numbers(1, 12).stream(), numbers(1, 12).stream())
                    .filter(worker::contains)
                    .toList());
                assertThat(order).isEqualTo(emitted);
            });
        });
    }

    @Test
    void s059_stagePicksTheTargetOfEachItem() {
        run(BySpeed.class, (task, result) -> {
            completed(result);
            assertThat(task.by("fast")).containsExactly(1, 3);
            assertThat(task.by("slow")).containsExactly(2);
        });
        run(ByParity.class, (task, result) -> {
            assertThat(task.by("even")).containsExactly(2, 4);
            assertThat(task.by("odd")).containsExactly(3, 5);
        });
        run(ByCounter.class, (task, result) -> {
            assertThat(task.by("w0")).hasSize(4);
            assertThat(task.by("w1")).hasSize(3);
            assertThat(task.by("w2")).hasSize(3);
        });
    }

    @Test
    void s066_wrongNameIsAnErrorAtTheCall() {
        run(WrongNames.class, (task, result) -> {
            completed(result);
            assertThat(task.by("sink")).containsExactly(3);
            assertThat(result.ledger().stage("router").skipped()).isEqualTo(2);
            assertThat(task.by("error")).hasSize(2);
            assertThat(task.by("error").get(0).toString()).contains("nonexistent", "sink");
            assertThat(task.by("error").get(1).toString()).contains("other", "sink");
        }, "minigun.on-error=skip");
        run(WrongNames.class, (task, result) -> {
            assertThat(result.state()).isEqualTo(RunState.FAILED);
            assertThat(result.failure().item()).isEqualTo(1);
            assertThat(result.cause()).hasMessageContaining("nonexistent").hasMessageContaining("sink");
        });
    }

    @Test
    void s454_dynamicStageEmitsByName() {
        run(PlainEmit.class, (task, result) -> {
            completed(result);
            assertThat(result.ledger().stage("router").skipped()).isEqualTo(1);
            assertThat(task.by("error").get(0).toString()).contains("DYNAMIC", "to(", "a", "b");
            assertThat(task.by("a")).containsExactly(1, 3);
        }, "minigun.on-error=skip");
    }

    @Test
    void s085_producersInARowAllFeedTheStageAfterThem() {
        run(ThreeProducers.class, (task, result) -> {
            completed(result);
            assertThat(task.by("collect")).hasSize(18);
            assertThat(task.by("collect").stream().filter((item) -> item.toString().startsWith("api"))).hasSize(10);
            assertThat(task.by("collect").stream().filter((item) -> item.toString().startsWith("db"))).hasSize(5);
            assertThat(task.by("collect").stream().filter((item) -> item.toString().startsWith("file"))).hasSize(3);
            assertThat(result.statistics().stage("api").emitted()).isEqualTo(10);
            assertThat(result.statistics().stage("db").emitted()).isEqualTo(5);
            assertThat(result.statistics().stage("file").emitted()).isEqualTo(3);
            assertThat(result.statistics().emitted()).isEqualTo(18);
        });
    }

    abstract static class Sorting extends Collecting<Object> {

        private final Map<String, List<Object>> lists = new ConcurrentHashMap<>();

        List<Object> by(String stage) {
            return this.lists.computeIfAbsent(stage, (name) -> Collections.synchronizedList(new ArrayList<>()));
        }

    }

    @MinigunTask
    static class Diamond extends Sorting {

        @Producer(to = { "path_a", "path_b" })
        List<Integer> source() {
            return numbers(1, 5);
        }

        @Processor(name = "path_a", to = "merge")
        int pathA(int item) {
            by("path_a").add(2 * item);
            return 2 * item;
        }

        @Processor(name = "path_b", to = "merge")
        int pathB(int item) {
            by("path_b").add(3 * item);
            return 3 * item;
        }

        @Consumer
        void merge(int item) {
            by("merge").add(item);
        }

    }

    @MinigunTask
    static class Arms extends Sorting {

        @Producer(to = { "left", "right" })
        List<Integer> source() {
            return List.of(1);
        }

        @Processor
        int left(int item) {
            return item + 10;
        }

        @Processor
        int right(int item) {
            return item + 20;
        }

        @Consumer
        void merge(int item) {
            by("merge").add(item);
        }

    }

    @MinigunTask
    static class Notifications extends Sorting {

        @Producer(to = { "email", "sms", "push" })
        Stream<String> users() {
            return Stream.of("Alice", "Bob", "Carol", "Dave", "Eve", "Frank", "Grace", "Heidi");
        }

        @Consumer(concurrency = Concurrency.THREAD, poolSize = 2)
        void email(String user) {
            by("email").add("Email to " + user + ": Hello " + user);
        }

        @Consumer(concurrency = Concurrency.THREAD, poolSize = 2)
        void sms(String user) {
            by("sms").add(user);
        }

        @Consumer(concurrency = Concurrency.THREAD, poolSize = 2)
        void push(String user) {
            by("push").add(user);
        }

    }

    @MinigunTask
    static class RoundRobin extends Sorting {

        @Producer(to = { "worker1", "worker2", "worker3" }, routing = Routing.ROUND_ROBIN)
        List<Integer> source() {
            return numbers(0, 9);
        }

        @Consumer
        void worker1(int item) {
            by("worker1").add(item);
        }

        @Consumer
        void worker2(int item) {
            by("worker2").add(item);
        }

        @Consumer
        void worker3(int item) {
            by("worker3").add(item);
        }

    }

    @MinigunTask
    static class Partitioned extends Sorting {

        @Producer(to = { "w0", "w1", "w2" }, routing = Routing.PARTITION, routingKey = "third")
        Stream<Integer> source() {
            return Stream.concat(numbers(1, 12).stream(), numbers(1, 12).stream());
        }

        int third(int id) {
            return id % 3;
        }

        @Consumer
        void w0(int item) {
            by("w0").add(item);
        }

        @Consumer
        void w1(int item) {
            by("w1").add(item);
        }

        @Consumer
        void w2(int item) {
            by("w2").add(item);
        }

    }

    record Job(int id, String speed) {
    }

    @MinigunTask
    static class BySpeed extends Sorting {

        @Producer(to = { "fast", "slow" }, routing = Routing.DYNAMIC)
        void source(Output<Job> output) {
            Stream.of(new Job(1, "fast"), new Job(2, "slow"), new Job(3, "fast"))
                .forEach((job) -> output.to(job.speed()).emit(job));
        }

        @Consumer
        void fast(Job job) {
            by("fast").add(job.id());
        }

        @Consumer
        void slow(Job job) {
            by("slow").add(job.id());
        }

    }

    @MinigunTask
    static class ByParity extends Sorting {

        @Producer(to = { "even", "odd" }, routing = Routing.DYNAMIC)
        void source(Output<Integer> output) {
            numbers(2, 5).forEach((item) -> output.to((item % 2 == 0) ? "even" : "odd").emit(item));
        }

        @Consumer
        void even(int item) {
            by("even").add(item);
        }

        @Consumer
        void odd(int item) {
            by("odd").add(item);
        }

    }

    @MinigunTask
    static class ByCounter extends Sorting {

        @Producer(to = { "w0", "w1", "w2" }, routing = Routing.DYNAMIC)
        void source(Output<Integer> output) {
            int counter = 0;
            for (int item : numbers(1, 10)) {
                output.to("w" + counter++ % 3).emit(item);
            }
        }

        @Consumer
        void w0(int item) {
            by("w0").add(item);
        }

        @Consumer
        void w1(int item) {
            by("w1").add(item);
        }

        @Consumer
        void w2(int item) {
            by("w2").add(item);
        }

    }

    abstract static class Router extends Sorting {

        @Producer
        List<Integer> source() {
            return numbers(1, 3);
        }

    }

    @MinigunTask
    static class WrongNames extends Router {

        @Processor(to = "sink", routing = Routing.DYNAMIC)
        void router(int item, Output<Integer> output) {
            try {
                output.to((item == 1) ? "nonexistent" : (item == 2) ? "other" : "sink").emit(item);
            }
            catch (IllegalArgumentException ex) {
                by("error").add(ex.getMessage());
                throw ex;
            }
        }

        @Consumer
        void sink(int item) {
            by("sink").add(item);
        }

        @Consumer
        void other(int item) {
            by("other").add(item);
        }

        @Producer(to = "other")
        List<Integer> elsewhere() {
            return List.of();
        }

    }

    @MinigunTask
    static class PlainEmit extends Router {

        @Processor(to = { "a", "b" }, routing = Routing.DYNAMIC)
        void router(int item, Output<Integer> output) {
            try {
                if (item == 2) {
                    output.emit(item);
                }
                output.to("a").emit(item);
            }
            catch (IllegalArgumentException ex) {
                by("error").add(ex.getMessage());
                throw ex;
            }
        }

        @Consumer
        void a(int item) {
            by("a").add(item);
        }

        @Consumer
        void b(int item) {
            by("b").add(item);
        }

    }

    @MinigunTask
    static class ThreeProducers extends Sorting {

        @Producer
        Stream<String> api() {
            return IntStream.range(0, 10).mapToObj((i) -> "api" + i);
        }

        @Producer
        Stream<String> db() {
            return IntStream.range(0, 5).mapToObj((i) -> "db" + i);
        }

        @Producer
        Stream<String> file() {
            return IntStream.range(0, 3).mapToObj((i) -> "file" + i);
        }

        @Processor
        String enrich(String item) {
            return item + "!";
        }

        @Consumer
        void collect(String item) {
            by("collect").add(item);
        }

    }

}
