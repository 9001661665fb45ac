package org.minigun.spring.autoconfigure;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;
import org.minigun.Pipeline;
import org.minigun.execution.Engine;
import org.minigun.graph.InvalidPipelineException;
import org.minigun.spring.MinigunPipelineCustomizer;
import org.minigun.spring.MinigunTask;
import org.minigun.spring.UnknownTaskException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.aop.scope.ScopedProxyUtils;
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
        Map<String, String> beansByTask = new TreeMap<>();
        for (String bean : this.beans.getBeanNamesForAnnotation(MinigunTask.class)) {
            MinigunTask annotation = this.beans.findAnnotationOnBean(bean, MinigunTask.class);
            if (annotation != null && !ScopedProxyUtils.isScopedTarget(bean)) {
                claim(factory.name(bean, annotation), bean, beansByTask);
            }
        }
        Map<String, Pipeline> built = new TreeMap<>();
        for (String bean : this.beans.getBeanNamesForType(Pipeline.class, false, true)) {
            Pipeline pipeline = this.beans.getBean(bean, Pipeline.class);
            if (pipeline.isRoot()) {
                claim(pipeline.name(), bean, beansByTask);
                built.put(pipeline.name(), pipeline);
            }
        }
        checkNames(beansByTask.keySet());
        Map<String, Task> result = new TreeMap<>();
        beansByTask.forEach((name, bean) -> {
            StageOverrides said = said(name, beansByTask.keySet());
            Pipeline pipeline = built.get(name);
            MinigunTask annotation = this.beans.findAnnotationOnBean(bean, MinigunTask.class);
            Task task = (pipeline != null || annotation == null)
                    ? factory.built(bean, this.beans.getBean(bean, Pipeline.class), said)
                    : factory.annotated(name, bean, annotation, said);
            check(task);
            result.put(name, task);
        });
        return result;
    }

    private static void claim(String name, String bean, Map<String, String> beansByTask) {
        String other = beansByTask.put(name, bean);
        if (other != null) {
            throw new InvalidPipelineException(name,
                    "Two beans are the task '%s': '%s' and '%s'.".formatted(name, other, bean),
                    "Give one of them another name, as in @MinigunTask(\"another\").");
        }
    }

    private void checkNames(Collection<String> known) {
        for (String written : this.properties.getTasks().keySet()) {
            if (Names.meant(written, known) == null) {
                throw new InvalidMinigunPropertyException(
                        "There is no task '%s', of which property 'minigun.tasks.%s' speaks.".formatted(written,
                                written),
                        known.isEmpty()
                                ? "Annotate a bean with @MinigunTask(\"%s\"), or remove the property."
                                    .formatted(written)
                                : "Write the name of one of the tasks: '%s'.".formatted(String.join("', '", known)));
            }
        }
    }

    private StageOverrides said(String name, Collection<String> known) {
        for (Map.Entry<String, TaskProperties> entry : this.properties.getTasks().entrySet()) {
            if (name.equals(Names.meant(entry.getKey(), known))) {
                return new StageOverrides(name, entry.getKey(), entry.getValue());
            }
        }
        return new StageOverrides(name, name, null);
    }

    /** Refuses what cannot be placed, before anything runs. */
    private void check(Task task) {
        Pipeline pipeline = task.pipeline().get();
        this.engine.plan(pipeline);
        pipeline.warnings().forEach((warning) -> logger.warn("Task '{}': {}", task.name(), warning));
    }

}
