package org.minigun.protocol;

import org.jspecify.annotations.Nullable;

/**
 * The codec that is used where none is named.
 */
public final class DefaultItemCodec implements ItemCodec {

    /** How deep items may be nested unless said otherwise. */
    public static final int DEFAULT_MAX_DEPTH = 256;

    private DefaultItemCodec(Builder builder) {
    }

    /**
     * Begins a codec.
     * @return a builder
     */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public void write(@Nullable Object item, ItemWriter out) throws CodecException {
        throw new UnsupportedOperationException();
    }

    @Override
    public @Nullable Object read(ItemReader in) throws CodecException {
        throw new UnsupportedOperationException();
    }

    /**
     * What a codec is made of.
     */
    public static final class Builder {

        @Nullable ClassLoader loader = Thread.currentThread().getContextClassLoader();

        TypeFilter filter = TypeFilter.ALL;

        boolean trusted = true;

        int maxDepth = DEFAULT_MAX_DEPTH;

        long maxSize = Integer.MAX_VALUE;

        private Builder() {
        }

        /**
         * Names the loader of the items' classes.
         * @param loader the loader; the context class loader by default
         * @return this
         */
        public Builder loader(@Nullable ClassLoader loader) {
            this.loader = loader;
            return this;
        }

        /**
         * Says which classes may be read.
         * @param filter the filter; {@link TypeFilter#ALL} by default
         * @return this
         */
        public Builder filter(TypeFilter filter) {
            this.filter = filter;
            return this;
        }

        /**
         * Says whether the other side reads with {@link TypeFilter#ALL}, so that Java
         * serialization may be written for what nothing else can copy. A worker says
         * {@code false}: the application does not trust it.
         * @param trusted whether it does; {@code true} by default
         * @return this
         */
        public Builder trusted(boolean trusted) {
            this.trusted = trusted;
            return this;
        }

        /**
         * Bounds how deep items may be nested.
         * @param maxDepth the depth, {@value #DEFAULT_MAX_DEPTH} by default
         * @return this
         */
        public Builder maxDepth(int maxDepth) {
            if (maxDepth < 1) {
                throw new IllegalArgumentException("Invalid maxDepth (" + maxDepth + "): must be at least 1");
            }
            this.maxDepth = maxDepth;
            return this;
        }

        /**
         * Bounds the size of an item.
         * @param maxSize bytes; by default what the writer allows
         * @return this
         */
        public Builder maxSize(long maxSize) {
            if (maxSize < 1) {
                throw new IllegalArgumentException("Invalid maxSize (" + maxSize + "): must be at least 1");
            }
            this.maxSize = maxSize;
            return this;
        }

        /**
         * Makes the codec.
         * @return the codec
         */
        public DefaultItemCodec build() {
            return new DefaultItemCodec(this);
        }

    }

}
