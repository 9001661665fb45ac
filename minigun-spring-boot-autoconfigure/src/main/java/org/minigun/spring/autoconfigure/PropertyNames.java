package org.minigun.spring.autoconfigure;

import java.beans.BeanInfo;
import java.beans.IntrospectionException;
import java.beans.Introspector;
import java.beans.PropertyDescriptor;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import org.minigun.graph.NearNames;

import org.springframework.beans.BeanUtils;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.core.ResolvableType;

/**
 * Which keys may be written where below {@code minigun}, as the classes to which they are
 * bound say. Used only when the start has failed.
 */
final class PropertyNames {

    private PropertyNames() {
    }

    /** What to write instead of a property that does not exist. */
    static String remedy(ConfigurationPropertyName wrong) {
        ResolvableType place = ResolvableType.forClass(MinigunProperties.class);
        StringBuilder path = new StringBuilder("minigun");
        for (int i = 1; i < wrong.getNumberOfElements(); i++) {
            String key = wrong.getElement(i, Form.ORIGINAL);
            Class<?> type = place.resolve(Object.class);
            if (Map.class.isAssignableFrom(type)) {
                place = place.asMap().getGeneric(1);
            }
            else {
                Map<String, ResolvableType> known = keys(type);
                ResolvableType next = known.get(key);
                if (next == null) {
                    return remedy(key, path.toString(), List.copyOf(known.keySet()));
                }
                place = next;
            }
            path.append('.').append(key);
        }
        return "Remove it: nothing stands below '" + path + "'.";
    }

    private static String remedy(String wrong, String place, List<String> known) {
        if (known.isEmpty()) {
            return "Remove it: '" + place + "' has a value, and no keys below it.";
        }
        List<String> near = NearNames.of(wrong, known);
        return !near.isEmpty() ? "Did you mean '%s.%s'?".formatted(place, near.get(0))
                : "Remove it, or write one of the keys below '%s': %s.".formatted(place,
                        known.stream().collect(Collectors.joining(", ")));
    }

    private static Map<String, ResolvableType> keys(Class<?> type) {
        Map<String, ResolvableType> result = new TreeMap<>();
        if (BeanUtils.isSimpleProperty(type)) {
            return result;
        }
        try {
            BeanInfo info = Introspector.getBeanInfo(type, Object.class);
            for (PropertyDescriptor property : info.getPropertyDescriptors()) {
                Method getter = property.getReadMethod();
                if (getter != null) {
                    result.put(DataObjectPropertyName.toDashedForm(property.getName()),
                            ResolvableType.forMethodReturnType(getter));
                }
            }
        }
        catch (IntrospectionException ex) {
            throw new IllegalStateException("Class " + type.getName() + " has no readable properties", ex);
        }
        return result;
    }

}
