package org.minigun.protocol;

/**
 * A class of the platform that is one value.
 */
final class ScalarShape extends Shape {

    private final int tag;

    private final boolean changing;

    ScalarShape(Class<?> type, int tag) {
        super(type);
        this.tag = tag;
        this.changing = Scalars.isChanging(tag);
    }

    @Override
    void write(Encoder encoder, Object value) throws CodecException {
        if (this.tag < Tags.CLASS) {
            Scalars.writeBoxed(this.tag, value, encoder.out());
        }
        else if (this.tag >= Tags.FIRST_TIME) {
            Times.write(this.tag, value, encoder.out());
        }
        else if (!this.changing) {
            encoder.out().writeByte(this.tag);
            Scalars.write(this.tag, value, encoder.out());
        }
        else if (encoder.enter(value)) {
            encoder.out().writeByte(this.tag);
            Scalars.write(this.tag, value, encoder.out());
            encoder.leave();
        }
    }

}
