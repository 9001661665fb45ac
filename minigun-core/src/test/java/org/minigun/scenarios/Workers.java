package org.minigun.scenarios;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.minigun.Pipeline;
import org.minigun.RunResult;
import org.minigun.RunState;
import org.minigun.execution.Engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What scenarios with workers ask besides what all ask.
 */
final class Workers {

    static final long OWN_PID = ProcessHandle.current().pid();

    private Workers() {
    }

    static long pid() {
        return ProcessHandle.current().pid();
    }

    /**
     * Runs a pipeline that is to complete, and asserts that its workers have ended with
     * their engine.
     */
    static RunResult completed(Pipeline pipeline) {
        return completed(pipeline, (engine) -> {
        });
    }

    static RunResult completed(Pipeline pipeline, Consumer<Engine.Builder> configuration) {
        RunResult result = Scenario.run(pipeline, configuration);
        assertThat(result.failure()).isNull();
        assertThat(result.state()).isEqualTo(RunState.COMPLETED);
        assertThat(result.deadLetters()).isEmpty();
        assertNoneLeft();
        return result;
    }

    /** Asserts that no worker of this JVM runs. */
    static void assertNoneLeft() {
        await().atMost(Duration.ofSeconds(5))
            .until(() -> ProcessHandle.current()
                .children()
                .filter((child) -> child.info()
                    .arguments()
                    .filter((words) -> List.of(words).contains("org.minigun.worker.WorkerMain"))
                    .isPresent())
                .map(ProcessHandle::pid)
                .toList(), List::isEmpty);
    }

    /** The processes that things were worked on in, none of which is the application. */
    static <T> Set<Long> pids(List<T> things, Function<T, Long> pid) {
        Set<Long> pids = things.stream().map(pid).collect(Collectors.toSet());
        assertThat(pids).doesNotContain(OWN_PID);
        return pids;
    }

}
