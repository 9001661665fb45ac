package org.minigun.protocol;

/**
 * An exception that is part of an item: as {@link ThrowableData}.
 */
final class ThrowableShape extends Shape {

    ThrowableShape(Class<?> type) {
        super(type);
    }

    @Override
    void write(Encoder encoder, Object value) throws CodecException {
        if (encoder.enter(value)) {
            encoder.out().writeByte(Tags.OBJECT);
            encoder.shape(this);
            ThrowableData.write((Throwable) value, encoder.out());
            encoder.leave();
        }
    }

    @Override
    Object read(Decoder decoder) throws CodecException {
        int number = decoder.meetLater();
        Throwable made = decoder.throwable(ThrowableData.read(decoder.in()));
        decoder.met(number, made);
        return made;
    }

}
