package org.minigun.spring.autoconfigure;

import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

import org.minigun.Pipeline;
import org.minigun.graph.InvalidPipelineException;
import org.minigun.spring.MinigunTask;

import org.springframework.aop.scope.ScopedProxyUtils;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/**
 * Finds the beans that are tasks, and the properties that speak of them.
 */
final class TaskFinder {

    /** The name of a bean that slices of tests have, where not all tasks are there. */
    private static final String PART = "minigunPartOfTheApplication";

    private final ConfigurableListableBeanFactory beans;

    private final Map<String, TaskProperties> properties;

    private final TaskFactory factory;

    private final Map<String, Candidate> candidates = new TreeMap<>();

    TaskFinder(ConfigurableListableBeanFactory beans, Map<String, TaskProperties> properties, TaskFactory factory) {
        this.beans = beans;
        this.properties = properties;
        this.factory = factory;
    }

    /** The tasks by their names. */
    Map<String, Task> find() {
        for (String bean : this.beans.getBeanNamesForAnnotation(MinigunTask.class)) {
            MinigunTask annotation = this.beans.findAnnotationOnBean(bean, MinigunTask.class);
            if (annotation != null && !ScopedProxyUtils.isScopedTarget(bean)) {
                String name = this.factory.name(bean, annotation);
                claim(name, bean, (said) -> this.factory.annotated(name, bean, annotation, said));
            }
        }
        for (String bean : this.beans.getBeanNamesForType(Pipeline.class, false, true)) {
            Pipeline pipeline = this.beans.getBean(bean, Pipeline.class);
            if (pipeline.isRoot()) {
                claim(pipeline.name(), bean, (said) -> this.factory.built(bean, pipeline, said));
            }
        }
        if (!this.beans.containsBean(PART)) {
            checkNames(this.candidates.keySet());
        }
        Map<String, Task> tasks = new TreeMap<>();
        this.candidates.forEach((name, candidate) -> tasks.put(name, candidate.maker().apply(said(name))));
        return tasks;
    }

    private void claim(String name, String bean, Function<StageOverrides, Task> maker) {
        String unfit = Names.unfit(name);
        if (unfit != null) {
            throw new InvalidPipelineException(name, "Its name " + unfit + " (bean '" + bean + "').",
                    "Rename it: the name is a part of the addresses of its endpoints and of the names of its pools.");
        }
        Candidate other = this.candidates.put(name, new Candidate(bean, maker));
        if (other != null) {
            throw new InvalidPipelineException(name,
                    "Two beans are the task '%s': '%s' and '%s'.".formatted(name, other.bean(), bean),
                    "Give one of them another name, as in @MinigunTask(\"another\").");
        }
    }

    private void checkNames(Collection<String> known) {
        for (String written : this.properties.keySet()) {
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

    private StageOverrides said(String name) {
        for (Map.Entry<String, TaskProperties> entry : this.properties.entrySet()) {
            if (name.equals(Names.meant(entry.getKey(), this.candidates.keySet()))) {
                return new StageOverrides(name, entry.getKey(), entry.getValue());
            }
        }
        return new StageOverrides(name, name, null);
    }

    /**
     * A bean that is a task.
     *
     * @param bean its name
     * @param maker makes the task of what the properties say
     */
    private record Candidate(String bean, Function<StageOverrides, Task> maker) {
    }

}
