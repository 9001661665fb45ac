package org.minigun.protocol;

import org.jspecify.annotations.Nullable;

/**
 * What tests of the codec share.
 */
final class CodecScenario {

    private CodecScenario() {
    }

    static DefaultItemCodec trusting() {
        return DefaultItemCodec.builder().build();
    }

    static byte[] bytes(ItemCodec codec, @Nullable Object item) throws CodecException {
        ItemWriter out = new ItemWriter();
        codec.write(item, out);
        return out.toByteArray();
    }

    static @Nullable Object read(ItemCodec codec, byte[] bytes) throws CodecException {
        return codec.read(new ItemReader(bytes));
    }

    /** Copies by codecs of two sides. */
    @SuppressWarnings("unchecked")
    static <T extends @Nullable Object> T copy(T item) throws CodecException {
        return (T) read(trusting(), bytes(trusting(), item));
    }

}
