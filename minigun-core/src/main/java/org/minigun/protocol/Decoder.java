package org.minigun.protocol;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Reads one item after the other; what it remembers of an item is forgotten with it.
 */
final class Decoder {

    private static final Object UNFINISHED = new Object();

    final Shapes shapes;

    /** Whether whatever comes may be read. */
    final boolean trusting;

    private final ClassNames names;

    private final int maxDepth;

    private ItemReader in = new ItemReader(new byte[0]);

    private @Nullable Object[] met = new @Nullable Object[16];

    private int count;

    private int depth;

    /** Values that were announced and have not come yet; each takes a byte or more. */
    private long due;

    private final List<Shape> named = new ArrayList<>();

    Decoder(Shapes shapes, ClassNames names, boolean trusting, int maxDepth) {
        this.shapes = shapes;
        this.names = names;
        this.trusting = trusting;
        this.maxDepth = maxDepth;
    }

    @Nullable Object item(ItemReader reader) throws CodecException {
        this.in = reader;
        this.depth = 0;
        this.due = 0;
        try {
            return value();
        }
        finally {
            this.named.clear();
            if (this.met.length > 4096) {
                this.met = new @Nullable Object[16];
            }
            else {
                Arrays.fill(this.met, 0, this.count, null);
            }
            this.count = 0;
        }
    }

    ItemReader in() {
        return this.in;
    }

    /** Lets an object read itself, from its own bytes only. */
    void within(ItemReader part, Reading reading) throws CodecException, IOException, ClassNotFoundException {
        ItemReader whole = this.in;
        long formerlyDue = this.due;
        this.in = part;
        this.due = 0;
        reading.read(this);
        this.in = whole;
        this.due = formerlyDue;
    }

    /**
     * Reads how many things come, each of so many values. Not only each number by itself
     * but all that are open together must fit into the bytes that are left.
     */
    int announced(int values) throws CodecException {
        int count = this.in.readLength();
        this.due += (long) count * values;
        if (this.due > this.in.remaining()) {
            throw new CodecException(
                    "ends too early: " + this.due + " values are due and " + this.in.remaining() + " bytes are left");
        }
        return count;
    }

    /** Reads a value that was announced. */
    @Nullable Object next() throws CodecException {
        this.due--;
        return value();
    }

    /** Reads a value with its tag. */
    @Nullable Object value() throws CodecException {
        int tag = this.in.readByte();
        switch (tag) {
            case Tags.NULL:
                return null;
            case Tags.STRING:
                return this.in.readString();
            case Tags.OBJECT:
                return shape().read(this);
            case Tags.REFERENCE:
                return reference();
            case Tags.REPLACED:
                return replaced();
            case Tags.THROWABLE:
                return ThrowableShape.readThrowable(this);
            case Tags.SERIALIZED:
                return serialized();
            default:
                return known(tag);
        }
    }

    /** Goes one level deeper. */
    void enter() throws CodecException {
        if (++this.depth > this.maxDepth) {
            throw new CodecException(Messages.tooDeep(this.maxDepth));
        }
    }

    void leave() {
        this.depth--;
    }

    /** Gives an object its number, before its parts are read. */
    void met(Object object) {
        if (this.count == this.met.length) {
            this.met = Arrays.copyOf(this.met, this.count * 2);
        }
        this.met[this.count++] = object;
    }

    /** Gives a number to an object that is made once its parts are read. */
    int meetLater() {
        met(UNFINISHED);
        return this.count - 1;
    }

    void met(int number, @Nullable Object object) {
        this.met[number] = object;
    }

    /** Reads which class it is. */
    Shape shape() throws CodecException {
        int number = this.in.readVarInt();
        if (number == 0) {
            Shape shape = this.names.read(this.in);
            this.named.add(shape);
            return shape;
        }
        int size = this.names.tableSize();
        if (number > 0 && number <= size) {
            return this.names.ofTable(number);
        }
        int index = number - size - 1;
        if (index < 0 || index >= this.named.size()) {
            throw new CodecException("refers to a class that was not named");
        }
        return this.named.get(index);
    }

    /** Makes an exception, of its own class if that is allowed. */
    Throwable throwable(ThrowableData data) {
        return data.toThrowable(this.shapes.loader(), this.names.filter());
    }

    private @Nullable Object reference() throws CodecException {
        int number = this.in.readVarInt();
        if (number < 0 || number >= this.count) {
            throw new CodecException("refers to a value that was not sent");
        }
        Object object = this.met[number];
        if (object == UNFINISHED) {
            throw new CodecException("refers to a value that is not complete");
        }
        return object;
    }

    private @Nullable Object replaced() throws CodecException {
        int number = meetLater();
        enter();
        Object value = value();
        leave();
        met(number, value);
        return value;
    }

    private @Nullable Object serialized() throws CodecException {
        if (!this.trusting) {
            throw new CodecException("is sent by Java serialization, which is not read from a worker");
        }
        int number = meetLater();
        Object value = SerializedShape.readStream(this.in, this.shapes.loader());
        met(number, value);
        return value;
    }

    private @Nullable Object known(int tag) throws CodecException {
        if (tag < Tags.CLASS && tag > 0) {
            return Scalars.readBoxed(tag, this.in);
        }
        if (tag == Tags.CLASS) {
            return ClassShape.readClass(this.in, this.names);
        }
        if (tag < 0) {
            throw new CodecException("has a value of unknown kind " + tag);
        }
        if (tag < Tags.FIRST_SCALAR) {
            enter();
            Object array = ArrayShape.read(tag, this);
            leave();
            return array;
        }
        if (tag < Tags.FIRST_COLLECTION) {
            return (tag < Tags.FIRST_TIME) ? Scalars.read(tag, this) : Times.read(tag, this.in);
        }
        enter();
        Object value = Containers.read(tag, this);
        leave();
        return value;
    }

    /** An object that reads itself. */
    interface Reading {

        void read(Decoder decoder) throws CodecException, IOException, ClassNotFoundException;

    }

}
