package org.minigun.spring.metrics;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.junit.jupiter.api.Test;
import org.minigun.Concurrency;
import org.minigun.OnError;
import org.minigun.Pipeline;
import org.minigun.Run;
import org.minigun.execution.Engine;
import org.minigun.plan.NamedPool;
import org.minigun.process.ProcessHost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class MinigunMetricsTests {

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    private MinigunMetrics metrics = new MinigunMetrics(Engine.create(), LatencyOptions.DEFAULT);

    private final Engine engine = Engine.builder().listeners(() -> List.of(this.metrics)).build();

    @Test
    void countersAddUpOverRunsOneAfterTheOther() throws InterruptedException {
        bind(LatencyOptions.DEFAULT);
        Pipeline pipeline = skipping();
        for (int run = 1; run <= 3; run++) {
            this.engine.run(pipeline);
            assertThat(counter("minigun.stage.items", "task", "skipping", "stage", "half", "outcome", "done"))
                .isEqualTo(5 * run);
            assertThat(counter("minigun.stage.items", "task", "skipping", "stage", "half", "outcome", "skipped"))
                .isEqualTo(5 * run);
            assertThat(counter("minigun.stage.emitted", "task", "skipping", "stage", "generate")).isEqualTo(10 * run);
            assertThat(counter("minigun.stage.received", "task", "skipping", "stage", "half")).isEqualTo(10 * run);
            assertThat(counter("minigun.stage.failures", "task", "skipping", "stage", "half")).isEqualTo(5 * run);
            assertThat(
                    this.registry.get("minigun.runs").tags("task", "skipping", "result", "completed").timer().count())
                .isEqualTo(run);
            assertThat(this.registry.get("minigun.stage.latency")
                .tags("task", "skipping", "stage", "keep")
                .functionTimer()).satisfies((timer) -> assertThat(timer.count()).isPositive());
        }
        assertThat(gauge("minigun.stage.latency.percentile", "stage", "keep", "percentile", "0.99")).isPositive();
        assertThat(gauge("minigun.runs.active", "task", "skipping")).isZero();
    }

    @Test
    void countersNeverFallWhileRunsOverlapAndEnd() throws InterruptedException {
        bind(LatencyOptions.DEFAULT);
        Pipeline pipeline = Pipeline.named("overlapping").producer("generate", Integer.class, (output) -> {
            for (int i = 0; i < 40; i++) {
                Thread.sleep(1);
                output.emit(i);
            }
        }).consumer("keep", (n) -> {
        }, (stage) -> stage.concurrency(Concurrency.THREAD).poolSize(2)).build();
        this.metrics.add(pipeline);
        double items = 0;
        double busy = 0;
        double waited = 0;
        for (int round = 0; round < 4; round++) {
            List<Run> runs = List.of(this.engine.start(pipeline), this.engine.start(pipeline));
            while (runs.stream().anyMatch(Run::isRunning)) {
                double nowItems = counter("minigun.stage.items", "stage", "keep", "outcome", "done");
                double nowBusy = counter("minigun.stage.busy", "stage", "keep");
                double nowWaited = counter("minigun.channel.waiting", "stage", "keep", "side", "receiver");
                assertThat(nowItems).isGreaterThanOrEqualTo(items);
                assertThat(nowBusy).isGreaterThanOrEqualTo(busy);
                assertThat(nowWaited).isGreaterThanOrEqualTo(waited);
                items = nowItems;
                busy = nowBusy;
                waited = nowWaited;
                Thread.onSpinWait();
            }
            for (Run run : runs) {
                run.await();
            }
        }
        assertThat(counter("minigun.stage.items", "stage", "keep", "outcome", "done")).isEqualTo(4 * 2 * 40);
        assertThat(counter("minigun.channel.waiting", "stage", "keep", "side", "receiver")).isPositive();
    }

    @Test
    void gaugesShowTheRunsThatGoOn() throws InterruptedException {
        bind(LatencyOptions.DEFAULT);
        CountDownLatch release = new CountDownLatch(1);
        Run run = this.engine.start(Pipeline.named("held")
            .producer("generate", List.of(1, 2, 3, 4))
            .consumer("hold", (n) -> release.await(), (stage) -> stage.concurrency(Concurrency.THREAD).poolSize(1))
            .build());
        await().until(() -> gauge("minigun.channel.depth", "stage", "hold") == 3);
        assertThat(gauge("minigun.channel.capacity", "stage", "hold")).isEqualTo(1024);
        assertThat(gauge("minigun.stage.inflight", "stage", "hold")).isEqualTo(4);
        assertThat(gauge("minigun.stage.contexts", "stage", "hold")).isEqualTo(1);
        assertThat(gauge("minigun.runs.active", "task", "held")).isEqualTo(1);
        assertThat(gauge("minigun.runs.progress", "task", "held")).isZero();
        release.countDown();
        run.await();
        assertThat(gauge("minigun.channel.depth", "stage", "hold")).isZero();
        assertThat(gauge("minigun.stage.inflight", "stage", "hold")).isZero();
        assertThat(gauge("minigun.runs.progress", "task", "held")).isNaN();
        await().until(() -> gauge("minigun.pool.size", "pool", "held/hold") == 0);
    }

    @Test
    void endedRunsAreNotKept() throws InterruptedException {
        bind(LatencyOptions.DEFAULT);
        WeakReference<Run> ended = run(skipping());
        await().until(() -> {
            System.gc();
            return ended.get() == null;
        });
        assertThat(counter("minigun.stage.items", "stage", "half", "outcome", "done")).isEqualTo(5);
    }

    private WeakReference<Run> run(Pipeline pipeline) throws InterruptedException {
        Run run = this.engine.start(pipeline);
        run.await();
        return new WeakReference<>(run);
    }

    @Test
    void histogramHasABucketForEachLatencyWhenAskedFor() throws InterruptedException {
        bind(new LatencyOptions(true, List.of()));
        this.engine.run(skipping());
        this.engine.run(skipping());
        assertThat(counter("minigun.stage.latency.upto", "stage", "keep", "le", "+Inf")).isEqualTo(10);
        assertThat(counter("minigun.stage.latency.upto", "stage", "keep", "le", "100")).isEqualTo(10);
        assertThat(counter("minigun.stage.latency.upto", "stage", "keep", "le", "0.000001"))
            .isLessThanOrEqualTo(counter("minigun.stage.latency.upto", "stage", "keep", "le", "0.00005"));
        assertThat(this.registry.find("minigun.stage.latency.percentile").gauges()).isEmpty();
    }

    @Test
    void poolThatStagesMayShareHasMetersBeforeOneUsesIt() {
        NamedPool pool = new NamedPool("io", Concurrency.THREAD, 3);
        try (Engine sharing = Engine.builder().pool(pool).build();
                MinigunMetrics meters = new MinigunMetrics(sharing, LatencyOptions.DEFAULT)) {
            meters.bindTo(this.registry);
            assertThat(gauge("minigun.pool.size", "pool", "io")).isEqualTo(3);
            assertThat(gauge("minigun.pool.idle", "pool", "io")).isEqualTo(3);
        }
    }

    @Test
    void metersOfATaskAreThereBeforeItsFirstRunAndGoneInTheEnd() {
        bind(LatencyOptions.DEFAULT);
        this.metrics.add(skipping());
        assertThat(counter("minigun.stage.items", "stage", "half", "outcome", "failed")).isZero();
        assertThat(this.registry.get("minigun.runs").tags("task", "skipping", "result", "failed").timer().count())
            .isZero();
        assertThat(gauge("minigun.pool.size", "pool", "skipping/generate")).isZero();
        this.metrics.close();
        assertThat(this.registry.getMeters()).isEmpty();
    }

    @Test
    void everyMeterIsInTheCatalogueWithItsTagsAndUnit() throws InterruptedException {
        bind(new LatencyOptions(true, List.of(0.5)));
        this.engine.run(workers());
        assertThat(this.registry.getMeters()).isNotEmpty().allSatisfy((meter) -> {
            Optional<MinigunMeter> known = List.of(MinigunMeter.values())
                .stream()
                .filter((one) -> one.meterName().equals(meter.getId().getName()))
                .findFirst();
            assertThat(known).as(meter.getId().getName()).isPresent();
            assertThat(meter.getId().getTags()).extracting("key")
                .containsExactlyInAnyOrderElementsOf(known.get().tags());
            assertThat(meter.getId().getBaseUnit()).isEqualTo(known.get().unit());
            assertThat(meter.getId().getType()).isIn(types(known.get().kind()));
        });
        assertThat(this.registry.getMeters()).extracting((meter) -> meter.getId().getName())
            .containsAll(List.of(MinigunMeter.values()).stream().map(MinigunMeter::meterName).toList());
        this.engine.close();
    }

    private static List<Meter.Type> types(MinigunMeter.Kind kind) {
        return switch (kind) {
            case COUNTER -> List.of(Meter.Type.COUNTER);
            case GAUGE -> List.of(Meter.Type.GAUGE);
            case TIMER -> List.of(Meter.Type.TIMER);
        };
    }

    @Test
    void workersTellTheirStartsRestartsMemoryAndCpu() throws InterruptedException {
        bind(LatencyOptions.DEFAULT);
        this.engine.run(workers());
        String pool = "workers/crash";
        await().until(() -> counter("minigun.worker.restarts", "pool", pool, "cause", "exit") == 1);
        assertThat(counter("minigun.worker.starts", "pool", pool)).isGreaterThanOrEqualTo(2);
        assertThat(counter("minigun.worker.restarts", "pool", pool, "cause", "signal")).isZero();
        assertThat(counter("minigun.worker.start.failures", "pool", pool)).isZero();
        await().until(() -> gauge("minigun.worker.processes", "pool", pool) == 1);
        assertThat(gauge("minigun.pool.idle", "pool", pool)).isEqualTo(1);
        assertThat(gauge("minigun.pool.size", "pool", pool)).isEqualTo(1);
        assertThat(gauge("minigun.worker.memory", "pool", pool)).isGreaterThan(1 << 20);
        assertThat(gauge("minigun.worker.age", "pool", pool)).isPositive();
        double cpu = counter("minigun.worker.cpu", "pool", pool);
        assertThat(cpu).isPositive();
        ProcessHandle.current()
            .children()
            .filter((child) -> this.engine.host(ProcessHost.class).orElseThrow().recycle(child.pid()))
            .findFirst()
            .orElseThrow();
        await().atMost(Duration.ofMinutes(1))
            .until(() -> counter("minigun.worker.restarts", "pool", pool, "cause", "asked") == 1);
        this.engine.close();
        assertThat(counter("minigun.worker.cpu", "pool", pool)).isGreaterThanOrEqualTo(cpu);
        await().until(() -> gauge("minigun.worker.processes", "pool", pool) == 0);
    }

    @Test
    void prometheusTakesAllOfThem() throws InterruptedException {
        PrometheusMeterRegistry prometheus = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        bind(new LatencyOptions(true, List.of(0.99)));
        this.metrics.bindTo(prometheus);
        this.engine.run(skipping());
        assertThat(prometheus.scrape()).contains(
                "minigun_stage_items_total{outcome=\"done\",stage=\"half\",task=\"skipping\"} 5.0",
                "minigun_stage_latency_seconds_count{stage=\"keep\",task=\"skipping\"}",
                "minigun_stage_latency_upto_total{le=\"+Inf\",stage=\"keep\",task=\"skipping\"} 5.0",
                "minigun_channel_waiting_seconds_total{side=\"sender\",stage=\"half\",task=\"skipping\"}",
                "minigun_runs_seconds_count{result=\"completed\",task=\"skipping\"} 1");
    }

    private void bind(LatencyOptions latencies) {
        this.metrics = new MinigunMetrics(this.engine, latencies);
        this.metrics.bindTo(this.registry);
    }

    private static Pipeline skipping() {
        return Pipeline.named("skipping")
            .producer("generate", List.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10))
            .processor("half", (n) -> {
                if (n % 2 == 0) {
                    throw new IllegalStateException("even");
                }
                return n;
            }, (stage) -> stage.concurrency(Concurrency.THREAD).poolSize(1).onError(OnError.SKIP))
            .consumer("keep", (n) -> {
            })
            .build();
    }

    /** Three items, at the second of which its worker exits. */
    private static Pipeline workers() {
        return Pipeline.named("workers").producer("generate", List.of(1, 2, 3)).processor("crash", (n) -> {
            if (n == 2) {
                Runtime.getRuntime().halt(3);
            }
            return n;
        }, (stage) -> stage.concurrency(Concurrency.PROCESS)
            .poolSize(1)
            .onError(OnError.SKIP)
            .set(org.minigun.Setting.MAX_CRASHES, 1)).consumer("keep", (n) -> {
            }).build();
    }

    private double counter(String name, String... tags) {
        FunctionCounter counter = this.registry.get(name).tags(tags).functionCounter();
        return counter.count();
    }

    private double gauge(String name, String... tags) {
        Gauge gauge = this.registry.get(name).tags(tags).gauge();
        return gauge.value();
    }

}
