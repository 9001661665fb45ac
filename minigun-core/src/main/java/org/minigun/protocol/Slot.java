package org.minigun.protocol;

import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;

import org.jspecify.annotations.Nullable;

/**
 * A field of a class: read from and set in objects, written and read.
 */
final class Slot {

    static final int REFERENCE = 8;

    final String name;

    final Class<?> type;

    /** Which primitive, as the index of its array's tag, or {@link #REFERENCE}. */
    final int kind;

    private final Field field;

    /** Why the field cannot be reached. */
    private final @Nullable String closed;

    /**
     * Of a record's component, in a JVM where a method costs less than a field at first.
     */
    private @Nullable Method accessor;

    private int early = Maker.EARLY;

    Slot(Field field, @Nullable Method accessor) {
        this.field = field;
        this.accessor = (accessor != null && accessor.trySetAccessible()) ? accessor : null;
        this.name = field.getName();
        this.type = field.getType();
        this.kind = kind(this.type);
        this.closed = open(field);
    }

    private static @Nullable String open(Field field) {
        try {
            field.setAccessible(true);
            return null;
        }
        catch (RuntimeException ex) {
            return field.getDeclaringClass().getName() + " is not open to the codec (" + ex.getMessage()
                    + "): open its package, for instance by --add-opens in jvm-options, or use a record";
        }
    }

    static int kind(Class<?> type) {
        if (!type.isPrimitive()) {
            return REFERENCE;
        }
        if (type == int.class) {
            return Tags.INTEGERS - Tags.BOOLEANS;
        }
        if (type == long.class) {
            return Tags.LONGS - Tags.BOOLEANS;
        }
        if (type == double.class) {
            return Tags.DOUBLES - Tags.BOOLEANS;
        }
        if (type == boolean.class) {
            return 0;
        }
        if (type == byte.class) {
            return Tags.BYTES - Tags.BOOLEANS;
        }
        if (type == short.class) {
            return Tags.SHORTS - Tags.BOOLEANS;
        }
        return (type == char.class) ? Tags.CHARACTERS - Tags.BOOLEANS : Tags.FLOATS - Tags.BOOLEANS;
    }

    void write(Encoder encoder, Object object) throws CodecException {
        if (this.closed != null) {
            throw new CodecException(this.closed).within("." + this.name);
        }
        try {
            if (this.accessor != null) {
                writeEarly(encoder, object, this.accessor);
            }
            else if (this.kind == REFERENCE) {
                encoder.value(this.field.get(object));
            }
            else {
                writePrimitive(encoder.out(), object);
            }
        }
        catch (CodecException ex) {
            throw ex.within("." + this.name);
        }
        catch (IllegalAccessException ex) {
            throw new CodecException("cannot be read", ex).within("." + this.name);
        }
    }

    private void writeEarly(Encoder encoder, Object object, Method from) throws CodecException, IllegalAccessException {
        if (--this.early == 0) {
            this.accessor = null;
        }
        Object value;
        try {
            value = from.invoke(object);
        }
        catch (InvocationTargetException ex) {
            throw new CodecException("cannot be read: " + ex.getCause(), ex.getCause());
        }
        ItemWriter out = encoder.out();
        switch (this.kind) {
            case 0 -> out.writeBoolean((Boolean) value);
            case 1 -> out.writeByte((Byte) value);
            case 2 -> out.writeShort((Short) value);
            case 3 -> out.writeShort((Character) value);
            case 4 -> out.writeVarInt(Scalars.zigzag((Integer) value));
            case 5 -> out.writeLong((Long) value);
            case 6 -> out.writeFloat((Float) value);
            case 7 -> out.writeDouble((Double) value);
            default -> encoder.value(value);
        }
    }

    private void writePrimitive(ItemWriter out, Object object) throws CodecException, IllegalAccessException {
        Field from = this.field;
        switch (this.kind) {
            case 0 -> out.writeBoolean(from.getBoolean(object));
            case 1 -> out.writeByte(from.getByte(object));
            case 2 -> out.writeShort(from.getShort(object));
            case 3 -> out.writeShort(from.getChar(object));
            case 4 -> out.writeVarInt(Scalars.zigzag(from.getInt(object)));
            case 5 -> out.writeLong(from.getLong(object));
            case 6 -> out.writeFloat(from.getFloat(object));
            default -> out.writeDouble(from.getDouble(object));
        }
    }

    /** Reads a value into an object. */
    void read(Decoder decoder, Object object) throws CodecException {
        try {
            if (this.kind == REFERENCE) {
                this.field.set(object, checked(decoder.value()));
            }
            else {
                readPrimitive(decoder.in(), object);
            }
        }
        catch (CodecException ex) {
            throw ex.within("." + this.name);
        }
        catch (IllegalAccessException ex) {
            throw new CodecException("cannot be set", ex).within("." + this.name);
        }
    }

    private void readPrimitive(ItemReader in, Object object) throws CodecException, IllegalAccessException {
        Field to = this.field;
        switch (this.kind) {
            case 0 -> to.setBoolean(object, in.readBoolean());
            case 1 -> to.setByte(object, in.readByte());
            case 2 -> to.setShort(object, in.readShort());
            case 3 -> to.setChar(object, (char) in.readShort());
            case 4 -> to.setInt(object, Scalars.unzigzag(in.readVarInt()));
            case 5 -> to.setLong(object, in.readLong());
            case 6 -> to.setFloat(object, in.readFloat());
            default -> to.setDouble(object, in.readDouble());
        }
    }

    /** Reads a value of a record, whose fields are not set one by one. */
    @Nullable Object read(Decoder decoder) throws CodecException {
        try {
            if (this.kind == REFERENCE) {
                return checked(decoder.value());
            }
            return readBoxed(decoder.in());
        }
        catch (CodecException ex) {
            throw ex.within("." + this.name);
        }
    }

    private Object readBoxed(ItemReader in) throws CodecException {
        switch (this.kind) {
            case 0:
                return in.readBoolean();
            case 1:
                return in.readByte();
            case 2:
                return in.readShort();
            case 3:
                return (char) in.readShort();
            case 4:
                return Scalars.unzigzag(in.readVarInt());
            case 5:
                return in.readLong();
            case 6:
                return in.readFloat();
            default:
                return in.readDouble();
        }
    }

    private @Nullable Object checked(@Nullable Object value) throws CodecException {
        if (value != null && !this.type.isInstance(value)) {
            throw new CodecException("has a " + Messages.wrongType(this.type, value));
        }
        return value;
    }

}
