package org.minigun.metrics;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LatencyRecorderTests {

    private static final Percentage TWO_DIGITS = Percentage.withPercentage(1);

    private final LatencyRecorder recorder = new LatencyRecorder();

    @Test
    void hasNoLatenciesAtFirst() {
        assertThat(this.recorder.summary()).isEqualTo(LatencySummary.NONE);
    }

    @Test
    void s206_percentilesOfTenSamples() {
        for (int i = 1; i <= 10; i++) {
            this.recorder.record(i * 10_000_000L, 1);
        }
        LatencySummary summary = this.recorder.summary();
        assertThat(summary.count()).isEqualTo(10);
        assertThat(summary.p50()).isBetween(Duration.ofMillis(40), Duration.ofMillis(60));
        assertThat(summary.p90()).isBetween(Duration.ofMillis(80), Duration.ofMillis(100));
        assertThat(summary.p99().toNanos()).isCloseTo(100_000_000L, TWO_DIGITS);
        assertThat(summary.max().toNanos()).isCloseTo(100_000_000L, TWO_DIGITS);
        assertThat(summary.mean()).isEqualTo(Duration.ofMillis(55));
    }

    @Test
    void s207_aMillionLatenciesInBoundedMemory() {
        com.sun.management.ThreadMXBean memory = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = memory.getThreadAllocatedBytes(Thread.currentThread().getId());
        for (int i = 0; i < 1_000_000; i++) {
            this.recorder.record(i * 1000L, 1);
        }
        long allocated = memory.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;
        assertThat(this.recorder.summary().count()).isEqualTo(1_000_000);
        assertThat(allocated).isLessThan(1_000_000);
        assertThat(this.recorder.summary().p50().toNanos()).isCloseTo(500_000_000L, TWO_DIGITS);
    }

    @Test
    void latencyStandsForSeveralItems() {
        this.recorder.record(1000, 99);
        this.recorder.record(1_000_000, 1);
        LatencySummary summary = this.recorder.summary();
        assertThat(summary.count()).isEqualTo(100);
        assertThat(summary.p99().toNanos()).isCloseTo(1000L, TWO_DIGITS);
        assertThat(summary.max().toNanos()).isCloseTo(1_000_000L, TWO_DIGITS);
        assertThat(summary.mean()).isEqualTo(Duration.ofNanos((99 * 1000 + 1_000_000) / 100));
    }

    @Test
    void keepsTwoDigitsFromANanosecondToAnHour() {
        for (Duration latency : List.of(Duration.ofNanos(1), Duration.ofNanos(987), Duration.ofMillis(12),
                Duration.ofSeconds(59), Duration.ofMinutes(59))) {
            LatencyRecorder one = new LatencyRecorder();
            one.record(latency.toNanos(), 1);
            assertThat(one.summary().p50().toNanos()).isCloseTo(latency.toNanos(), TWO_DIGITS);
        }
    }

    @Test
    void latencyOverAnHourCountsAsAnHour() {
        this.recorder.record(Duration.ofHours(3).toNanos(), 1);
        assertThat(this.recorder.summary().max().toMinutes()).isBetween(59L, 61L);
    }

    @Test
    void meanCountsALatencyOverAnHourAsAnHourToo() {
        this.recorder.record(Duration.ofHours(3).toNanos(), 1);
        assertThat(this.recorder.summary().mean()).isLessThanOrEqualTo(Duration.ofHours(1));
    }

    @Test
    void clockThatStepsBackCountsAsNoTime() {
        this.recorder.record(-5, 1);
        assertThat(this.recorder.summary().count()).isEqualTo(1);
        assertThat(this.recorder.summary().max()).isZero();
        assertThat(this.recorder.summary().mean()).isZero();
    }

    @RepeatedTest(3)
    void losesNothingBetweenThreads() throws InterruptedException {
        List<Thread> threads = IntStream.range(0, 4).mapToObj((number) -> new Thread(() -> {
            for (int i = 0; i < 10_000; i++) {
                this.recorder.record((number + 1) * 1000L * (1 + i % 1000), 1);
            }
        })).toList();
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(this.recorder.summary().count()).isEqualTo(40_000);
    }

}
