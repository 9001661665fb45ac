package org.minigun.protocol;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;

import org.jspecify.annotations.Nullable;

/**
 * A record: its components in order; made by its canonical constructor, so that its
 * checks hold.
 */
final class RecordShape extends Shape {

    private final Slot[] slots;

    private final @Nullable Maker maker;

    private final @Nullable Method resolve;

    private final @Nullable String closed;

    RecordShape(Class<?> type, @Nullable Method resolve) {
        super(type);
        this.resolve = resolve;
        RecordComponent[] components = type.getRecordComponents();
        Class<?>[] types = new Class<?>[components.length];
        Slot[] all = new Slot[components.length];
        Constructor<?> canonical = null;
        String trouble = null;
        try {
            for (int index = 0; index < components.length; index++) {
                types[index] = components[index].getType();
                all[index] = new Slot(type.getDeclaredField(components[index].getName()),
                        Maker.NATIVE_ONLY ? components[index].getAccessor() : null);
            }
            canonical = type.getDeclaredConstructor(types);
            canonical.setAccessible(true);
        }
        catch (ReflectiveOperationException | RuntimeException ex) {
            trouble = "cannot be reached: ".concat(String.valueOf(ex.getMessage()));
        }
        this.slots = all;
        this.maker = (canonical != null && trouble == null) ? new Maker(canonical, true) : null;
        this.closed = trouble;
        this.layout = (trouble == null) ? Slots.layout(all) : 0;
    }

    @Override
    void write(Encoder encoder, Object value) throws CodecException {
        if (this.closed != null) {
            throw new CodecException(this.type.getName() + " " + this.closed);
        }
        int number = encoder.enterSealed(value);
        if (number < 0) {
            return;
        }
        encoder.out().writeByte(Tags.OBJECT);
        encoder.shape(this);
        for (Slot slot : this.slots) {
            slot.write(encoder, value);
        }
        encoder.leaveSealed(number);
    }

    @Override
    @Nullable Object read(Decoder decoder) throws CodecException {
        Maker canonical = this.maker;
        if (canonical == null) {
            throw new CodecException(this.type.getName() + " " + this.closed);
        }
        int number = decoder.meetLater();
        decoder.enter();
        @Nullable Object[] values = new @Nullable Object[this.slots.length];
        for (int index = 0; index < values.length; index++) {
            values[index] = this.slots[index].read(decoder);
        }
        Object made = Resolving.resolve(make(canonical, values), this.resolve);
        decoder.met(number, made);
        decoder.leave();
        return made;
    }

    private Object make(Maker canonical, @Nullable Object[] values) throws CodecException {
        try {
            return canonical.make(values);
        }
        catch (InvocationTargetException ex) {
            throw new CodecException("the constructor of record " + this.type.getName() + " threw " + ex.getCause(),
                    ex.getCause());
        }
        catch (ReflectiveOperationException | IllegalArgumentException ex) {
            throw new CodecException("record " + this.type.getName() + " cannot be made", ex);
        }
    }

}
