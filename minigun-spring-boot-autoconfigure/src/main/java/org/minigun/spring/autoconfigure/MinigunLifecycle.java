package org.minigun.spring.autoconfigure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.minigun.Run;
import org.minigun.RunResult;
import org.minigun.execution.Engine;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.SmartLifecycle;

/**
 * Ends runs when the application stops or is paused: asks them to stop, lets what is in
 * flight finish, and cancels what goes on when the time is over. Stops after the web
 * server has let its requests end, and before web server, executors and data sources go.
 */
final class MinigunLifecycle implements SmartLifecycle {

    /** After graceful shutdown of the web server, before the server itself. */
    static final int PHASE = DEFAULT_PHASE - 1280;

    private static final Logger logger = LoggerFactory.getLogger(MinigunLifecycle.class);

    private final Engine engine;

    private final TaskRegistry tasks;

    private final RunGate gate;

    private final Duration timeout;

    private volatile boolean running;

    MinigunLifecycle(Engine engine, TaskRegistry tasks, RunGate gate, Duration timeout) {
        this.engine = engine;
        this.tasks = tasks;
        this.gate = gate;
        this.timeout = timeout;
    }

    @Override
    public void start() {
        this.tasks.names();
        this.gate.open();
        this.running = true;
    }

    @Override
    public void stop() {
        endRuns();
    }

    @Override
    public void stop(Runnable callback) {
        Thread stopping = new Thread(() -> {
            try {
                endRuns();
            }
            finally {
                callback.run();
            }
        }, "minigun-stop");
        stopping.start();
    }

    private void endRuns() {
        this.gate.close();
        try {
            List<Run> runs = this.engine.runs();
            if (!runs.isEmpty()) {
                logger.info("Waiting at most {} for runs to end: {}", this.timeout,
                        runs.stream().map(Run::task).sorted().toList());
                endInTime(runs);
            }
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
        finally {
            this.running = false;
        }
    }

    private void endInTime(List<Run> runs) throws InterruptedException {
        runs.forEach(Run::stop);
        long deadline = System.nanoTime() + this.timeout.toNanos();
        List<Run> left = new ArrayList<>();
        for (Run run : runs) {
            Optional<RunResult> result = run.await(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
            if (result.isEmpty()) {
                left.add(run);
            }
        }
        if (!left.isEmpty()) {
            logger.warn("Runs did not end within {} and are cancelled: {}", this.timeout,
                    left.stream().map(Run::task).sorted().toList());
            List<Thread> cancelling = left.stream().map((run) -> new Thread(run::cancel, "minigun-cancel")).toList();
            cancelling.forEach(Thread::start);
            for (Thread thread : cancelling) {
                thread.join();
            }
        }
    }

    @Override
    public boolean isRunning() {
        return this.running;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }

}
