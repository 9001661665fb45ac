package org.minigun.protocol;

/**
 * A class as a value.
 */
final class ClassShape extends Shape {

    private static final Class<?>[] PRIMITIVES = { boolean.class, byte.class, short.class, char.class, int.class,
            long.class, float.class, double.class, void.class };

    ClassShape(Class<?> type) {
        super(type);
    }

    @Override
    void write(Encoder encoder, Object value) throws CodecException {
        Class<?> leaf = (Class<?>) value;
        int dimensions = 0;
        while (leaf.isArray()) {
            leaf = leaf.getComponentType();
            dimensions++;
        }
        encoder.out().writeByte(Tags.CLASS);
        encoder.out().writeByte(dimensions);
        encoder.out().writeString(leaf.getName());
    }

    static Class<?> readClass(ItemReader in, ClassNames names) throws CodecException {
        int dimensions = in.readByte() & 0xFF;
        Class<?> found = find(in.readString(), names);
        try {
            for (int index = 0; index < dimensions; index++) {
                found = found.arrayType();
            }
            return found;
        }
        catch (IllegalArgumentException | UnsupportedOperationException ex) {
            throw new CodecException("has a class that cannot be", ex);
        }
    }

    private static Class<?> find(String name, ClassNames names) throws CodecException {
        for (Class<?> primitive : PRIMITIVES) {
            if (primitive.getName().equals(name)) {
                return primitive;
            }
        }
        return names.load(name);
    }

}
