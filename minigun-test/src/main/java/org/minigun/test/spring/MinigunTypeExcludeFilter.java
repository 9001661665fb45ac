package org.minigun.test.spring;

import java.util.Set;

import org.minigun.RunListener;
import org.minigun.spring.MinigunEngineCustomizer;
import org.minigun.spring.MinigunPipelineCustomizer;
import org.minigun.spring.MinigunTask;

import org.springframework.boot.test.context.filter.annotation.StandardAnnotationCustomizableTypeExcludeFilter;

/**
 * Leaves of the beans found by scanning those that belong to tasks.
 */
final class MinigunTypeExcludeFilter extends StandardAnnotationCustomizableTypeExcludeFilter<MinigunTest> {

    private static final Set<Class<?>> ALWAYS = Set.of(RunListener.class, MinigunEngineCustomizer.class,
            MinigunPipelineCustomizer.class);

    private final Set<Class<?>> tasks;

    MinigunTypeExcludeFilter(Class<?> testClass) {
        super(testClass);
        this.tasks = Set.of(getAnnotation().getValue("tasks", Class[].class).orElse(new Class<?>[0]));
    }

    @Override
    protected Set<Class<?>> getKnownIncludes() {
        return this.tasks.isEmpty() ? union(Set.of(MinigunTask.class)) : union(this.tasks);
    }

    @Override
    protected Set<Class<?>> getComponentIncludes() {
        return this.tasks;
    }

    private static Set<Class<?>> union(Set<Class<?>> others) {
        Set<Class<?>> all = new java.util.LinkedHashSet<>(ALWAYS);
        all.addAll(others);
        return all;
    }

}
