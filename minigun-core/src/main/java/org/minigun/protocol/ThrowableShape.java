package org.minigun.protocol;

/**
 * An exception that is part of an item: as {@link ThrowableData}, so fields of its own
 * are not copied.
 */
final class ThrowableShape extends Shape {

    ThrowableShape(Class<?> type) {
        super(type);
    }

    @Override
    void write(Encoder encoder, Object value) throws CodecException {
        if (encoder.enter(value)) {
            encoder.out().writeByte(Tags.THROWABLE);
            ThrowableData.write((Throwable) value, encoder.out());
            encoder.leave();
        }
    }

    /** Reads what follows the tag; never fails for the exception's class. */
    static Throwable readThrowable(Decoder decoder) throws CodecException {
        int number = decoder.meetLater();
        Throwable made = decoder.throwable(ThrowableData.read(decoder.in()));
        decoder.met(number, made);
        return made;
    }

}
