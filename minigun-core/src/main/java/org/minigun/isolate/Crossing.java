package org.minigun.isolate;

import org.minigun.RunStoppedException;
import org.minigun.Setting;
import org.minigun.Settings;
import org.minigun.protocol.CodecException;
import org.minigun.protocol.DefaultItemCodec;
import org.minigun.protocol.ItemCodec;
import org.minigun.protocol.ItemWriter;
import org.minigun.protocol.ThrowableData;
import org.minigun.protocol.TypeFilter;

/**
 * Copies items from the classes of the application to those of an isolate, and back. What
 * never changes and is of the platform is not copied. Used by one thread.
 */
final class Crossing {

    private final String stage;

    private final ClassLoader application;

    private final ItemCodec outside;

    private final ItemCodec inside;

    private final ItemWriter writer = new ItemWriter();

    Crossing(String stage, ClassLoader application, ClassLoader isolate, Settings settings) {
        this.stage = stage;
        this.application = application;
        this.outside = codec(application, settings);
        this.inside = codec(isolate, settings);
    }

    private static ItemCodec codec(ClassLoader loader, Settings settings) {
        return DefaultItemCodec.builder()
            .loader(loader)
            .maxDepth(settings.get(Setting.MAX_DEPTH, DefaultItemCodec.DEFAULT_MAX_DEPTH))
            .build();
    }

    /** Knows the application's classes. */
    ClassLoader application() {
        return this.application;
    }

    /** Copies an item into the isolate. */
    Object in(Object item) throws CodecException {
        return Immutables.contains(item) ? item
                : copy(item, this.outside, this.inside, "was given an item that cannot be copied into its isolate");
    }

    /** Copies a result into the application. */
    Object out(Object result) throws CodecException {
        return Immutables.contains(result) ? result
                : copy(result, this.inside, this.outside, "emitted what cannot be copied out of its isolate");
    }

    private Object copy(Object item, ItemCodec from, ItemCodec to, String trouble) throws CodecException {
        try {
            this.writer.reset();
            from.write(item, this.writer);
            Object copy = to.read(this.writer.toReader());
            if (copy == null) {
                throw new CodecException("became null on its way");
            }
            return copy;
        }
        catch (CodecException ex) {
            throw new CodecException("Stage '" + this.stage + "' " + trouble + ", a " + item.getClass().getName() + ": "
                    + ex.getMessage(), ex);
        }
    }

    /**
     * Copies what was thrown in the isolate. Always, for an exception refers to the
     * classes of all methods that it has passed.
     */
    Throwable thrown(Throwable thrown) {
        return (thrown instanceof RunStoppedException) ? thrown
                : ThrowableData.of(thrown).toThrowable(this.application, TypeFilter.ALL);
    }

}
