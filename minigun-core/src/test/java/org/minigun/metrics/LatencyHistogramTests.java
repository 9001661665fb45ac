package org.minigun.metrics;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LatencyHistogramTests {

    private final LatencyRecorder recorder = new LatencyRecorder();

    @Test
    void countsUpToATime() {
        this.recorder.record(Duration.ofMillis(1).toNanos(), 90);
        this.recorder.record(Duration.ofMillis(100).toNanos(), 10);
        LatencyHistogram histogram = this.recorder.histogram();
        assertThat(histogram.count()).isEqualTo(100);
        assertThat(histogram.countUpTo(Duration.ofNanos(900_000))).isZero();
        assertThat(histogram.countUpTo(Duration.ofMillis(50))).isEqualTo(90);
        assertThat(histogram.countUpTo(Duration.ofHours(1))).isEqualTo(100);
        assertThat(histogram.percentile(50).orElseThrow()).isBetween(Duration.ofNanos(990_000),
                Duration.ofNanos(1010_000));
    }

    @Test
    void staysAsItWasWhenMoreIsRecorded() {
        this.recorder.record(1000, 1);
        LatencyHistogram before = this.recorder.histogram();
        this.recorder.record(1000, 1);
        assertThat(before.count()).isEqualTo(1);
    }

    @Test
    void histogramsAreAddedUpWhateverTheirRange() {
        this.recorder.record(1000, 1);
        LatencyRecorder slow = new LatencyRecorder();
        slow.record(Duration.ofMinutes(10).toNanos(), 2);
        LatencyHistogram sum = this.recorder.histogram().plus(slow.histogram());
        assertThat(sum.count()).isEqualTo(3);
        assertThat(sum.countUpTo(Duration.ofSeconds(1))).isEqualTo(1);
        assertThat(sum.percentile(99).orElseThrow()).isGreaterThan(Duration.ofMinutes(9));
        assertThat(LatencyHistogram.NONE.plus(sum)).isSameAs(sum);
        assertThat(sum.plus(LatencyHistogram.NONE)).isSameAs(sum);
    }

    @Test
    void nothingHasNoPercentile() {
        assertThat(LatencyHistogram.NONE.percentile(99)).isEmpty();
        assertThat(LatencyHistogram.NONE.countUpTo(Duration.ofHours(1))).isZero();
    }

}
