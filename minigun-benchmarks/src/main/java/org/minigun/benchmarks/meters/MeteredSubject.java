package org.minigun.benchmarks.meters;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.minigun.RunListener;
import org.minigun.benchmarks.MinigunSubject;
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

    /** Reading is compiled by then, as it is in an application that runs for hours. */
    private static final int WARM = 2_000;

    private final AtomicReference<RunListener> listener = new AtomicReference<>();

    private final Engine engine = Engine.builder().listeners(() -> List.of(this.listener.get())).build();

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

    private final Subject chain = new MinigunSubject(MetersCase::chain, this.engine);

    private final Thread reader = new Thread(this::read, "scrape");

    private volatile boolean closed;

    MeteredSubject() {
        MinigunMetrics metrics = new MinigunMetrics(this.engine,
                new LatencyOptions(true, LatencyOptions.DEFAULT.percentiles()));
        this.listener.set(metrics);
        metrics.bindTo(this.registry);
        metrics.add(MetersCase.chain(new Tally()));
        for (int i = 0; i < WARM; i++) {
            this.registry.scrape();
        }
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
        return this.chain.run(items);
    }

    @Override
    public void close() {
        this.closed = true;
        this.chain.close();
    }

}
