package org.minigun.protocol;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * An exception as data, so that it can be told where its class is not known.
 *
 * @param type the name of its class
 * @param message its message
 * @param text what its {@code toString()} gave
 * @param stack its stack, at most 1024 frames
 * @param cause its cause
 * @param suppressed its suppressed exceptions
 */
public record ThrowableData(String type, @Nullable String message, String text, List<StackTraceElement> stack,
        @Nullable ThrowableData cause, List<ThrowableData> suppressed) {

    /**
     * Takes an exception down. Never fails: what cannot be told is left out.
     * @param thrown the exception
     * @return what it told
     */
    public static ThrowableData of(Throwable thrown) {
        return ThrowableTaker.take(thrown);
    }

    /**
     * Writes an exception.
     * @param thrown the exception
     * @param out where to
     * @throws CodecException if the writer's limit is reached
     */
    public static void write(Throwable thrown, ItemWriter out) throws CodecException {
        ThrowableWire.write(of(thrown), out);
    }

    /**
     * Writes this.
     * @param out where to
     * @throws CodecException if the writer's limit is reached
     */
    public void write(ItemWriter out) throws CodecException {
        ThrowableWire.write(this, out);
    }

    /**
     * Writes this, or as much of it as there is room for: with shorter texts and stacks.
     * @param out where to
     * @throws CodecException if there is hardly any room
     */
    public void writeWhatFits(ItemWriter out) throws CodecException {
        writeWhatFits(out, 0);
    }

    /**
     * Writes this, or as much of it as there is room for, if that is enough.
     * @param out where to
     * @param shortest texts are not cut below so many characters, and stacks by as much
     * @throws CodecException if there is no room for that
     */
    public void writeWhatFits(ItemWriter out, int shortest) throws CodecException {
        ThrowableWire.writeWhatFits(this, out, shortest);
    }

    /**
     * Reads what was written.
     * @param in the bytes
     * @return the data
     * @throws CodecException if they are none
     */
    public static ThrowableData read(ItemReader in) throws CodecException {
        return ThrowableWire.read(in);
    }

    /**
     * Makes an exception: of its own class if that is allowed, is there, and has one of
     * the usual constructors, else a {@link WorkerException}. Stack, cause and suppressed
     * exceptions are those of the original.
     * @param loader knows the classes
     * @param filter says which classes may be made
     * @return the exception
     */
    public Throwable toThrowable(@Nullable ClassLoader loader, TypeFilter filter) {
        return new ThrowableMaker(loader, filter).make(this);
    }

}
