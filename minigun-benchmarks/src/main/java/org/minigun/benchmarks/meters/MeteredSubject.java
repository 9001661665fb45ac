package org.minigun.benchmarks.meters;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.minigun.Pipeline;
import org.minigun.RunListener;
import org.minigun.benchmarks.Subject;
import org.minigun.benchmarks.Tally;
import org.minigun.execution.Engine;
import org.minigun.spring.metrics.LatencyOptions;
import org.minigun.spring.metrics.MinigunMetrics;

/**
 * The fused chain with every meter there is, read every second: a monitoring system
 * usually reads them four times a minute.
 */
final class MeteredSubject implements Subject {

    private static final long PAUSE_NANOS = 1_000_000_000;

    private final AtomicReference<RunListener> listener = new AtomicReference<>();

    private final Engine engine = Engine.builder().listeners(() -> List.of(this.listener.get())).build();

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

    private final Tally tally = new Tally();

    private final Pipeline pipeline = Pipeline.named("chain").producer("numbers", Long.class, (out) -> {
        for (long i = 0; i < this.tally.items; i++) {
            out.emit(i);
        }
    }).processor("step", (x) -> x * 2L + 1).consumer("sum", (x) -> this.tally.sum += x).build();

    private final Thread reader = new Thread(this::read, "scrape");

    private volatile boolean closed;

    MeteredSubject() {
        MinigunMetrics metrics = new MinigunMetrics(this.engine,
                new LatencyOptions(true, LatencyOptions.DEFAULT.percentiles()));
        this.listener.set(metrics);
        metrics.bindTo(this.registry);
        metrics.add(this.pipeline);
        this.reader.setDaemon(true);
        this.reader.start();
    }

    private void read() {
        while (!this.closed) {
            this.registry.scrape();
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    @Override
    public long run(int items) throws Exception {
        this.tally.begin(items);
        this.engine.run(this.pipeline);
        return this.tally.sum;
    }

    @Override
    public void close() {
        this.closed = true;
        this.engine.close();
    }

}
