package org.minigun.test.spring;

import org.minigun.execution.Engine;
import org.minigun.spring.Minigun;
import org.minigun.test.TaskTester;

/**
 * Gives testers of the application's tasks, as annotations, properties and customizers
 * make them, with the beans that they were given. Thread-safe.
 */
public final class MinigunTester {

    private final Minigun minigun;

    private final Engine engine;

    MinigunTester(Minigun minigun, Engine engine) {
        this.minigun = minigun;
        this.engine = engine;
    }

    /**
     * Tests a task.
     * @param name its name
     * @return the tester
     * @throws org.minigun.spring.UnknownTaskException if there is no such task
     */
    public TaskTester task(String name) {
        return TaskTester.of(this.minigun.pipeline(name)).on(this.engine);
    }

    /**
     * Tests the only task that there is.
     * @return the tester
     * @throws IllegalStateException if there is none, or more than one
     */
    public TaskTester task() {
        if (this.minigun.tasks().size() != 1) {
            throw new IllegalStateException("There is not one task, there are " + this.minigun.tasks()
                    + ": name the one that is meant, by task(name) or by @MinigunTest(TheTask.class)");
        }
        return task(this.minigun.tasks().get(0));
    }

}
