package org.minigun.metrics;

import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class WaitingTimeTests {

    private final WaitingTime time = new WaitingTime();

    @Test
    void endedWaitsAreAddedUp() {
        long start = System.nanoTime() - TimeUnit.SECONDS.toNanos(5);
        this.time.begin(start);
        this.time.begin(start);
        assertThat(this.time.waiting()).isEqualTo(2);
        this.time.end(start);
        this.time.end(start);
        assertThat(this.time.waiting()).isZero();
        long ended = this.time.nanos();
        assertThat(ended).isBetween(TimeUnit.SECONDS.toNanos(10), TimeUnit.SECONDS.toNanos(60));
        assertThat(this.time.nanos()).isEqualTo(ended);
    }

    @Test
    void waitThatGoesOnCountsAlready() {
        this.time.begin(System.nanoTime() - TimeUnit.SECONDS.toNanos(3));
        long first = this.time.nanos();
        assertThat(first).isGreaterThanOrEqualTo(TimeUnit.SECONDS.toNanos(3));
        assertThat(this.time.nanos()).isGreaterThanOrEqualTo(first);
    }

    @Test
    void nobodyHasWaitedYet() {
        assertThat(this.time.nanos()).isZero();
    }

}
