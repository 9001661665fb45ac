package org.minigun.spring.metrics;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Timer;

/**
 * Makes the meters of one registry, and remembers them. Thread-safe.
 */
final class MeterMaker {

    private final MeterRegistry registry;

    private final Set<Meter> made = ConcurrentHashMap.newKeySet();

    MeterMaker(MeterRegistry registry) {
        this.registry = registry;
    }

    <T> void counter(MinigunMeter meter, T source, ToDoubleFunction<T> value, String... tags) {
        this.made.add(FunctionCounter.builder(meter.meterName(), source, value)
            .tags(tags(meter, tags))
            .description(meter.description())
            .baseUnit(meter.unit())
            .register(this.registry));
    }

    <T> void gauge(MinigunMeter meter, T source, ToDoubleFunction<T> value, String... tags) {
        this.made.add(Gauge.builder(meter.meterName(), source, value)
            .tags(tags(meter, tags))
            .description(meter.description())
            .baseUnit(meter.unit())
            .register(this.registry));
    }

    <T> void timer(MinigunMeter meter, T source, ToLongFunction<T> count, ToDoubleFunction<T> nanos, String... tags) {
        this.made.add(FunctionTimer.builder(meter.meterName(), source, count, nanos, TimeUnit.NANOSECONDS)
            .tags(tags(meter, tags))
            .description(meter.description())
            .register(this.registry));
    }

    Timer timer(MinigunMeter meter, String... tags) {
        Timer timer = Timer.builder(meter.meterName())
            .tags(tags(meter, tags))
            .description(meter.description())
            .register(this.registry);
        this.made.add(timer);
        return timer;
    }

    void removeAll() {
        this.made.forEach(this.registry::remove);
        this.made.clear();
    }

    private static List<Tag> tags(MinigunMeter meter, String... values) {
        if (values.length != meter.tags().size()) {
            throw new IllegalArgumentException("Meter '" + meter.meterName() + "' has the tags " + meter.tags());
        }
        Tag[] tags = new Tag[values.length];
        for (int i = 0; i < tags.length; i++) {
            tags[i] = Tag.of(meter.tags().get(i), values[i]);
        }
        return List.of(tags);
    }

}
