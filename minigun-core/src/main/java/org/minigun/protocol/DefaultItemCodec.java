package org.minigun.protocol;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The codec that is used where none is named. Items need not be {@code Serializable}:
 * records are made by their constructor, other objects by their fields but for transient
 * ones, enums by name, and the values and collections of the platform as what they are.
 * Within an item what was one object stays one, and may refer to itself. Views of
 * collections become collections of their own. {@code writeReplace}, {@code readResolve}
 * and {@link java.io.Externalizable} are honoured; other methods of Java serialization
 * are not.
 * <p>
 * An object is made by its constructor without arguments if it has one, else by none.
 * What is read is checked as if an enemy had sent it: whatever is wrong with it is a
 * {@link CodecException}.
 * <p>
 * One thread may write while another reads.
 */
public final class DefaultItemCodec implements ItemCodec {

    /** How deep items may be nested unless said otherwise. */
    public static final int DEFAULT_MAX_DEPTH = 256;

    private final Encoder encoder;

    private final Decoder decoder;

    private final int maxSize;

    private DefaultItemCodec(Builder builder) {
        Shapes shapes = new Shapes(builder.loader, builder.trusted);
        List<String> table = builder.table;
        ClassNames names = new ClassNames(shapes, builder.filter, table);
        this.encoder = new Encoder(shapes, builder.trusted, builder.maxDepth, table);
        this.decoder = new Decoder(shapes, names, builder.filter == TypeFilter.ALL, builder.maxDepth);
        this.maxSize = (int) Math.min(builder.maxSize, Integer.MAX_VALUE);
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
        int limit = out.limit();
        out.limit((int) Math.min(limit, (long) out.position() + this.maxSize));
        try {
            this.encoder.item(item, out);
        }
        catch (StackOverflowError ex) {
            throw new CodecException("is nested too deeply for the stack of the thread; make it flatter", ex);
        }
        catch (VirtualMachineError ex) {
            throw ex;
        }
        catch (RuntimeException | Error ex) {
            throw new CodecException("cannot be copied: " + ex, ex);
        }
        finally {
            out.limit(limit);
        }
    }

    @Override
    public @Nullable Object read(ItemReader in) throws CodecException {
        Object item;
        try {
            item = this.decoder.item(in);
        }
        catch (StackOverflowError ex) {
            throw new CodecException("is nested too deeply for the stack of the thread", ex);
        }
        catch (VirtualMachineError ex) {
            throw ex;
        }
        catch (RuntimeException | Error ex) {
            throw new CodecException("cannot be read: " + ex, ex);
        }
        if (in.remaining() > 0) {
            throw new CodecException("has " + in.remaining() + " bytes more than it needs");
        }
        return item;
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

        List<String> table = List.of();

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
         * Names classes that items are often of, so that a number stands for each. Both
         * sides must be given the same list.
         * @param classNames the names, none by default
         * @return this
         */
        public Builder table(List<String> classNames) {
            this.table = List.copyOf(classNames);
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
