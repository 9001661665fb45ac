package org.minigun.spring.autoconfigure;

import java.lang.reflect.Modifier;

import org.jspecify.annotations.Nullable;
import org.minigun.spring.MinigunTask;

import org.springframework.beans.BeanInstantiationException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.annotation.AnnotatedElementUtils;

/**
 * Says of a task whose class cannot be made because it is abstract what to do.
 */
final class AbstractTaskFailureAnalyzer extends AbstractFailureAnalyzer<BeanInstantiationException> {

    @Override
    protected @Nullable FailureAnalysis analyze(Throwable rootFailure, BeanInstantiationException cause) {
        Class<?> type = cause.getBeanClass();
        if (!Modifier.isAbstract(type.getModifiers())
                || !AnnotatedElementUtils.hasAnnotation(type, MinigunTask.class)) {
            return null;
        }
        return new FailureAnalysis("The task class %s is abstract.".formatted(type.getName()),
                "Write its abstract methods and remove 'abstract', or move @MinigunTask to a class that extends it.",
                cause);
    }

}
