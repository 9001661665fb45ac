package org.minigun.spring.autoconfigure;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;
import org.minigun.Pipeline;
import org.minigun.execution.Engine;
import org.minigun.plan.ExecutionPlan;
import org.minigun.plan.MemoryBudget;
import org.minigun.spring.MinigunPipelineCustomizer;
import org.minigun.spring.UnknownTaskException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/**
 * The tasks of the application, found among its beans and checked when all of them are
 * made. Starts nothing. Thread-safe.
 */
final class TaskRegistry implements SmartInitializingSingleton {

    private static final Logger logger = LoggerFactory.getLogger(TaskRegistry.class);

    private final ConfigurableListableBeanFactory beans;

    private final MinigunProperties properties;

    private final Engine engine;

    private final ObjectProvider<MinigunPipelineCustomizer> customizers;

    private volatile @Nullable Map<String, Task> tasks;

    TaskRegistry(ConfigurableListableBeanFactory beans, MinigunProperties properties, Engine engine,
            ObjectProvider<MinigunPipelineCustomizer> customizers) {
        this.beans = beans;
        this.properties = properties;
        this.engine = engine;
        this.customizers = customizers;
    }

    @Override
    public void afterSingletonsInstantiated() {
        tasks();
    }

    /** The names of the tasks, sorted. */
    List<String> names() {
        return List.copyOf(tasks().keySet());
    }

    /**
     * Returns a task.
     * @param name its name
     * @return the task
     * @throws UnknownTaskException if there is none
     */
    Task task(String name) {
        Task task = tasks().get(name);
        if (task == null) {
            throw new UnknownTaskException("No task '" + name + "'", names());
        }
        return task;
    }

    /**
     * Returns the task of a class.
     * @param type the annotated class, or one that it extends or implements
     * @return the task
     * @throws UnknownTaskException if there is none, or more than one
     */
    Task task(Class<?> type) {
        List<Task> exact = select((known) -> known == type);
        List<Task> found = exact.isEmpty() ? select(type::isAssignableFrom) : exact;
        if (found.size() != 1) {
            throw new UnknownTaskException(found.isEmpty() ? "No task of " + type
                    : "Several tasks of " + type + ": " + found.stream().map(Task::name).toList(), names());
        }
        return found.get(0);
    }

    private List<Task> select(Predicate<Class<?>> wanted) {
        return tasks().values().stream().filter((task) -> {
            Class<?> known = task.type();
            return known != null && wanted.test(known);
        }).toList();
    }

    /**
     * The tasks that run when the application has started, in the order of the
     * properties.
     */
    List<Task> onStartup() {
        List<Task> result = new ArrayList<>();
        this.properties.getTasks().forEach((written, said) -> {
            String name = Names.meant(written, tasks().keySet());
            if (said.isRunOnStartup() && name != null) {
                result.add(task(name));
            }
        });
        return result;
    }

    private Map<String, Task> tasks() {
        Map<String, Task> known = this.tasks;
        if (known == null) {
            synchronized (this) {
                known = this.tasks;
                if (known == null) {
                    known = find();
                    this.tasks = known;
                }
            }
        }
        return known;
    }

    private Map<String, Task> find() {
        TaskFactory factory = new TaskFactory(this.beans, this.customizers.orderedStream().toList());
        Map<String, Task> found = new TaskFinder(this.beans, this.properties.getTasks(), factory).find();
        List<ExecutionPlan> plans = found.values().stream().map(this::check).toList();
        // To ask the machine for its memory takes time: not where nothing leaves the JVM.
        if (plans.stream().anyMatch(TaskRegistry::leavesJvm)) {
            MemoryBudget.of(plans)
                .warning()
                .ifPresent((warning) -> logger.warn("{} (minigun.worker.max-heap, minigun.concurrency.processes)",
                        warning));
        }
        return found;
    }

    private static boolean leavesJvm(ExecutionPlan plan) {
        return plan.groups().stream().anyMatch((group) -> group.concurrency().leavesJvm());
    }

    /**
     * Refuses what cannot be placed, or sent where it is placed, before anything runs.
     */
    private ExecutionPlan check(Task task) {
        Pipeline pipeline = task.pipeline();
        pipeline.warnings().forEach((warning) -> logger.warn("Task '{}': {}", task.name(), warning));
        return this.engine.check(pipeline);
    }

}
