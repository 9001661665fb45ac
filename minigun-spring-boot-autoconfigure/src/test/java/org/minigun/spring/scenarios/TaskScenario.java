package org.minigun.spring.scenarios;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.IntStream;

import org.minigun.Output;
import org.minigun.Pipeline;
import org.minigun.Run;
import org.minigun.RunResult;
import org.minigun.RunState;
import org.minigun.graph.Edge;
import org.minigun.graph.InvalidPipelineException;
import org.minigun.plan.ExecutionPlan;
import org.minigun.spring.Minigun;
import org.minigun.spring.autoconfigure.MinigunAutoConfiguration;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Runs annotated tasks in a Spring context, and asserts after each run what holds for
 * every one: it ends, its ledger is true, a completed run has nothing unfinished, and its
 * threads are gone.
 */
final class TaskScenario {

    private static final Duration LONG = Duration.ofSeconds(30);

    private TaskScenario() {
    }

    /** What a task has collected. */
    abstract static class Collecting<T> {

        final List<T> collected = Collections.synchronizedList(new ArrayList<>());

        final List<String> threads = Collections.synchronizedList(new ArrayList<>());

        void noteThread() {
            this.threads.add(Thread.currentThread().getName());
        }

    }

    static ApplicationContextRunner context(Class<?>... tasks) {
        return new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(MinigunAutoConfiguration.class))
            .withUserConfiguration(tasks);
    }

    /** Runs the only task of a context; the result may be that of a failed run. */
    static <T> void run(Class<T> task, BiConsumer<T, RunResult> check, String... properties) {
        with(task, (bean, minigun) -> check.accept(bean, end(minigun.start(task))), properties);
    }

    static <T> void with(Class<T> task, BiConsumer<T, Minigun> check, String... properties) {
        context(task).withPropertyValues(properties)
            .run((context) -> check.accept(context.getBean(task), context.getBean(Minigun.class)));
    }

    static void plan(Class<?> task, Consumer<ExecutionPlan> check, String... properties) {
        with(task, (bean, minigun) -> check.accept(minigun.plan(minigun.tasks().get(0))), properties);
    }

    /** The edges of the only task, as {@code a -> b}. */
    static List<String> edges(Class<?> task) {
        List<String> result = new ArrayList<>();
        with(task, (bean, minigun) -> {
            Pipeline pipeline = minigun.pipeline(minigun.tasks().get(0));
            pipeline.graph().edges().stream().map(Edge::toString).forEach(result::add);
        });
        return result;
    }

    /** Asserts that the context does not start, and gives the message. */
    static String refusal(Class<?> task, String... properties) {
        StringBuilder message = new StringBuilder();
        context(task).withPropertyValues(properties).run((context) -> {
            assertThat(context).hasFailed();
            Throwable cause = context.getStartupFailure();
            while (cause.getCause() != null && !(cause instanceof InvalidPipelineException)) {
                cause = cause.getCause();
            }
            message.append(cause.getMessage());
        });
        return message.toString();
    }

    static RunResult end(Run run) {
        try {
            RunResult result = run.await(LONG)
                .orElseThrow(() -> new AssertionError("The run has not ended: " + run.statistics()));
            assertThat(result.ledger().violations()).isEmpty();
            if (result.state() == RunState.COMPLETED) {
                assertThat(result.ledger().stages()).allSatisfy((stage) -> assertThat(stage.unfinished()).isZero());
                assertThat(result.unfinished()).isEmpty();
            }
            await().atMost(Duration.ofSeconds(5)).until(() -> threadsOf(result.task()).isEmpty());
            return result;
        }
        catch (InterruptedException ex) {
            throw new AssertionError("Interrupted while a run was awaited", ex);
        }
    }

    static void completed(RunResult result) {
        assertThat(result.state()).as(() -> String.valueOf(result.failure())).isEqualTo(RunState.COMPLETED);
    }

    static List<String> threadsOf(String task) {
        return Thread.getAllStackTraces()
            .keySet()
            .stream()
            .map(Thread::getName)
            .filter((name) -> name.startsWith("minigun-" + task + "-"))
            .toList();
    }

    static void emit(Output<Integer> output, int first, int last) {
        IntStream.rangeClosed(first, last).forEach(output::emit);
    }

    static List<Integer> numbers(int first, int last) {
        return IntStream.rangeClosed(first, last).boxed().toList();
    }

    static void pause(long millis) {
        try {
            Thread.sleep(millis);
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
    }

}
