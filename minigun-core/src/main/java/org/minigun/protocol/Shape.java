package org.minigun.protocol;

import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;

/**
 * How objects of one class are written and read. Shared by the two directions of a codec:
 * the fields that remember an item belong to the direction that writes.
 */
abstract class Shape {

    final Class<?> type;

    /** The class's name in UTF-8. */
    final byte[] name;

    /** Differs when the class has other fields on the other side. */
    int layout;

    /** The item in which the class was named last, and its number there. */
    long namedIn = -1;

    int number;

    /**
     * The number in the table that both sides know, over 0; 0 for none, -1 if not asked
     * yet.
     */
    int tableNumber = -1;

    final String named;

    Shape(Class<?> type) {
        this(type, type);
    }

    Shape(Class<?> type, Class<?> named) {
        this.type = type;
        this.named = named.getName();
        this.name = named.getName().getBytes(StandardCharsets.UTF_8);
    }

    /** Writes the value with its tag. */
    abstract void write(Encoder encoder, Object value) throws CodecException;

    /** Reads what follows the class of a value with the tag {@link Tags#OBJECT}. */
    @Nullable Object read(Decoder decoder) throws CodecException {
        throw new CodecException("has an object of class " + this.type.getName() + ", which is not sent that way");
    }

}
