package org.minigun.scenarios;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;

import org.minigun.Pipeline;
import org.minigun.Run;
import org.minigun.RunResult;
import org.minigun.execution.Engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Runs pipelines for scenarios and asserts, after each run, what holds for every one: it
 * ends, its ledger is true, a completed run has nothing unfinished, and its threads are
 * gone.
 */
final class Scenario {

    static final Duration LONG = Duration.ofSeconds(30);

    /** What kills hundreds of workers beside busy programs takes its time. */
    private static final Duration END = Duration.ofMinutes(2);

    private Scenario() {
    }

    /**
     * Runs a pipeline on an engine of its own; the result may be that of a failed run.
     */
    static RunResult run(Pipeline pipeline) {
        return run(pipeline, (builder) -> {
        });
    }

    /** Runs a pipeline on an engine of its own that is configured first. */
    static RunResult run(Pipeline pipeline, Consumer<Engine.Builder> configuration) {
        Engine.Builder builder = Engine.builder();
        configuration.accept(builder);
        try (Engine engine = builder.build()) {
            return end(engine.start(pipeline));
        }
    }

    /** Waits for the end of a run and asserts what holds for every run. */
    static RunResult end(Run run) {
        try {
            RunResult result = run.await(END)
                .orElseThrow(() -> new AssertionError("The run has not ended: " + run.statistics() + dump(run)));
            assertHolds(result);
            return result;
        }
        catch (InterruptedException ex) {
            throw new AssertionError("Interrupted while a run was awaited", ex);
        }
    }

    static void assertHolds(RunResult result) {
        assertThat(result.ledger().violations()).isEmpty();
        if (result.state() == org.minigun.RunState.COMPLETED) {
            assertThat(result.ledger().stages()).allSatisfy((stage) -> assertThat(stage.unfinished()).isZero());
            assertThat(result.unfinished()).isEmpty();
        }
        if (result.stuckThreads().isEmpty()) {
            await().atMost(Duration.ofSeconds(5)).until(() -> threadsOf(result.task()).isEmpty());
        }
    }

    /** The threads of a task's runs that are alive. */
    static List<String> threadsOf(String task) {
        return Thread.getAllStackTraces()
            .keySet()
            .stream()
            .map(Thread::getName)
            .filter((name) -> name.startsWith("minigun-" + task + "-"))
            .toList();
    }

    /** A list to collect into from any thread. */
    static <T> List<T> collected() {
        return Collections.synchronizedList(new ArrayList<>());
    }

    /** The numbers from first to last. */
    static List<Integer> numbers(int first, int last) {
        return IntStream.rangeClosed(first, last).boxed().toList();
    }

    private static String dump(Run run) {
        StringBuilder text = new StringBuilder();
        Thread.getAllStackTraces().forEach((thread, stack) -> {
            if (thread.getName().startsWith("minigun-" + run.task() + "-")) {
                text.append("\n").append(thread.getName()).append(' ').append(thread.getState());
                for (StackTraceElement frame : stack) {
                    text.append("\n    at ").append(frame);
                }
            }
        });
        return text.toString();
    }

}
