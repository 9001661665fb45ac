package org.minigun.metrics;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.minigun.graph.StageKind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class RunStatisticsTests {

    private static final Duration SECOND = Duration.ofSeconds(1);

    @Test
    void s208_throughputOfNoTimeIsNone() {
        assertThat(statistics(Duration.ZERO, last("save", 10)).throughput()).isZero();
        assertThat(statistics(Duration.ofSeconds(4), last("save", 10)).throughput()).isEqualTo(2.5);
    }

    @Test
    void s208_rateOfSuccess() {
        assertThat(stage("save", 0, 0, 0, 0).successRate()).isEqualTo(1);
        assertThat(stage("save", 10, 8, 1, 1).successRate()).isEqualTo(0.8);
        assertThat(stage("save", 10, 0, 10, 0).successRate()).isZero();
        assertThat(stage("save", 20, 8, 1, 1).successRate()).isEqualTo(0.8);
    }

    @Test
    void inFlightIsWhatWasReceivedAndIsNotSettled() {
        assertThat(stage("save", 20, 8, 1, 1).inFlight()).isEqualTo(10);
        assertThat(stage("save", 10, 8, 1, 1).inFlight()).isZero();
        assertThat(stage("generate", 0, 8, 0, 0).inFlight()).isZero();
    }

    @Test
    void emittedIsTheSumOverProducersAndConsumedOverLastStages() {
        RunStatistics statistics = statistics(SECOND, producer("one", 10), producer("two", 5),
                stage("between", 15, 15, 0, 0), last("save", 7), last("show", 8));
        assertThat(statistics.emitted()).isEqualTo(15);
        assertThat(statistics.consumed()).isEqualTo(15);
    }

    @Test
    void nestedPipelineIsNotCountedBesideItsStages() {
        StageStatistics nested = new StageStatistics("load", StageKind.PIPELINE, true, 0, 5, 5, 5, 0, 0, 0, 0, 0, 0, -1,
                0, 0, Duration.ZERO, Duration.ZERO, SECOND, LatencySummary.NONE);
        RunStatistics statistics = statistics(SECOND, nested, last("load/save", 5));
        assertThat(statistics.consumed()).isEqualTo(5);
        assertThat(statistics.bottleneck()).isEmpty();
    }

    @Test
    void s209_bottleneckIsTheStageWhoseContextsAreBusiest() {
        StageStatistics oneThread = busy("one-thread", 1, Duration.ofMillis(600));
        StageStatistics pool = busy("pool", 4, Duration.ofMillis(2000));
        assertThat(oneThread.busyShare(SECOND)).isEqualTo(0.6);
        assertThat(pool.busyShare(SECOND)).isEqualTo(0.5);
        assertThat(pool.busyShare(Duration.ZERO)).isZero();
        RunStatistics statistics = statistics(SECOND, busy("generate", StageKind.PRODUCER, 1, SECOND), pool, oneThread,
                busy("load", StageKind.PIPELINE, 1, SECOND));
        assertThat(statistics.bottleneck()).hasValue("one-thread");
    }

    @Test
    void bottleneckOfNothingMeasuredIsNone() {
        assertThat(statistics(SECOND, last("save", 0)).bottleneck()).isEmpty();
    }

    @Test
    void unknownStageIsRefusedWithThoseThatAreThere() {
        RunStatistics statistics = statistics(SECOND, producer("generate", 1), last("save", 1));
        assertThat(statistics.stage("save").done()).isEqualTo(1);
        assertThatIllegalArgumentException().isThrownBy(() -> statistics.stage("sieve"))
            .withMessage("No stage 'sieve' in the statistics; there are [generate, save]");
    }

    private static RunStatistics statistics(Duration runtime, StageStatistics... stages) {
        return new RunStatistics(List.of(stages), runtime, new RunProgress(0, 0, -1));
    }

    private static StageStatistics producer(String stage, long emitted) {
        return new StageStatistics(stage, StageKind.PRODUCER, false, 1, 0, 0, emitted, 0, 0, 0, 0, 0, 0, -1, 0, 0,
                Duration.ZERO, Duration.ZERO, Duration.ZERO, LatencySummary.NONE);
    }

    private static StageStatistics last(String stage, long done) {
        return new StageStatistics(stage, StageKind.CONSUMER, true, 1, done, done, 0, 0, 0, 0, 0, 0, 0, -1, 0, 0,
                Duration.ZERO, Duration.ZERO, Duration.ZERO, LatencySummary.NONE);
    }

    private static StageStatistics stage(String stage, long received, long done, long failed, long skipped) {
        return new StageStatistics(stage, StageKind.PROCESSOR, false, 1, received, done, done, failed, skipped, 0, 0, 0,
                0, -1, 0, 0, Duration.ZERO, Duration.ZERO, Duration.ZERO, LatencySummary.NONE);
    }

    private static StageStatistics busy(String stage, int contexts, Duration busy) {
        return busy(stage, StageKind.PROCESSOR, contexts, busy);
    }

    private static StageStatistics busy(String stage, StageKind kind, int contexts, Duration busy) {
        return new StageStatistics(stage, kind, false, contexts, 1, 1, 1, 0, 0, 0, 0, 0, 0, -1, 0, 0, Duration.ZERO,
                Duration.ZERO, busy, LatencySummary.NONE);
    }

}
