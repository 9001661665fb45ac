package org.minigun.protocol;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

@Timeout(60)
class MarkedProcessesTests {

    private Process marked;

    @BeforeEach
    void start() throws IOException {
        assumeThat(Path.of("/proc/self/environ")).isReadable();
        ProcessBuilder sleep = new ProcessBuilder("sleep", "300");
        sleep.environment().put(MarkedProcesses.MARKER, MarkedProcesses.below("outer", "inner"));
        this.marked = sleep.start();
    }

    @AfterEach
    void end() {
        if (this.marked != null) {
            this.marked.destroyForcibly();
        }
    }

    @Test
    void whatAWorkerOfAWorkerHasLeftGoesWithTheOuterOne() throws InterruptedException {
        MarkedProcesses.kill(Set.of("outer"));
        assertThat(this.marked.waitFor(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void whatCarriesAnotherMarkLivesOn() {
        MarkedProcesses.kill(Set.of("out", "inner", "outer/inner/innermost", "outer/in", "other"));
        assertThat(this.marked.isAlive()).isTrue();
    }

    @Test
    void anInterruptHindersNobody() throws InterruptedException {
        Thread.currentThread().interrupt();
        MarkedProcesses.kill(Set.of("outer/inner"));
        assertThat(Thread.interrupted()).isTrue();
        assertThat(this.marked.waitFor(10, TimeUnit.SECONDS)).isTrue();
    }

}
