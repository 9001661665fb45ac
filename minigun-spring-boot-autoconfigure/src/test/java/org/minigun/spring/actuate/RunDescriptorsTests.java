package org.minigun.spring.actuate;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.minigun.spring.history.RunRecord;
import org.minigun.spring.history.RunStatus;

import org.springframework.boot.actuate.endpoint.Show;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is told of runs.
 */
class RunDescriptorsTests {

    private final RunDescriptors descriptors = new RunDescriptors(new Values(List.of(), Show.NEVER, Set.of()));

    @Test
    void runThatWasCutOffTellsWhyNothingIsKnownOfIt() {
        RunRecord run = new RunRecord("a-1", "orders", RunStatus.INTERRUPTED, "cron", Map.of("to", "9"), Instant.EPOCH,
                null, null, 0, null);
        RunDescriptor told = this.descriptors.run(run, false);
        assertThat(told.failure()).contains("has ended in mid-run");
        assertThat(told.durationMillis()).isNull();
        assertThat(told.stages()).isEmpty();
        assertThat(told.parameters()).containsEntry("to", "******");
        assertThat(this.descriptors.summary(run).failure()).isEqualTo(told.failure());
    }

}
