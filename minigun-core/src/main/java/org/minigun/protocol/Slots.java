package org.minigun.protocol;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;

/**
 * The fields of a class that are copied: those of the superclasses first, then by name.
 */
final class Slots {

    private Slots() {
    }

    /** Whether a class itself has fields to be copied. */
    static boolean hasState(Class<?> type) {
        for (Field field : type.getDeclaredFields()) {
            if (isCopied(field)) {
                return true;
            }
        }
        return false;
    }

    /** The fields of a class and its superclasses but for those of the platform. */
    static Slot[] of(Class<?> type) {
        List<Slot> slots = new ArrayList<>();
        collect(type, slots);
        return slots.toArray(new Slot[0]);
    }

    /** A number that tells apart classes whose fields differ. */
    static int layout(Slot[] slots) {
        int layout = 1;
        for (Slot slot : slots) {
            layout = layout * 31 + slot.name.hashCode();
            layout = layout * 31 + slot.type.getName().hashCode();
        }
        return layout;
    }

    private static void collect(Class<?> type, List<Slot> slots) {
        Class<?> superclass = type.getSuperclass();
        if (superclass != null && !Platform.isPlatforms(superclass)) {
            collect(superclass, slots);
        }
        int from = slots.size();
        for (Field field : type.getDeclaredFields()) {
            if (isCopied(field)) {
                int at = slots.size();
                while (at > from && slots.get(at - 1).name.compareTo(field.getName()) > 0) {
                    at--;
                }
                slots.add(at, new Slot(field, null));
            }
        }
    }

    private static boolean isCopied(Field field) {
        return (field.getModifiers() & (Modifier.STATIC | Modifier.TRANSIENT)) == 0;
    }

}
