package org.minigun.metrics;

import java.util.stream.LongStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SamplerTests {

    private static final long ITEMS = 100_000;

    private final Sampler sampler = new Sampler();

    @Test
    void knowsNothingAtFirst() {
        assertThat(this.sampler.smoothedNanos()).isNegative();
        assertThat(this.sampler.weight()).isEqualTo(1);
    }

    @Test
    void measuresEachOfTheFirstItems() {
        assertThat(LongStream.range(0, 64).filter(this::measured)).hasSize(64);
    }

    private boolean measured(long number) {
        return measure(number, 10) == 1;
    }

    @Test
    void measuresEverySlowItem() {
        assertThat(measured(1000, 20_000)).isEqualTo(1000);
    }

    @Test
    void measuresSomeFastItems() {
        assertThat(measured(ITEMS, 5_000)).isBetween(ITEMS / 20, ITEMS / 10);
    }

    @Test
    void measuresFewVeryFastItems() {
        assertThat(measured(ITEMS, 50)).isBetween(ITEMS / 2000, ITEMS / 200);
    }

    @Test
    void measuredItemsStandForAboutAllItems() {
        long stoodFor = LongStream.range(0, ITEMS).map((number) -> measure(number, 50)).sum();
        assertThat(stoodFor).isBetween(ITEMS - 2048, ITEMS + 2048);
    }

    @Test
    void measuresEveryItemAgainOnceItemsAreSlow() {
        measured(ITEMS, 50);
        long first = LongStream.range(ITEMS, 2 * ITEMS)
            .filter((number) -> measure(number, 10_000_000) == 1)
            .findFirst()
            .orElse(Long.MAX_VALUE);
        assertThat(first - ITEMS).isLessThan(2048);
        assertThat(this.sampler.weight()).isEqualTo(1);
    }

    @Test
    void tellsWhichItemIsNext() {
        assertThat(this.sampler.dueAfter(7)).isEqualTo(8);
        measured(ITEMS, 50);
        long next = this.sampler.dueAfter(ITEMS);
        assertThat(this.sampler.isDue(next)).isTrue();
        assertThat(LongStream.range(ITEMS + 1, next)).noneMatch(this.sampler::isDue);
    }

    @Test
    void addsTheTimesOfAllStages() {
        this.sampler.add(100);
        this.sampler.add(300);
        this.sampler.finished();
        assertThat(this.sampler.smoothedNanos()).isEqualTo(400);
        this.sampler.add(800);
        this.sampler.finished();
        assertThat(this.sampler.smoothedNanos()).isEqualTo(500);
    }

    private long measured(long items, long nanos) {
        return LongStream.range(0, items).filter((number) -> measure(number, nanos) > 0).count();
    }

    /** How many items the measured one stands for, 0 if it is not measured. */
    private long measure(long number, long nanos) {
        if (!this.sampler.isDue(number)) {
            return 0;
        }
        long weight = this.sampler.weight();
        this.sampler.add(nanos);
        this.sampler.finished();
        return weight;
    }

}
