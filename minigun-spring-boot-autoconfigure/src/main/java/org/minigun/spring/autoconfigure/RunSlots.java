package org.minigun.spring.autoconfigure;

import java.util.HashSet;
import java.util.Set;
import java.util.function.Supplier;

import org.minigun.Run;
import org.minigun.execution.Engine;
import org.minigun.spring.TaskAlreadyRunningException;
import org.minigun.spring.TaskDescription;

/**
 * Lets a task run once at a time, unless it allows more. Thread-safe.
 */
final class RunSlots {

    private final Engine engine;

    /** Tasks of which a run is being started. */
    private final Set<String> starting = new HashSet<>();

    RunSlots(Engine engine) {
        this.engine = engine;
    }

    Run start(TaskDescription task, Supplier<Run> start) {
        if (task.allowConcurrentRuns()) {
            return start.get();
        }
        synchronized (this) {
            if (this.starting.contains(task.name())
                    || this.engine.runs().stream().anyMatch((run) -> run.task().equals(task.name()))) {
                throw new TaskAlreadyRunningException(task.name());
            }
            this.starting.add(task.name());
        }
        // Not under the lock: a task on the calling thread is run by this.
        try {
            return start.get();
        }
        finally {
            synchronized (this) {
                this.starting.remove(task.name());
            }
        }
    }

}
