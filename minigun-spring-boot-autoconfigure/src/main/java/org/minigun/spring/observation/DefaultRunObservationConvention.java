package org.minigun.spring.observation;

import java.util.Locale;

import io.micrometer.common.KeyValue;
import io.micrometer.common.KeyValues;
import org.minigun.RunResult;

/**
 * Observation {@code minigun.run}: low cardinality keys {@code minigun.task} and
 * {@code minigun.result} ({@code none} while the run goes on), high cardinality keys
 * {@code minigun.run.id}, {@code minigun.items.emitted} and {@code minigun.items.failed}
 * (those that were given up on, skipped or have failed the run).
 */
public class DefaultRunObservationConvention implements RunObservationConvention {

    /**
     * Makes the convention.
     */
    public DefaultRunObservationConvention() {
    }

    @Override
    public String getName() {
        return "minigun.run";
    }

    @Override
    public String getContextualName(RunObservationContext context) {
        return "run " + context.run().task();
    }

    @Override
    public KeyValues getLowCardinalityKeyValues(RunObservationContext context) {
        RunResult result = context.result();
        return KeyValues.of(KeyValue.of("minigun.task", context.run().task()), KeyValue.of("minigun.result",
                (result != null) ? result.state().name().toLowerCase(Locale.ROOT) : "none"));
    }

    @Override
    public KeyValues getHighCardinalityKeyValues(RunObservationContext context) {
        KeyValues keys = KeyValues.of(KeyValue.of("minigun.run.id", context.run().id()));
        RunResult result = context.result();
        if (result == null) {
            return keys;
        }
        long failed = result.statistics()
            .stages()
            .stream()
            .mapToLong((stage) -> stage.failed() + stage.skipped() + stage.deadLettered())
            .sum();
        return keys.and(KeyValue.of("minigun.items.emitted", Long.toString(result.statistics().emitted())),
                KeyValue.of("minigun.items.failed", Long.toString(failed)));
    }

}
