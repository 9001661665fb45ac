package org.minigun.protocol;

import java.lang.reflect.Method;
import java.util.Collection;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * A class by its fields, those of its superclasses included. A class that extends a
 * collection of the platform has that one's elements behind its own fields.
 */
final class ObjectShape extends Shape {

    private final Slot[] slots;

    private final Instances instances;

    private final @Nullable Class<?> container;

    private final @Nullable Method resolve;

    ObjectShape(Class<?> type, @Nullable Class<?> container, @Nullable Method resolve) {
        super(type);
        this.container = container;
        this.resolve = resolve;
        this.slots = Slots.of(type);
        this.layout = Slots.layout(this.slots);
        this.instances = new Instances(type, container == null);
    }

    @Override
    void write(Encoder encoder, Object value) throws CodecException {
        if (this.container != null) {
            this.instances.check();
        }
        if (!encoder.enter(value)) {
            return;
        }
        encoder.out().writeByte(Tags.OBJECT);
        encoder.shape(this);
        for (Slot slot : this.slots) {
            slot.write(encoder, value);
        }
        if (value instanceof Collection<?> collection && this.container != null) {
            ContainerShape.writeElements(encoder, collection);
        }
        else if (value instanceof Map<?, ?> map && this.container != null) {
            ContainerShape.writeEntries(encoder, map);
        }
        encoder.leave();
    }

    @Override
    @Nullable Object read(Decoder decoder) throws CodecException {
        Object made = this.instances.make();
        int number = decoder.meetLater();
        if (this.resolve == null) {
            decoder.met(number, made);
        }
        decoder.enter();
        for (Slot slot : this.slots) {
            slot.read(decoder, made);
        }
        if (this.container != null) {
            readElements(decoder, made);
        }
        decoder.leave();
        Object resolved = Resolving.resolve(made, this.resolve);
        decoder.met(number, resolved);
        return resolved;
    }

    @SuppressWarnings("unchecked")
    private static void readElements(Decoder decoder, Object made) throws CodecException {
        if (made instanceof Collection<?> collection) {
            Containers.readElements(decoder, (Collection<@Nullable Object>) collection);
        }
        else if (made instanceof Map<?, ?> map) {
            Containers.readEntries(decoder, (Map<@Nullable Object, @Nullable Object>) map);
        }
    }

}
