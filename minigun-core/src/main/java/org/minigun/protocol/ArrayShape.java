package org.minigun.protocol;

import java.lang.reflect.Array;

import org.jspecify.annotations.Nullable;

/**
 * Arrays: of primitives as they are, of objects with the class of their components.
 */
final class ArrayShape extends Shape {

    private final int tag;

    private final Class<?> leaf;

    private final int dimensions;

    ArrayShape(Class<?> type) {
        super(type);
        Class<?> component = type.getComponentType();
        this.tag = component.isPrimitive() ? Tags.BOOLEANS + Slot.kind(component) : Tags.OBJECTS;
        int count = 0;
        while (component.isArray()) {
            component = component.getComponentType();
            count++;
        }
        this.leaf = component;
        this.dimensions = count;
    }

    @Override
    void write(Encoder encoder, Object value) throws CodecException {
        if (!encoder.enter(value)) {
            return;
        }
        ItemWriter out = encoder.out();
        out.writeByte(this.tag);
        if (this.tag != Tags.OBJECTS) {
            PrimitiveArrays.write(this.tag, value, out);
            encoder.leave();
            return;
        }
        out.writeByte(this.dimensions);
        if (this.leaf.isPrimitive()) {
            out.writeByte(1 + Slot.kind(this.leaf));
        }
        else {
            out.writeByte(0);
            encoder.shape(encoder.shapes.of(this.leaf));
        }
        @Nullable Object[] elements = (@Nullable Object[]) value;
        out.writeVarInt(elements.length);
        for (int index = 0; index < elements.length; index++) {
            try {
                encoder.value(elements[index]);
            }
            catch (CodecException ex) {
                throw ex.within("[" + index + "]");
            }
        }
        encoder.leave();
    }

    /** Reads what follows the tag of an array. */
    static Object read(int tag, Decoder decoder) throws CodecException {
        if (tag != Tags.OBJECTS) {
            Object array = PrimitiveArrays.read(tag, decoder.in());
            decoder.met(array);
            return array;
        }
        int number = decoder.meetLater();
        Class<?> component = component(decoder);
        int count = decoder.announced(1);
        @Nullable Object[] elements = (@Nullable Object[]) Array.newInstance(component, count);
        decoder.met(number, elements);
        for (int index = 0; index < count; index++) {
            try {
                Object element = decoder.next();
                if (element != null && !component.isInstance(element)) {
                    throw new CodecException("has a " + Messages.wrongType(component, element));
                }
                elements[index] = element;
            }
            catch (CodecException ex) {
                throw ex.within("[" + index + "]");
            }
        }
        return elements;
    }

    private static Class<?> component(Decoder decoder) throws CodecException {
        int dimensions = decoder.in().readByte() & 0xFF;
        int kind = decoder.in().readByte();
        Class<?> leaf = (kind == 0) ? decoder.shape().type : primitive(kind - 1);
        if (dimensions > 250 || kind != 0 && dimensions == 0) {
            throw new CodecException("has an array that cannot be");
        }
        for (int index = 0; index < dimensions; index++) {
            leaf = leaf.arrayType();
        }
        return leaf;
    }

    private static Class<?> primitive(int kind) throws CodecException {
        switch (kind) {
            case 0:
                return boolean.class;
            case 1:
                return byte.class;
            case 2:
                return short.class;
            case 3:
                return char.class;
            case 4:
                return int.class;
            case 5:
                return long.class;
            case 6:
                return float.class;
            case 7:
                return double.class;
            default:
                throw new CodecException("has an array of an unknown kind");
        }
    }

}
