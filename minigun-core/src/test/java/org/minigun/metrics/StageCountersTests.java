package org.minigun.metrics;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class StageCountersTests {

    private final LatencyRecorder latency = new LatencyRecorder();

    private final StageCounters counters = new StageCounters(this.latency, new Sampler());

    @Test
    void countsEachKindByItself() {
        this.counters.received();
        this.counters.done();
        this.counters.done(2);
        this.counters.emitted();
        this.counters.emitted(4);
        this.counters.failed(5);
        this.counters.skipped(6);
        this.counters.deadLettered(7);
        this.counters.unfinished(8);
        this.counters.failedAttempt();
        this.counters.retried();
        assertThat(this.counters.receivedCount()).isEqualTo(1);
        assertThat(this.counters.doneCount()).isEqualTo(3);
        assertThat(this.counters.emittedCount()).isEqualTo(5);
        assertThat(this.counters.emittedHere()).isEqualTo(5);
        assertThat(this.counters.failedCount()).isEqualTo(5);
        assertThat(this.counters.skippedCount()).isEqualTo(6);
        assertThat(this.counters.deadLetteredCount()).isEqualTo(7);
        assertThat(this.counters.unfinishedCount()).isEqualTo(8);
        assertThat(this.counters.failedAttemptCount()).isEqualTo(1);
        assertThat(this.counters.retriedCount()).isEqualTo(1);
    }

    @Test
    void itemThatPassedIsDoneAndEmitted() {
        this.counters.passed();
        this.counters.done();
        this.counters.emitted();
        assertThat(this.counters.doneCount()).isEqualTo(2);
        assertThat(this.counters.emittedCount()).isEqualTo(2);
        assertThat(this.counters.emittedHere()).isEqualTo(1);
    }

    @Test
    void remembersTheItemInWork() {
        assertThat(this.counters.current()).isNull();
        this.counters.current("item");
        assertThat(this.counters.current()).isEqualTo("item");
        this.counters.current(null);
        assertThat(this.counters.current()).isNull();
    }

    @Test
    void timesGoToTheStage() {
        this.counters.timed(1000);
        this.counters.timedOne(3000);
        assertThat(this.counters.busyNanos()).isEqualTo(4000);
        assertThat(this.latency.summary().count()).isEqualTo(2);
        assertThat(this.latency.summary().mean()).isEqualTo(Duration.ofNanos(2000));
    }

    @Test
    void timeOfASampleStandsForTheItemsThatWereNotMeasured() {
        Sampler sampler = new Sampler();
        StageCounters sampled = new StageCounters(this.latency, sampler);
        for (int i = 0; i < 64; i++) {
            sampled.timed(5000);
            sampler.finished();
        }
        assertThat(sampler.weight()).isEqualTo(16);
        sampled.timed(5000);
        assertThat(this.latency.summary().count()).isEqualTo(64 + 16);
        assertThat(sampled.busyNanos()).isEqualTo((64 + 16) * 5000);
    }

    @RepeatedTest(5)
    void s205_countersOfTenThreadsAddUp() throws InterruptedException {
        assertThat(sumOfTenThreads(100)).isEqualTo(1000);
        assertThat(sumOfTenThreads(50)).isEqualTo(500);
    }

    private long sumOfTenThreads(int items) throws InterruptedException {
        List<StageCounters> all = Stream.generate(() -> new StageCounters(this.latency, new Sampler()))
            .limit(10)
            .toList();
        List<Thread> threads = all.stream()
            .map((one) -> new Thread(() -> IntStream.range(0, items).forEach((i) -> one.received())))
            .toList();
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        return all.stream().mapToLong(StageCounters::receivedCount).sum();
    }

    @RepeatedTest(3)
    void readerOnlySeesCountsGrow() throws InterruptedException {
        AtomicBoolean end = new AtomicBoolean();
        Thread writer = new Thread(() -> {
            while (!end.get()) {
                this.counters.received();
                this.counters.passed();
            }
        });
        writer.start();
        try {
            long received = 0;
            long done = 0;
            while (received < 100_000) {
                long doneNow = this.counters.doneCount();
                long receivedNow = this.counters.receivedCount();
                assertThat(doneNow >= done && receivedNow >= received && receivedNow >= doneNow).isTrue();
                done = doneNow;
                received = receivedNow;
            }
        }
        finally {
            end.set(true);
            writer.join();
        }
    }

}
