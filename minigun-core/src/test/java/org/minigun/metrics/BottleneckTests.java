package org.minigun.metrics;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.minigun.graph.StageKind;

import static org.assertj.core.api.Assertions.assertThat;

class BottleneckTests {

    private static final Duration SECOND = Duration.ofSeconds(1);

    @Test
    void stageThatIsBusyMostOfTheTimeLimitsTheRun() {
        assertThat(of(producer(), stage("read", 4, 3.6, 0.9, 0.1), stage("save", 1, 0.2, 0, 0.7)))
            .isEqualTo(new Bottleneck("read", "its contexts are busy for 90 % of the time"));
    }

    @Test
    void stageThatIsWaitedForLimitsTheRunThoughItIsNotBusy() {
        assertThat(of(producer(), stage("read", 4, 0.8, 0.6, 0), stage("save", 1, 0.5, 0, 0.4)))
            .isEqualTo(new Bottleneck("read", "its sources waited for it for 0.6 s in all"));
    }

    @Test
    void lastOfThoseThatAreWaitedForHoldsUpTheOthers() {
        assertThat(of(producer(), stage("read", 1, 0.3, 0.9, 0), stage("save", 1, 0.4, 0.5, 0)).stage())
            .isEqualTo("save");
    }

    @Test
    void producerLimitsTheRunIfAllOthersStarve() {
        assertThat(of(producer(), stage("read", 2, 0.1, 0, 1.8), stage("save", 1, 0.1, 0, 0.9)))
            .isEqualTo(new Bottleneck("generate", "all others wait for its items most of the time"));
    }

    @Test
    void withoutWaitingTheBusiestIsNamed() {
        assertThat(of(producer(), stage("read", 1, 0.1, 0, 0), stage("save", 1, 0.3, 0, 0)).stage()).isEqualTo("save");
    }

    @Test
    void nothingMeasuredHasNone() {
        assertThat(Bottleneck.of(new RunStatistics(List.of(producer()), SECOND, new RunProgress(0, 0, -1)))).isEmpty();
    }

    private static Bottleneck of(StageStatistics... stages) {
        return Bottleneck.of(new RunStatistics(List.of(stages), SECOND, new RunProgress(0, 0, -1))).orElseThrow();
    }

    private static StageStatistics producer() {
        return new StageStatistics("generate", StageKind.PRODUCER, false, 1, 0, 0, 10, 0, 0, 0, 0, 0, 0, -1, 0, 0,
                Duration.ZERO, Duration.ZERO, Duration.ZERO, LatencySummary.NONE);
    }

    private static StageStatistics stage(String stage, int contexts, double busy, double blocked, double starved) {
        return new StageStatistics(stage, StageKind.PROCESSOR, false, contexts, 10, 10, 10, 0, 0, 0, 0, 0, 0, -1, 0,
                1024, seconds(blocked), seconds(starved), seconds(busy), LatencySummary.NONE);
    }

    private static Duration seconds(double seconds) {
        return Duration.ofMillis(Math.round(seconds * 1000));
    }

}
