package org.minigun.protocol;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;

import org.jspecify.annotations.Nullable;

/**
 * A class that says by {@code writeReplace} what is to be copied in its place.
 */
final class ReplacedShape extends Shape {

    private final Method replace;

    private final Shape own;

    ReplacedShape(Class<?> type, Method replace, Shape own) {
        super(type);
        this.replace = replace;
        this.own = own;
        this.layout = own.layout;
    }

    @Override
    void write(Encoder encoder, Object value) throws CodecException {
        Object replacement = replacement(value);
        if (replacement != null && replacement.getClass() == this.type) {
            this.own.write(encoder, replacement);
            return;
        }
        int number = encoder.enterSealed(value);
        if (number >= 0) {
            encoder.out().writeByte(Tags.REPLACED);
            encoder.value(replacement);
            encoder.leaveSealed(number);
        }
    }

    @Override
    @Nullable Object read(Decoder decoder) throws CodecException {
        return this.own.read(decoder);
    }

    private @Nullable Object replacement(Object value) throws CodecException {
        try {
            return this.replace.invoke(value);
        }
        catch (InvocationTargetException ex) {
            throw new CodecException("writeReplace() of " + this.type.getName() + " threw " + ex.getCause(),
                    ex.getCause());
        }
        catch (IllegalAccessException ex) {
            throw new CodecException("writeReplace() of " + this.type.getName() + " cannot be called", ex);
        }
    }

}
