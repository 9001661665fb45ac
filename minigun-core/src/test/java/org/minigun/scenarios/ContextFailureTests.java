package org.minigun.scenarios;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.minigun.Concurrency;
import org.minigun.Pipeline;
import org.minigun.RunResult;
import org.minigun.RunState;
import org.minigun.execution.ContextFactory;
import org.minigun.execution.ExecutionContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Contexts that cannot be made, or that cannot begin their work.
 */
class ContextFailureTests {

    @Test
    void aRunEndsWhoseContextsCannotBeMade() {
        RunResult result = Scenario.run(pipeline("no-context"),
                (engine) -> engine.contexts(new Scarce(0, new IllegalStateException("no worker can be started"))));
        assertThat(result.state()).isEqualTo(RunState.FAILED);
        assertThat(result.cause()).hasMessage("no worker can be started");
        assertThat(result.failure()).isNotNull();
        assertThat(result.failure().where()).isEqualTo("work");
    }

    @Test
    void aRunEndsThatRunsOutOfThreads() {
        RunResult result = Scenario.run(pipeline("no-thread"),
                (engine) -> engine.contexts(new Scarce(0, new OutOfMemoryError("unable to create native thread"))));
        assertThat(result.state()).isEqualTo(RunState.FAILED);
        assertThat(result.cause()).isInstanceOf(OutOfMemoryError.class);
    }

    @Test
    void aPoolGoesOnWithTheContextsThatItHas() {
        Meter meter = new Meter();
        RunResult result = Scenario.run(Pipeline.named("few-contexts")
            .producer("generate", Scenario.numbers(1, 50))
            .consumer("work", (n) -> meter.call(1, n), (o) -> o.concurrency(Concurrency.VIRTUAL_THREAD, 8))
            .build(), (engine) -> engine.contexts(new Scarce(2, new IllegalStateException("no third one"))));
        assertThat(result.state()).isEqualTo(RunState.COMPLETED);
        assertThat(result.ledger().stage("work").done()).isEqualTo(50);
        assertThat(meter.most()).isLessThanOrEqualTo(2);
    }

    private static Pipeline pipeline(String name) {
        return Pipeline.named(name)
            .producer("generate", Integer.class, Endless::numbers)
            .processor("work", (n) -> n, (o) -> o.concurrency(Concurrency.VIRTUAL_THREAD, 2))
            .consumer("collect", (n) -> {
            })
            .build();
    }

    /** Makes a number of contexts, and then throws. */
    private static final class Scarce implements ContextFactory {

        private final Throwable thrown;

        private int left;

        Scarce(int contexts, Throwable thrown) {
            this.left = contexts;
            this.thrown = thrown;
        }

        @Override
        public Concurrency concurrency() {
            return Concurrency.VIRTUAL_THREAD;
        }

        @Override
        public synchronized ExecutionContext create(String name) {
            if (this.left-- > 0) {
                return new Plain(name);
            }
            if (this.thrown instanceof Error error) {
                throw error;
            }
            throw (RuntimeException) this.thrown;
        }

    }

    /** A thread. */
    private static final class Plain implements ExecutionContext {

        private final String name;

        private Thread thread = new Thread();

        Plain(String name) {
            this.name = name;
        }

        @Override
        public String name() {
            return this.name;
        }

        @Override
        public synchronized void execute(Runnable work) {
            this.thread = new Thread(work, this.name);
            this.thread.start();
        }

        @Override
        public synchronized boolean join(Duration timeout) throws InterruptedException {
            this.thread.join(Math.max(1, timeout.toMillis()));
            return !this.thread.isAlive();
        }

        @Override
        public boolean isAlive() {
            return this.thread.isAlive();
        }

        @Override
        public void terminate() {
            this.thread.interrupt();
        }

        @Override
        public List<StackTraceElement> stack() {
            return List.of(this.thread.getStackTrace());
        }

    }

}
