package org.minigun.protocol;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import org.jspecify.annotations.Nullable;

/**
 * An enum: its class and the constant's name, so that constants may be added.
 */
final class EnumShape extends Shape {

    private final Class<?> enumType;

    /** By ordinal; made when first needed, because that initializes the class. */
    private @Nullable Object[] constants = new @Nullable Object[0];

    private volatile byte[][] names = new byte[0][];

    EnumShape(Class<?> type, Class<?> enumType) {
        super(type, enumType);
        this.enumType = enumType;
    }

    @Override
    void write(Encoder encoder, Object value) throws CodecException {
        load();
        ItemWriter out = encoder.out();
        out.writeByte(Tags.OBJECT);
        encoder.shape(this);
        byte[] text = this.names[((Enum<?>) value).ordinal()];
        out.writeVarInt(text.length);
        out.writeBytes(text, 0, text.length);
    }

    @Override
    Object read(Decoder decoder) throws CodecException {
        load();
        ItemReader in = decoder.in();
        int length = in.readLength();
        in.fill(Math.min(length, 4000));
        for (int index = 0; index < this.names.length; index++) {
            byte[] text = this.names[index];
            Object constant = this.constants[index];
            if (constant != null && text.length == length && in.buffered() >= length
                    && Arrays.equals(text, 0, length, in.array(), in.position(), in.position() + length)) {
                in.skip(length);
                return constant;
            }
        }
        throw new CodecException("has a constant of enum " + this.enumType.getName() + " that does not exist here");
    }

    private void load() {
        if (this.names.length == 0) {
            Object[] all = this.enumType.getEnumConstants();
            byte[][] texts = new byte[all.length][];
            for (int index = 0; index < all.length; index++) {
                texts[index] = ((Enum<?>) all[index]).name().getBytes(StandardCharsets.UTF_8);
            }
            this.constants = all;
            this.names = texts;
        }
    }

}
