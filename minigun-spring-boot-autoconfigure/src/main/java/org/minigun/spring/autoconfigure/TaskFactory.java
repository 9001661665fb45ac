package org.minigun.spring.autoconfigure;

import java.beans.Introspector;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.minigun.Pipeline;
import org.minigun.Settings;
import org.minigun.annotation.TaskReader;
import org.minigun.spring.MinigunPipelineCustomizer;
import org.minigun.spring.MinigunTask;

import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.util.ClassUtils;

/**
 * Makes tasks of beans: reads what their classes and the properties say.
 */
final class TaskFactory {

    private final ConfigurableListableBeanFactory beans;

    private final TaskReader reader = new TaskReader(TaskFactory::userClass);

    private final List<MinigunPipelineCustomizer> customizers;

    TaskFactory(ConfigurableListableBeanFactory beans, List<MinigunPipelineCustomizer> customizers) {
        this.beans = beans;
        this.customizers = customizers;
    }

    static Class<?> userClass(Object bean) {
        return ClassUtils.getUserClass(AopProxyUtils.ultimateTargetClass(bean));
    }

    /** The name of the task that a bean with the annotation is. */
    String name(String bean, MinigunTask annotation) {
        if (!annotation.value().isEmpty()) {
            return annotation.value();
        }
        Class<?> type = this.beans.getType(bean);
        if (type == null) {
            return bean;
        }
        Class<?> user = ClassUtils.getUserClass(type);
        boolean generated = bean.equals(Introspector.decapitalize(ClassUtils.getShortName(user)))
                || bean.equals(user.getName()) || bean.startsWith(user.getName() + "#");
        return generated ? Introspector.decapitalize(user.getSimpleName()) : bean;
    }

    Task annotated(String name, String bean, MinigunTask annotation, StageOverrides said) {
        Object first = this.beans.getBean(bean);
        Class<?> type = userClass(first);
        Settings defaults = TaskDefaults.of(name, annotation);
        Pipeline checked = read(name, first, defaults, said, null);
        Class<?> parameters = TaskReader.parametersType(name, type).orElse(null);
        boolean anew = this.beans.isPrototype(bean);
        return new Task(said.describe(bean, type, parameters), (given) -> (anew || given != null)
                ? read(name, anew ? this.beans.getBean(bean) : first, defaults, said, given) : checked);
    }

    Task built(String bean, Pipeline built, StageOverrides said) {
        said.find(built.stagesByPath().keySet());
        Pipeline pipeline = customized(built.name(), TaskReader.override(built, said.settings(), said));
        return new Task(said.describe(bean, null, null), (given) -> pipeline);
    }

    private Pipeline read(String name, Object bean, Settings defaults, StageOverrides said, @Nullable Object given) {
        return customized(name, this.reader.read(name, bean, defaults, said.settings(), said, given,
                (pipeline) -> said.find(pipeline.stagesByPath().keySet())));
    }

    private Pipeline customized(String name, Pipeline pipeline) {
        Pipeline result = pipeline;
        for (MinigunPipelineCustomizer customizer : this.customizers) {
            result = customizer.customize(name, result);
        }
        return result;
    }

}
