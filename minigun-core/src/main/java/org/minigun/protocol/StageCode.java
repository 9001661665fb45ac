package org.minigun.protocol;

import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * How a worker comes to the code of a stage: a method, which it finds by its name, or a
 * function that was serialized.
 *
 * @param kind how
 * @param type binary name of the class that has the method, or of the instance; for a
 * function, of the class that it was written in
 * @param method name of the method; empty for a function
 * @param descriptor descriptor of the method, as in a class file; empty for a function
 * @param data the serialized instance or function, or {@code null}
 */
public record StageCode(Kind kind, String type, String method, String descriptor, byte @Nullable [] data) {

    /**
     * The ways to the code.
     */
    public enum Kind {

        /** A static method: needs no instance. */
        STATIC_METHOD,

        /** A method of an instance that the worker makes by its constructor. */
        CONSTRUCTED,

        /** A method of an instance that was serialized. */
        SERIALIZED,

        /** A function that was serialized. */
        FUNCTION,

        /** A whole pipeline that was serialized. */
        PIPELINE

    }

    /**
     * Writes the code.
     * @param out where to
     * @throws CodecException if it is too large
     */
    public void write(ItemWriter out) throws CodecException {
        out.writeByte(this.kind.ordinal());
        out.writeString(this.type);
        out.writeString(this.method);
        out.writeString(this.descriptor);
        byte[] bytes = this.data;
        out.writeVarInt((bytes != null) ? bytes.length + 1 : 0);
        if (bytes != null) {
            out.writeBytes(bytes, 0, bytes.length);
        }
    }

    /**
     * Reads what was written.
     * @param in where from
     * @return the code
     * @throws CodecException if it is not what was written
     */
    public static StageCode read(ItemReader in) throws CodecException {
        int kind = in.readByte();
        Kind[] kinds = Kind.values();
        if (kind < 0 || kind >= kinds.length) {
            throw new CodecException("No kind of code: " + kind);
        }
        String type = in.readString();
        String method = in.readString();
        String descriptor = in.readString();
        int length = in.readVarInt();
        byte[] data = (length > 0) ? in.readBytes(length - 1) : null;
        return new StageCode(kinds[kind], type, method, descriptor, data);
    }

    /**
     * Returns the serialized instance or function.
     * @return the bytes
     */
    public byte[] requiredData() {
        return Objects.requireNonNull(this.data);
    }

}
