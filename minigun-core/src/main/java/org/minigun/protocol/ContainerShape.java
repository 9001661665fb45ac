package org.minigun.protocol;

import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceArray;

import org.jspecify.annotations.Nullable;

/**
 * Collections, maps and holders of the platform.
 */
final class ContainerShape extends Shape {

    private final int tag;

    /** Whether it has to be whole before it can be made. */
    private final boolean fixed;

    ContainerShape(Class<?> type, int tag) {
        super(type);
        this.tag = tag;
        this.fixed = Containers.isFixed(tag);
    }

    @Override
    void write(Encoder encoder, Object value) throws CodecException {
        int number = 0;
        if (this.fixed) {
            number = encoder.enterSealed(value);
            if (number < 0) {
                return;
            }
        }
        else if (!encoder.enter(value)) {
            return;
        }
        if (this.tag >= Tags.FIRST_MAP) {
            writeMap(encoder, (Map<?, ?>) value);
        }
        else if (this.tag >= Tags.FIRST_SORTED) {
            writeSorted(encoder, (Collection<?>) value);
        }
        else if (value instanceof Collection<?> collection) {
            writePlain(encoder, collection);
        }
        else {
            encoder.out().writeByte(this.tag);
            writeHolder(encoder, value);
        }
        if (this.fixed) {
            encoder.leaveSealed(number);
        }
        else {
            encoder.leave();
        }
    }

    private void writePlain(Encoder encoder, Collection<?> collection) throws CodecException {
        if (this.tag == Tags.LIST_OF && containsNull((List<?>) collection)) {
            // Stream.toList() makes such; List.of() could not take it back.
            encoder.out().writeByte(Tags.UNMODIFIABLE_LIST);
        }
        else {
            encoder.out().writeByte(this.tag);
        }
        if (this.tag == Tags.ARRAY_BLOCKING_QUEUE) {
            ArrayBlockingQueue<?> queue = (ArrayBlockingQueue<?>) collection;
            encoder.out().writeVarInt(queue.size() + queue.remainingCapacity());
        }
        if (this.tag != Tags.EMPTY_LIST && this.tag != Tags.EMPTY_SET) {
            writeElements(encoder, collection);
        }
    }

    private static boolean containsNull(List<?> list) {
        for (int index = 0; index < list.size(); index++) {
            if (list.get(index) == null) {
                return true;
            }
        }
        return false;
    }

    private void writeSorted(Encoder encoder, Collection<?> collection) throws CodecException {
        ItemWriter out = encoder.out();
        out.writeByte(this.tag);
        if (this.tag == Tags.ENUM_SET) {
            encoder.shape(encoder.shapes.of(EnumTypes.of((EnumSet<?>) collection)));
        }
        else {
            writeComparator(encoder, comparator(collection));
        }
        writeElements(encoder, collection);
    }

    private static @Nullable Comparator<?> comparator(Collection<?> collection) {
        if (collection instanceof SortedSet<?> set) {
            return set.comparator();
        }
        if (collection instanceof PriorityQueue<?> queue) {
            return queue.comparator();
        }
        return ((PriorityBlockingQueue<?>) collection).comparator();
    }

    private static void writeComparator(Encoder encoder, @Nullable Object comparator) throws CodecException {
        try {
            encoder.value(comparator);
        }
        catch (CodecException ex) {
            throw ex.within(".comparator");
        }
    }

    private void writeMap(Encoder encoder, Map<?, ?> map) throws CodecException {
        ItemWriter out = encoder.out();
        out.writeByte(this.tag);
        switch (this.tag) {
            case Tags.EMPTY_MAP:
                return;
            case Tags.ENUM_MAP:
                encoder.shape(encoder.shapes.of(EnumTypes.of((EnumMap<?, ?>) map)));
                break;
            case Tags.SORTED_MAP:
                boolean unmodifiable = this.type.getName().startsWith("java.util.Collections$Unmodifiable");
                out.writeByte((map instanceof ConcurrentSkipListMap<?, ?>) ? 1 : unmodifiable ? 2 : 0);
                writeComparator(encoder, ((SortedMap<?, ?>) map).comparator());
                break;
            default:
                break;
        }
        writeEntries(encoder, map);
    }

    private static void writeHolder(Encoder encoder, Object value) throws CodecException {
        if (value instanceof Optional<?> optional) {
            encoder.value(optional.orElse(null));
        }
        else if (value instanceof AtomicReference<?> reference) {
            encoder.value(reference.get());
        }
        else if (value instanceof Map.Entry<?, ?> entry) {
            encoder.value(entry.getKey());
            encoder.value(entry.getValue());
        }
        else {
            AtomicReferenceArray<?> array = (AtomicReferenceArray<?>) value;
            encoder.out().writeVarInt(array.length());
            for (int index = 0; index < array.length(); index++) {
                encoder.value(array.get(index));
            }
        }
    }

    /**
     * Writes the number of elements and each. Where others change the collection
     * meanwhile, as many are written as were announced, or it is an error.
     */
    static void writeElements(Encoder encoder, Collection<?> collection) throws CodecException {
        ItemWriter out = encoder.out();
        int size = collection.size();
        out.writeVarInt(size);
        int index = 0;
        try {
            if (collection instanceof java.util.ArrayList<?> list) {
                for (; index < size; index++) {
                    encoder.value(list.get(index));
                }
                return;
            }
            for (Object element : collection) {
                if (index == size) {
                    throw changed();
                }
                encoder.value(element);
                index++;
            }
        }
        catch (CodecException ex) {
            throw ex.within("[" + index + "]");
        }
        if (index < size) {
            throw changed();
        }
    }

    /** Writes the number of entries and each key and value. */
    static void writeEntries(Encoder encoder, Map<?, ?> map) throws CodecException {
        int size = map.size();
        encoder.out().writeVarInt(size);
        int index = 0;
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            if (index++ == size) {
                throw changed();
            }
            Object key = entry.getKey();
            try {
                encoder.value(key);
            }
            catch (CodecException ex) {
                throw ex.within("[key " + index + "]");
            }
            try {
                encoder.value(entry.getValue());
            }
            catch (CodecException ex) {
                throw ex.within("[" + shown(key) + "]");
            }
        }
        if (index < size) {
            throw changed();
        }
    }

    private static String shown(@Nullable Object key) {
        if (key instanceof String || key instanceof Number || key instanceof Enum<?>) {
            String text = key.toString();
            return (text.length() <= 40) ? text : text.substring(0, 37) + "...";
        }
        return (key != null) ? key.getClass().getSimpleName() : "null";
    }

    private static CodecException changed() {
        return new CodecException("was changed while it was copied");
    }

}
