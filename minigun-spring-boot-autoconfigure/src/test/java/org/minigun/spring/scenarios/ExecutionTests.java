package org.minigun.spring.scenarios;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.minigun.Concurrency;
import org.minigun.Output;
import org.minigun.Run;
import org.minigun.RunResult;
import org.minigun.RunState;
import org.minigun.annotation.Accumulator;
import org.minigun.annotation.AfterFork;
import org.minigun.annotation.AfterRun;
import org.minigun.annotation.BeforeFork;
import org.minigun.annotation.BeforeRun;
import org.minigun.annotation.Consumer;
import org.minigun.annotation.Processor;
import org.minigun.annotation.Producer;
import org.minigun.spring.MinigunTask;
import org.minigun.spring.scenarios.TaskScenario.Collecting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.minigun.spring.scenarios.TaskScenario.completed;
import static org.minigun.spring.scenarios.TaskScenario.end;
import static org.minigun.spring.scenarios.TaskScenario.numbers;
import static org.minigun.spring.scenarios.TaskScenario.pause;
import static org.minigun.spring.scenarios.TaskScenario.run;
import static org.minigun.spring.scenarios.TaskScenario.with;

class ExecutionTests {

    @Test
    void s135_batchesAreFullButForTheLast() {
        run(Batches.class, (task, result) -> {
            completed(result);
            assertThat(task.collected).containsExactly(List.of(1, 2), List.of(3, 4), List.of(5));
        });
    }

    @Test
    void s140_batchWaitsAtMostItsTime() {
        run(TimedBatches.class, (task, result) -> {
            completed(result);
            assertThat(task.collected).hasSizeGreaterThanOrEqualTo(2)
                .allSatisfy((batch) -> assertThat(batch).hasSizeLessThanOrEqualTo(5));
            assertThat(task.collected.stream().flatMap(List::stream)).containsExactlyElementsOf(numbers(0, 19));
            assertThat(task.waits).allSatisfy((millis) -> assertThat(millis).isLessThan(1000));
        });
    }

    @Test
    void s347_itemsAreWorkedOnInIsolates() {
        run(Isolated.class, (task, result) -> {
            completed(result);
            assertThat(task.collected).containsExactlyInAnyOrder(0, 1, 4, 9, 16);
        });
    }

    @Test
    void s160_runHooksRunOnceByRunAndByStart() {
        with(Hooked.class, (task, minigun) -> {
            completed(end(minigun.start("hooked")));
            assertHooks(task);
        });
        with(Hooked.class, (task, minigun) -> {
            try {
                completed(minigun.run("hooked"));
            }
            catch (InterruptedException ex) {
                throw new AssertionError(ex);
            }
            assertHooks(task);
        });
    }

    private static void assertHooks(Hooked task) {
        assertThat(task.collected).startsWith("before-run").endsWith("after-run").hasSize(7);
        assertThat(task.collected.subList(1, 6)).containsExactlyInAnyOrder("10", "20", "30", "40", "50");
    }

    @Test
    void s173_afterRunSeesTheFailure() {
        run(FailingHooked.class, (task, result) -> {
            assertThat(result.state()).isEqualTo(RunState.FAILED);
            assertThat(task.collected).hasSize(1);
            assertThat(task.collected.get(0)).contains("at 2");
        });
    }

    @Test
    void s203_statisticsTellWhatHappened() {
        run(Measured.class, (task, result) -> {
            completed(result);
            var statistics = result.statistics();
            assertThat(statistics.emitted()).isEqualTo(20);
            assertThat(statistics.consumed()).isEqualTo(20);
            assertThat(statistics.runtime()).isPositive();
            assertThat(statistics.throughput()).isPositive();
            assertThat(statistics.stages()).extracting("stage").containsExactly("generate", "process", "collect");
            assertThat(statistics.stage("generate").latency().count()).isZero();
            for (String stage : List.of("process", "collect")) {
                var latency = statistics.stage(stage).latency();
                assertThat(latency.count()).isPositive();
                assertThat(latency.p50()).isLessThanOrEqualTo(latency.p90());
                assertThat(latency.p90()).isLessThanOrEqualTo(latency.p95());
            }
            assertThat(statistics.bottleneck().orElseThrow()).isIn("process", "collect");
        });
    }

    @Test
    void s218_itemsOfOneKeyKeepTheirOrderAndMeetOneThread() {
        run(Keyed.class, (task, result) -> {
            completed(result);
            assertThat(task.clashes).hasValue(0);
            assertThat(task.byKey).hasSize(10);
            task.byKey.forEach((key, items) -> assertThat(items)
                .containsExactlyElementsOf(IntStream.range(0, 100).mapToObj((i) -> 10 * i + key).toList()));
        });
    }

    @Test
    void s225_startReturnsAtOnceAndStopEndsTheRun() {
        with(Endless.class, (task, minigun) -> {
            long start = System.nanoTime();
            Run run = minigun.start("endless");
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(300));
            assertThat(run.isRunning()).isTrue();
            assertThat(minigun.runs()).containsExactly(run);
            run.stop();
            RunResult result = end(run);
            assertThat(result.state()).isEqualTo(RunState.STOPPED);
            assertThat(run.isRunning()).isFalse();
        });
    }

    @Test
    void s252_poolOfThreadsWorksAtOnce() {
        run(Tenfold.class, (task, result) -> {
            completed(result);
            assertThat(task.collected)
                .containsExactlyInAnyOrderElementsOf(IntStream.rangeClosed(0, 9).mapToObj((i) -> 3 * i).toList());
            assertThat(result.duration()).isLessThan(Duration.ofSeconds(1));
        });
        run(Squares.class, (task, result) -> {
            completed(result);
            assertThat(task.collected)
                .containsExactlyInAnyOrderElementsOf(IntStream.rangeClosed(0, 99).mapToObj((i) -> i * i).toList());
            assertThat(result.duration()).isLessThan(Duration.ofSeconds(1));
        });
        run(Tenfold.class, (task, result) -> assertThat(task.collected).hasSize(5), "test.items=5");
    }

    @Test
    void s266_virtualThreadsOrThreadsWaitAtOnce() {
        run(Waiting.class, (task, result) -> {
            completed(result);
            assertThat(task.collected).hasSize(256);
            assertThat(Set.copyOf(task.collected)).hasSize(256);
            if (Runtime.version().feature() >= 21) {
                assertThat(result.duration()).isLessThan(Duration.ofSeconds(1));
            }
        });
    }

    @MinigunTask
    static class Batches extends Collecting<List<Integer>> {

        @Producer
        List<Integer> generate() {
            return numbers(1, 5);
        }

        @Accumulator(maxSize = 2)
        List<Integer> batch(List<Integer> batch) {
            return batch;
        }

        @Consumer
        void collect(List<Integer> batch) {
            this.collected.add(batch);
        }

    }

    @MinigunTask
    static class TimedBatches extends Collecting<List<Integer>> {

        private final Map<Integer, Long> emitted = new ConcurrentHashMap<>();

        private final List<Long> waits = Collections.synchronizedList(new ArrayList<>());

        @Producer
        void generate(Output<Integer> output) {
            for (int item = 0; item < 20; item++) {
                this.emitted.put(item, System.nanoTime());
                output.emit(item);
                pause(50);
            }
        }

        @Accumulator(maxSize = 5, maxWait = "300ms")
        List<Integer> batch(List<Integer> batch) {
            return batch;
        }

        @Consumer
        void collect(List<Integer> batch) {
            this.collected.add(batch);
            batch.forEach((item) -> this.waits.add((System.nanoTime() - this.emitted.get(item)) / 1_000_000));
        }

    }

    @MinigunTask("t")
    static class Isolated extends Collecting<Integer> {

        @Producer
        void generate(Output<Integer> output) {
            TaskScenario.emit(output, 0, 4);
        }

        @Processor(concurrency = Concurrency.ISOLATE, poolSize = 2)
        static int square(int number) {
            return number * number;
        }

        @Consumer
        void collect(int square) {
            this.collected.add(square);
        }

    }

    @MinigunTask("hooked")
    static class Hooked extends Collecting<String> {

        @Producer
        List<Integer> generate() {
            return numbers(1, 5);
        }

        @Processor
        int tenfold(int item) {
            pause(50);
            return 10 * item;
        }

        @Consumer
        void collect(int item) {
            this.collected.add(String.valueOf(item));
        }

        @BeforeRun
        void beforeRun() {
            this.collected.add("before-run");
        }

        @AfterRun
        void afterRun(Run run) {
            this.collected.add("after-run");
        }

        @BeforeFork
        void beforeFork() {
            this.collected.add("before-fork");
        }

        @AfterFork
        void afterFork() {
            this.collected.add("after-fork");
        }

    }

    @MinigunTask
    static class FailingHooked extends Collecting<String> {

        @Producer
        List<Integer> generate() {
            return numbers(1, 3);
        }

        @Consumer
        void collect(int item) {
            if (item == 2) {
                throw new IllegalStateException("at " + item);
            }
        }

        @AfterRun
        void afterRun(Run run) {
            this.collected.add(run.failure().orElseThrow().toString());
        }

    }

    @MinigunTask
    static class Measured extends Collecting<Integer> {

        @Producer
        List<Integer> generate() {
            return numbers(1, 20);
        }

        @Processor
        int process(int item) {
            if (item % 5 == 0) {
                pause(1);
            }
            return 2 * item;
        }

        @Consumer
        void collect(int item) {
            this.collected.add(item);
        }

    }

    @MinigunTask
    static class Keyed extends Collecting<Integer> {

        private final Map<Integer, List<Integer>> byKey = new ConcurrentHashMap<>();

        private final Map<Integer, AtomicInteger> busy = new ConcurrentHashMap<>();

        private final AtomicInteger clashes = new AtomicInteger();

        @Producer
        Stream<Integer> generate() {
            return IntStream.range(0, 1000).boxed();
        }

        @Processor(concurrency = Concurrency.THREAD, poolSize = 4, partitionBy = "key")
        int keyed(int item) {
            AtomicInteger now = this.busy.computeIfAbsent(key(item), (key) -> new AtomicInteger());
            if (now.incrementAndGet() > 1) {
                this.clashes.incrementAndGet();
            }
            this.byKey.computeIfAbsent(key(item), (key) -> Collections.synchronizedList(new ArrayList<>())).add(item);
            Thread.yield();
            now.decrementAndGet();
            return item;
        }

        int key(int item) {
            return item % 10;
        }

        @Consumer
        void collect(int item) {
            this.collected.add(item);
        }

    }

    @MinigunTask
    static class Endless extends Collecting<Integer> {

        @Producer
        void generate(Output<Integer> output) {
            for (int item = 0; !output.isStopping(); item++) {
                output.emit(item);
            }
        }

        @Consumer
        void collect(int item) {
        }

    }

    @MinigunTask
    static class Tenfold extends Collecting<Integer> {

        private final int items;

        Tenfold(@org.springframework.beans.factory.annotation.Value("${test.items:10}") int items) {
            this.items = items;
        }

        @Producer
        List<Integer> generate() {
            return numbers(0, this.items - 1);
        }

        @Processor(concurrency = Concurrency.THREAD, poolSize = 5)
        int triple(int item) {
            pause(10);
            return 3 * item;
        }

        @Consumer
        void collect(int item) {
            this.collected.add(item);
        }

    }

    @MinigunTask
    static class Squares extends Collecting<Integer> {

        @Producer
        List<Integer> generate() {
            return numbers(0, 99);
        }

        @Processor(concurrency = Concurrency.THREAD, poolSize = 20)
        int square(int item) {
            return item * item;
        }

        @Consumer
        void collect(int item) {
            this.collected.add(item);
        }

    }

    @MinigunTask
    static class Waiting extends Collecting<Integer> {

        @Producer
        List<Integer> generate() {
            return numbers(1, 256);
        }

        @Processor(concurrency = Concurrency.VIRTUAL_THREAD, poolSize = 256)
        int waiting(int item) {
            pause(100);
            return item;
        }

        @Consumer
        void collect(int item) {
            this.collected.add(item);
        }

    }

}
