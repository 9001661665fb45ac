package org.minigun.scenarios;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

import org.minigun.Affinity;
import org.minigun.Concurrency;
import org.minigun.OnError;
import org.minigun.Pipeline;
import org.minigun.PipelineBuilder;
import org.minigun.StageOptions;
import org.minigun.graph.Routing;

/**
 * Makes pipelines at random, of all kinds of stages, placements and failures.
 */
final class RandomPipelines {

    private final Random random;

    private final int items;

    RandomPipelines(Random random, int items) {
        this.random = random;
        this.items = items;
    }

    /** A pipeline whose stages use the named pool {@code shared}. */
    Pipeline next(String name) {
        PipelineBuilder<Integer> builder = Pipeline.named(name)
            .options((o) -> o.shutdownTimeout(Duration.ofSeconds(20)))
            .producer("p0", Integer.class, (out) -> {
                for (int i = 0; i < this.items; i++) {
                    out.emit(i);
                }
            });
        if (this.random.nextInt(3) == 0) {
            builder = builder.producer("p1", Scenario.numbers(0, this.items - 1));
        }
        int stages = 1 + this.random.nextInt(5);
        for (int i = 0; i < stages; i++) {
            builder = stage(builder, "s" + i, i > 0 || this.random.nextBoolean());
        }
        if (this.random.nextBoolean()) {
            int pause = pause();
            return builder.consumer("sink", (n) -> pause(n, pause), this::place).build();
        }
        List<Routing> routings = List.of(Routing.BROADCAST, Routing.ROUND_ROBIN);
        Routing routing = routings.get(this.random.nextInt(2));
        int pause = pause();
        return builder.<Integer>processor("split", (n) -> n, (o) -> o.to("left", "right").routing(routing))
            .consumer("left", (n) -> pause(n, pause), this::place)
            .consumer("right", (n) -> {
            }, this::place)
            .build();
    }

    private PipelineBuilder<Integer> stage(PipelineBuilder<Integer> builder, String name, boolean mayBatch) {
        int pause = pause();
        int failing = (this.random.nextInt(3) == 0) ? 13 : Integer.MAX_VALUE;
        switch (this.random.nextInt(mayBatch ? 4 : 3)) {
            case 0:
                return builder.<Integer>processor(name, (n) -> work(n, pause, failing), this::place);
            case 1:
                return builder.processor(name, Integer.class, (n, out) -> {
                    out.emit(n);
                    work(n, pause, failing);
                    if (n % 3 == 0) {
                        out.emit(n);
                    }
                }, this::place);
            case 2:
                return builder.flatten(name, Integer.class,
                        (n) -> List.of(n, work(n, pause, failing)).subList(0, n % 3), this::place);
            default:
                boolean timed = this.random.nextBoolean();
                int size = 1 + this.random.nextInt(10);
                return builder.accumulator(name, (o) -> {
                    o.maxSize(size);
                    if (timed) {
                        o.maxWait(Duration.ofMillis(2));
                    }
                }).flatten(name + "-unpack", Integer.class, (batch) -> new ArrayList<>(batch));
        }
    }

    private <O> void place(StageOptions<Integer, O> options) {
        options.onError(this.random.nextBoolean() ? OnError.SKIP : OnError.DEAD_LETTER);
        if (this.random.nextInt(4) == 0) {
            options.retries(1).backoff(Duration.ofMillis(1));
        }
        switch (this.random.nextInt(6)) {
            case 0 -> options.concurrency(Concurrency.THREAD, 1 + this.random.nextInt(5)).capacity(capacity());
            case 1 ->
                options.concurrency(Concurrency.THREAD, 2 + this.random.nextInt(3)).ordered().capacity(capacity());
            case 2 -> options.concurrency(Concurrency.THREAD, 2 + this.random.nextInt(3))
                .partitionBy((n) -> n % 17)
                .capacity(capacity());
            case 3 -> options.pool("shared").capacity(capacity());
            case 4 -> options.affinity(Affinity.INDEPENDENT).capacity(capacity());
            default -> {
            }
        }
    }

    private int capacity() {
        return this.random.nextBoolean() ? 1 + this.random.nextInt(4) : 1 + this.random.nextInt(200);
    }

    private int pause() {
        return this.random.nextInt(3) * 20_000;
    }

    private static Integer work(Integer n, int pause, int failing) {
        pause(n, pause);
        if (n % failing == failing - 1) {
            throw new IllegalStateException("item " + n);
        }
        return n;
    }

    private static void pause(int n, int nanos) {
        if (nanos > 0 && n % 5 == 0) {
            LockSupport.parkNanos(nanos);
        }
    }

}
