package org.minigun.spring.autoconfigure;

import java.beans.PropertyDescriptor;
import java.lang.reflect.Constructor;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.minigun.spring.InvalidParametersException;
import org.minigun.spring.TaskDescription;

import org.springframework.beans.BeanUtils;
import org.springframework.beans.BeanWrapper;
import org.springframework.beans.PropertyAccessorFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.UnboundConfigurationPropertiesException;
import org.springframework.boot.context.properties.bind.handler.NoUnboundElementsBindHandler;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyNameException;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.core.convert.ConversionException;
import org.springframework.util.ReflectionUtils;
import org.springframework.validation.Errors;
import org.springframework.validation.FieldError;
import org.springframework.validation.Validator;

/**
 * Binds the parameters of a run to the class that its task declares, as properties are
 * bound: to a record or another class by its constructor, or to a bean by its setters.
 * Names that the class does not have are refused, and what a validator finds. Nothing
 * else is made of what was given.
 */
final class ParameterBinder {

    private static final String ROOT = "parameters";

    private final ObjectProvider<Validator> validators;

    ParameterBinder(ObjectProvider<Validator> validators) {
        this.validators = validators;
    }

    /**
     * Binds the parameters of a run.
     * @param task the task
     * @param given what was given: an object of the declared class, a map, or
     * {@code null}
     * @return what the producers get
     * @throws InvalidParametersException if they are refused
     */
    Bound bind(TaskDescription task, @Nullable Object given) {
        Class<?> type = task.parametersType();
        if (type == null) {
            if (given == null || given instanceof Map<?, ?> map && map.isEmpty()) {
                return Bound.NOTHING;
            }
            throw refusal(task, "it takes none; let a producer take an object for them", null);
        }
        if (given != null && !(given instanceof Map)) {
            if (!type.isInstance(given)) {
                throw refusal(task, "they are a " + given.getClass().getTypeName() + "; give a " + type.getTypeName()
                        + ", or a map", null);
            }
            return new Bound(validated(task, given), texts(given, task));
        }
        Map<?, ?> said = (given instanceof Map<?, ?> map) ? map : Map.of();
        Object value = bind(task, type, said);
        Map<String, String> texts = new TreeMap<>(task.parameterDefaults());
        said.forEach((name, one) -> texts.put(String.valueOf(name), String.valueOf(one)));
        return new Bound(validated(task, value), texts);
    }

    private static Object bind(TaskDescription task, Class<?> type, Map<?, ?> said) {
        try {
            Binder binder = new Binder(List.of(source(said), source(task.parameterDefaults())));
            return binder.bindOrCreate(ROOT, Bindable.of(type),
                    new NoUnboundElementsBindHandler(BindHandler.DEFAULT, (source) -> true));
        }
        catch (BindException ex) {
            throw refusal(task, reason(task, ex), ex);
        }
        catch (InvalidConfigurationPropertyNameException ex) {
            throw refusal(task, "a name is not one of a parameter: '" + ex.getName() + "'" + known(task), ex);
        }
    }

    private static ConfigurationPropertySource source(Map<?, ?> values) {
        Map<String, Object> prefixed = new LinkedHashMap<>();
        values.forEach((name, value) -> {
            if (value != null) {
                prefixed.put(ROOT + "." + name, value);
            }
        });
        return new MapConfigurationPropertySource(prefixed);
    }

    private static String reason(TaskDescription task, BindException thrown) {
        for (Throwable cause = thrown.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof UnboundConfigurationPropertiesException unbound) {
                return unbound.getUnboundProperties()
                    .stream()
                    .map((property) -> "'" + name(property) + "'")
                    .sorted()
                    .collect(Collectors.joining(", ")) + " is not known" + known(task);
            }
            if (cause instanceof ConversionException) {
                ConfigurationProperty property = thrown.getProperty();
                return (property != null)
                        ? "'%s' cannot be '%s': %s is a %s".formatted(name(property), property.getValue(),
                                name(property), thrown.getTarget().getType().toClass().getSimpleName())
                        : String.valueOf(cause.getMessage());
            }
        }
        Throwable root = thrown;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return String.valueOf(root.getMessage());
    }

    private static String name(ConfigurationProperty property) {
        String name = (property.getOrigin() != null) ? property.getOrigin().toString() : property.getName().toString();
        int root = name.indexOf(ROOT + ".");
        String said = (root >= 0) ? name.substring(root + ROOT.length() + 1) : name;
        return said.replaceAll("\".*", "");
    }

    private static String known(TaskDescription task) {
        return task.parameters().isEmpty() ? "; there are none"
                : "; there are " + task.parameters()
                    .stream()
                    .map((parameter) -> "'" + parameter.name() + "'")
                    .collect(Collectors.joining(", "));
    }

    private Object validated(TaskDescription task, Object value) {
        for (Validator validator : this.validators.orderedStream().toList()) {
            if (validator.supports(value.getClass())) {
                Errors errors = validator.validateObject(value);
                if (errors.hasErrors()) {
                    throw refusal(task, errors.getAllErrors()
                        .stream()
                        .map((error) -> ((error instanceof FieldError field) ? "'" + field.getField() + "' " : "")
                                + error.getDefaultMessage())
                        .distinct()
                        .sorted()
                        .collect(Collectors.joining(", ")), null);
                }
            }
        }
        return value;
    }

    private static InvalidParametersException refusal(TaskDescription task, String reason, @Nullable Throwable cause) {
        return new InvalidParametersException(task.name(), reason, cause);
    }

    /** What the parameters are called that a class has. */
    static List<TaskDescription.Parameter> parameters(@Nullable Class<?> type) {
        if (type == null) {
            return List.of();
        }
        if (type.isRecord()) {
            return Stream.of(type.getRecordComponents())
                .map((one) -> new TaskDescription.Parameter(one.getName(), one.getGenericType().getTypeName()))
                .toList();
        }
        Constructor<?>[] constructors = type.getDeclaredConstructors();
        if (constructors.length == 1 && constructors[0].getParameterCount() > 0) {
            List<TaskDescription.Parameter> found = new ArrayList<>();
            for (Parameter one : constructors[0].getParameters()) {
                found.add(new TaskDescription.Parameter(one.getName(), one.getParameterizedType().getTypeName()));
            }
            return found;
        }
        return Stream.of(BeanUtils.getPropertyDescriptors(type))
            .filter((property) -> property.getWriteMethod() != null)
            .map((property) -> new TaskDescription.Parameter(property.getName(),
                    property.getPropertyType().getTypeName()))
            .toList();
    }

    private static Map<String, String> texts(Object value, TaskDescription task) {
        Map<String, String> texts = new TreeMap<>();
        BeanWrapper bean = PropertyAccessorFactory.forBeanPropertyAccess(value);
        for (TaskDescription.Parameter parameter : task.parameters()) {
            Object one = value.getClass().isRecord() ? component(value, parameter.name()) : property(bean, parameter);
            if (one != null) {
                texts.put(parameter.name(), String.valueOf(one));
            }
        }
        return texts;
    }

    private static @Nullable Object component(Object value, String name) {
        java.lang.reflect.Method accessor = ReflectionUtils.findMethod(value.getClass(), name);
        if (accessor == null) {
            return null;
        }
        ReflectionUtils.makeAccessible(accessor);
        return ReflectionUtils.invokeMethod(accessor, value);
    }

    private static @Nullable Object property(BeanWrapper bean, TaskDescription.Parameter parameter) {
        for (PropertyDescriptor property : bean.getPropertyDescriptors()) {
            if (property.getName().equals(parameter.name()) && bean.isReadableProperty(property.getName())) {
                return bean.getPropertyValue(property.getName());
            }
        }
        return null;
    }

    /**
     * The parameters of a run.
     *
     * @param value what the producers get, or {@code null} if they take nothing
     * @param texts what was given, as text by name
     */
    record Bound(@Nullable Object value, Map<String, String> texts) {

        static final Bound NOTHING = new Bound(null, Map.of());

    }

}
