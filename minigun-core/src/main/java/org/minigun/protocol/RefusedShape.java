package org.minigun.protocol;

/**
 * A class that cannot be copied.
 */
final class RefusedShape extends Shape {

    private final String reason;

    RefusedShape(Class<?> type, String reason) {
        super(type);
        this.reason = reason;
    }

    @Override
    void write(Encoder encoder, Object value) throws CodecException {
        throw new CodecException(this.type.getTypeName() + " " + this.reason);
    }

}
