package org.minigun.protocol;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Writes one item after the other; what it remembers of an item is forgotten with it.
 */
final class Encoder {

    final Shapes shapes;

    /** Whether the other side reads Java serialization. */
    final boolean trusted;

    private final int maxDepth;

    private final int firstNumber;

    /** What both sides have a number for. */
    private final Map<String, Integer> table = new HashMap<>();

    private final IdentityTable met = new IdentityTable();

    private ItemWriter out = new ItemWriter(16);

    private long item;

    private int depth;

    private int nextNumber;

    private Shape lastShape;

    Encoder(Shapes shapes, boolean trusted, int maxDepth, List<String> table) {
        this.shapes = shapes;
        this.trusted = trusted;
        this.maxDepth = maxDepth;
        this.firstNumber = table.size() + 1;
        for (int index = 0; index < table.size(); index++) {
            this.table.putIfAbsent(table.get(index), index + 1);
        }
        this.lastShape = shapes.of(Object.class);
    }

    void item(@Nullable Object item, ItemWriter writer) throws CodecException {
        this.out = writer;
        this.item++;
        this.depth = 0;
        this.nextNumber = this.firstNumber;
        try {
            value(item);
        }
        finally {
            this.met.clear();
        }
    }

    ItemWriter out() {
        return this.out;
    }

    /** Writes a value with its tag. */
    void value(@Nullable Object value) throws CodecException {
        if (value == null) {
            this.out.writeByte(Tags.NULL);
            return;
        }
        Class<?> type = value.getClass();
        if (type == String.class) {
            this.out.writeByte(Tags.STRING);
            this.out.writeString((String) value);
            return;
        }
        Shape shape = this.lastShape;
        if (shape.type != type) {
            shape = this.shapes.of(type);
            this.lastShape = shape;
        }
        shape.write(this, value);
    }

    /**
     * Enters an object that may be met again.
     * @return whether it is new; else a reference to it was written
     */
    boolean enter(Object object) throws CodecException {
        int number = this.met.find(object);
        if (number >= 0) {
            if (this.met.isSealed(number)) {
                throw new CodecException("refers back to the " + Messages.name(object.getClass())
                        + " that contains it; records and unmodifiable collections in a circle cannot be copied:"
                        + " make the way back transient, or use a class with fields");
            }
            this.out.writeByte(Tags.REFERENCE);
            this.out.writeVarInt(number);
            return false;
        }
        if (++this.depth > this.maxDepth) {
            throw new CodecException(Messages.tooDeep(this.maxDepth));
        }
        return true;
    }

    /** Leaves an object that was entered. */
    void leave() {
        this.depth--;
    }

    /**
     * Enters an object that cannot be referred to before it is whole.
     * @return its number, or -1 if a reference to it was written
     */
    int enterSealed(Object object) throws CodecException {
        if (!enter(object)) {
            return -1;
        }
        int number = this.met.last();
        this.met.seal(number, true);
        return number;
    }

    void leaveSealed(int number) {
        this.met.seal(number, false);
        this.depth--;
    }

    /** Writes which class it is. */
    void shape(Shape shape) throws CodecException {
        if (shape.tableNumber < 0) {
            shape.tableNumber = this.table.getOrDefault(shape.named, 0);
        }
        if (shape.tableNumber > 0) {
            this.out.writeVarInt(shape.tableNumber);
        }
        else if (shape.namedIn == this.item) {
            this.out.writeVarInt(shape.number);
        }
        else {
            shape.namedIn = this.item;
            shape.number = this.nextNumber++;
            this.out.writeByte(0);
            this.out.writeVarInt(shape.name.length);
            this.out.writeBytes(shape.name, 0, shape.name.length);
            this.out.writeInt(shape.layout);
        }
    }

}
