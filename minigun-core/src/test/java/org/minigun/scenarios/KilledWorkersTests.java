package org.minigun.scenarios;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.minigun.Affinity;
import org.minigun.Concurrency;
import org.minigun.Output;
import org.minigun.Pipeline;
import org.minigun.PipelineBuilder;
import org.minigun.Run;
import org.minigun.RunResult;
import org.minigun.RunState;
import org.minigun.Setting;
import org.minigun.execution.Engine;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Workers that somebody else kills, at any time, whatever they are doing. Nothing that
 * was emitted is lost or comes twice, in any shape in which stages can leave the JVM.
 */
@Timeout(300)
class KilledWorkersTests {

    private static final int ITEMS = 400;

    @ParameterizedTest
    @EnumSource(names = { "ORDERED", "FRESH" })
    void everyItemArrivesOnceThoughWorkersAreKilled(Shape shape) throws Exception {
        storm(shape, 1, 4);
    }

    @ParameterizedTest
    @Tag("long")
    @CsvSource({ "2, 10", "3, 15", "4, 20" })
    void everyItemArrivesOnceInManyStorms(long seed, int kills) throws Exception {
        for (Shape shape : Shape.values()) {
            storm(shape, seed, kills);
        }
    }

    @ParameterizedTest
    @EnumSource(names = { "POOL", "COLOCATED", "FRESH_LISTS" })
    void theAccountsAreTrueThoughARunIsCancelledWhileWorkersAreKilled(Shape shape) throws Exception {
        try (Engine engine = engine()) {
            AtomicInteger arrived = new AtomicInteger();
            Run run = engine.start(shape.pipeline(ITEMS, (item) -> arrived.incrementAndGet()));
            Killer killer = Killer.start(new Random(9), 3, () -> arrived.get() > 0, arrived::get);
            killer.join();
            run.cancel();
            RunResult result = Scenario.end(run);
            assertThat(result.state()).isIn(RunState.CANCELLED, RunState.COMPLETED);
        }
    }

    private void storm(Shape shape, long seed, int kills) throws Exception {
        Map<Integer, Integer> arrived = new TreeMap<>();
        RunResult result;
        int killed;
        try (Engine engine = engine()) {
            Run run = engine.start(shape.pipeline(ITEMS, (item) -> {
                synchronized (arrived) {
                    arrived.merge(item, 1, Integer::sum);
                }
            }));
            Killer killer = Killer.start(new Random(seed * 31 + shape.ordinal()), kills, () -> true, () -> {
                synchronized (arrived) {
                    return arrived.size();
                }
            });
            result = Scenario.end(run);
            killed = killer.end();
        }
        assertThat(result.state()).as("%s after %d kills: %s", shape, killed, result).isEqualTo(RunState.COMPLETED);
        assertThat(killed).as("workers killed").isPositive();
        Map<Integer, Integer> expected = new TreeMap<>();
        for (int number = 1; number <= ITEMS; number++) {
            for (int copy = 0; copy < shape.copies; copy++) {
                expected.put(number * 10 + copy, 1);
            }
        }
        assertThat(arrived).as("%s after %d kills", shape, killed).isEqualTo(expected);
        assertThat(result.deadLetters()).isEmpty();
    }

    /**
     * Of an application that never gives up, for nothing here is to blame for a death.
     */
    private static Engine engine() {
        return Engine.builder()
            .set(Setting.MAX_CRASHES, 1000)
            .set(Setting.START_ATTEMPTS, 1000)
            .set(Setting.KEEP_ALIVE, Duration.ZERO)
            .build();
    }

    static int slow(int number) throws InterruptedException {
        Thread.sleep(number % 7);
        return number * 10;
    }

    /** How stages leave the JVM. Every item comes out times ten, or as several copies. */
    enum Shape {

        POOL(1) {
            @Override
            void stages(PipelineBuilder<Integer> builder, Sink sink) {
                builder.processor("work", (Integer n) -> slow(n), (o) -> o.concurrency(Concurrency.PROCESS, 2))
                    .consumer("sink", sink::take);
            }
        },

        ORDERED(1) {
            @Override
            void stages(PipelineBuilder<Integer> builder, Sink sink) {
                builder
                    .processor("work", (Integer n) -> slow(n), (o) -> o.concurrency(Concurrency.PROCESS, 2).ordered())
                    .consumer("sink", sink::take);
            }
        },

        KEYED(1) {
            @Override
            void stages(PipelineBuilder<Integer> builder, Sink sink) {
                builder
                    .processor("work", (Integer n) -> slow(n),
                            (o) -> o.concurrency(Concurrency.PROCESS, 2).partitionBy((Integer n) -> n % 5))
                    .consumer("sink", sink::take);
            }
        },

        SEVERAL(3) {
            @Override
            void stages(PipelineBuilder<Integer> builder, Sink sink) {
                builder.processor("work", Integer.class, (Integer n, Output<Integer> out) -> {
                    for (int copy = 0; copy < 3; copy++) {
                        out.emit(slow(n) + copy);
                    }
                }, (o) -> o.concurrency(Concurrency.PROCESS, 2)).consumer("sink", sink::take);
            }
        },

        TWO_POOLS(1) {
            @Override
            void stages(PipelineBuilder<Integer> builder, Sink sink) {
                builder.processor("first", (Integer n) -> n, (o) -> o.concurrency(Concurrency.PROCESS, 1))
                    .processor("second", (Integer n) -> slow(n), (o) -> o.concurrency(Concurrency.PROCESS, 1))
                    .consumer("sink", sink::take);
            }
        },

        COLOCATED(1) {
            @Override
            void stages(PipelineBuilder<Integer> builder, Sink sink) {
                builder.processor("first", (Integer n) -> n, (o) -> o.concurrency(Concurrency.PROCESS, 2))
                    .processor("second", (Integer n) -> slow(n), (o) -> o.affinity(Affinity.COLOCATED))
                    .consumer("sink", sink::take);
            }
        },

        NESTED(1) {
            @Override
            void stages(PipelineBuilder<Integer> builder, Sink sink) {
                builder
                    .pipeline(Pipeline.nested("nested", Integer.class)
                        .processor("first", (Integer n) -> n, (o) -> o.concurrency(Concurrency.THREAD, 3))
                        .processor("second", (Integer n) -> slow(n), (o) -> o.concurrency(Concurrency.THREAD, 2))
                        .build(), Integer.class, (o) -> o.concurrency(Concurrency.PROCESS, 2))
                    .consumer("sink", sink::take);
            }
        },

        NESTED_BATCHES(1) {
            @Override
            void stages(PipelineBuilder<Integer> builder, Sink sink) {
                builder.pipeline(Pipeline.nested("nested", Integer.class)
                    .accumulator("batch", (o) -> o.maxSize(7))
                    .processor("each", Integer.class, (List<Integer> batch, Output<Integer> out) -> {
                        for (int n : batch) {
                            out.emit(slow(n));
                        }
                    })
                    .build(), Integer.class, (o) -> o.concurrency(Concurrency.PROCESS, 2)).consumer("sink", sink::take);
            }
        },

        FRESH(1) {
            @Override
            void stages(PipelineBuilder<Integer> builder, Sink sink) {
                builder
                    .processor("work", (Integer n) -> slow(n),
                            (o) -> o.concurrency(Concurrency.PROCESS_PER_BATCH, 2).batchSize(100))
                    .consumer("sink", sink::take);
            }
        },

        FRESH_LISTS(1) {
            @Override
            void stages(PipelineBuilder<Integer> builder, Sink sink) {
                builder.accumulator("batch", (o) -> o.maxSize(100))
                    .processor("work", Integer.class, (List<Integer> batch, Output<Integer> out) -> {
                        for (int n : batch) {
                            out.emit(slow(n));
                        }
                    }, (o) -> o.concurrency(Concurrency.PROCESS_PER_BATCH, 2))
                    .consumer("sink", sink::take);
            }
        },

        FRESH_NESTED(1) {
            @Override
            void stages(PipelineBuilder<Integer> builder, Sink sink) {
                builder
                    .pipeline(
                            Pipeline.nested("nested", Integer.class)
                                .processor("first", (Integer n) -> n, (o) -> o.concurrency(Concurrency.THREAD, 3))
                                .processor("second", (Integer n) -> slow(n))
                                .build(),
                            Integer.class, (o) -> o.concurrency(Concurrency.PROCESS_PER_BATCH, 2).batchSize(100))
                    .consumer("sink", sink::take);
            }
        };

        private final int copies;

        Shape(int copies) {
            this.copies = copies;
        }

        abstract void stages(PipelineBuilder<Integer> builder, Sink sink);

        Pipeline pipeline(int items, Sink sink) {
            PipelineBuilder<Integer> builder = Pipeline.named("killed-" + name().toLowerCase(java.util.Locale.ROOT))
                .producer("numbers", Scenario.numbers(1, items));
            stages(builder, sink);
            return builder.build();
        }

    }

    /** Where items arrive. */
    interface Sink {

        void take(Integer item);

    }

}
