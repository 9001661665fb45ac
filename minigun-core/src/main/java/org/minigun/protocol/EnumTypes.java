package org.minigun.protocol;

import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.util.EnumMap;
import java.util.EnumSet;

import org.jspecify.annotations.Nullable;

/**
 * Finds out of which enum a set or the keys of a map are, also when it is empty.
 */
final class EnumTypes {

    private EnumTypes() {
    }

    static Class<?> of(EnumSet<?> set) throws CodecException {
        EnumSet<?> some = set.isEmpty() ? EnumSet.complementOf(set) : set;
        for (Enum<?> constant : some) {
            return constant.getDeclaringClass();
        }
        return asked(set);
    }

    static Class<?> of(EnumMap<?, ?> map) throws CodecException {
        for (Enum<?> key : map.keySet()) {
            return key.getDeclaringClass();
        }
        return asked(map);
    }

    /**
     * An empty one tells its enum to Java serialization only, which names each class that
     * it writes.
     */
    private static Class<?> asked(Object empty) throws CodecException {
        try (Listener listener = new Listener()) {
            listener.writeObject(empty);
            if (listener.found != null) {
                return listener.found;
            }
        }
        catch (IOException ex) {
            throw new CodecException("is empty, and does not tell of which enum it is", ex);
        }
        throw new CodecException("is empty, and does not tell of which enum it is");
    }

    private static final class Listener extends ObjectOutputStream {

        @Nullable Class<?> found;

        Listener() throws IOException {
            super(OutputStream.nullOutputStream());
        }

        @Override
        protected void annotateClass(Class<?> type) {
            if (type.isEnum()) {
                this.found = type;
            }
        }

    }

}
