package org.minigun.protocol;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.PriorityBlockingQueue;

import org.jspecify.annotations.Nullable;

/**
 * Reads collections and maps. Each has its number before its elements are read, so that
 * they may refer to it, but for those that can only be made of all their elements.
 */
final class Containers {

    /** No more room than this is made before elements have come. */
    private static final int ROOM = 1024;

    private Containers() {
    }

    static boolean isFixed(int tag) {
        return tag >= Tags.FIRST_FIXED && tag < Tags.FIRST_SORTED && tag != Tags.ATOMIC_REFERENCE
                && tag != Tags.ATOMIC_REFERENCES && tag != Tags.SIMPLE_ENTRY || tag == Tags.MAP_OF;
    }

    /** Reads what follows the tag. */
    static Object read(int tag, Decoder decoder) throws CodecException {
        if (tag == Tags.ARRAY_LIST) {
            List<@Nullable Object> list = new ArrayList<>(Math.min(ROOM, peeked(decoder)));
            decoder.met(list);
            readElements(decoder, list);
            return list;
        }
        if (tag >= Tags.FIRST_MAP) {
            return readMap(tag, decoder);
        }
        if (tag >= Tags.FIRST_SORTED) {
            return readSorted(tag, decoder);
        }
        return (tag >= Tags.FIRST_FIXED) ? FixedContainers.read(tag, decoder) : readGrowing(tag, decoder);
    }

    /** A first guess; the number is read and checked with the elements. */
    private static int peeked(Decoder decoder) {
        ItemReader in = decoder.in();
        int next = (in.buffered() > 0) ? in.array()[in.position()] : 0;
        return (next >= 0) ? Math.min(next, in.remaining()) : Math.min(ROOM, in.remaining());
    }

    static void readElements(Decoder decoder, Collection<@Nullable Object> into) throws CodecException {
        int count = decoder.announced(1);
        for (int index = 0; index < count; index++) {
            try {
                into.add(decoder.next());
            }
            catch (CodecException ex) {
                throw ex.within("[" + index + "]");
            }
        }
    }

    static void readEntries(Decoder decoder, Map<@Nullable Object, @Nullable Object> into) throws CodecException {
        int count = decoder.announced(2);
        for (int index = 0; index < count; index++) {
            try {
                Object key = decoder.next();
                into.put(key, decoder.next());
            }
            catch (CodecException ex) {
                throw ex.within("[entry " + (index + 1) + "]");
            }
        }
    }

    private static Object readGrowing(int tag, Decoder decoder) throws CodecException {
        Collection<@Nullable Object> target;
        Object seen;
        switch (tag) {
            case Tags.COPY_ON_WRITE_LIST, Tags.COPY_ON_WRITE_SET:
                return FixedContainers.readCopyOnWrite(tag, decoder);
            case Tags.ARRAY_BLOCKING_QUEUE:
                target = new ArrayBlockingQueue<>(capacity(decoder));
                seen = target;
                break;
            case Tags.UNMODIFIABLE_COLLECTION:
                target = new ArrayList<>();
                seen = Collections.unmodifiableCollection(target);
                break;
            case Tags.UNMODIFIABLE_LIST:
                List<@Nullable Object> list = new ArrayList<>();
                target = list;
                seen = Collections.unmodifiableList(list);
                break;
            case Tags.UNMODIFIABLE_SET:
                Set<@Nullable Object> set = new LinkedHashSet<>();
                target = set;
                seen = Collections.unmodifiableSet(set);
                break;
            case Tags.SYNCHRONIZED_COLLECTION:
                target = new ArrayList<>();
                seen = Collections.synchronizedCollection(target);
                break;
            case Tags.SYNCHRONIZED_LIST:
                List<@Nullable Object> shared = new ArrayList<>();
                target = shared;
                seen = Collections.synchronizedList(shared);
                break;
            case Tags.SYNCHRONIZED_SET:
                Set<@Nullable Object> sharedSet = new LinkedHashSet<>();
                target = sharedSet;
                seen = Collections.synchronizedSet(sharedSet);
                break;
            default:
                target = EmptyContainers.collection(tag);
                seen = target;
                break;
        }
        decoder.met(seen);
        readElements(decoder, target);
        return seen;
    }

    /** What is announced, but no more than a few times what can come. */
    private static int capacity(Decoder decoder) throws CodecException {
        int capacity = decoder.in().readVarInt();
        long most = Math.max(ROOM * 64L, decoder.in().remaining());
        if (capacity < 1 || capacity > most) {
            throw new CodecException(
                    "has a queue with a capacity of " + (capacity & 0xFFFFFFFFL) + ", which is more than can be sent");
        }
        return capacity;
    }

    @SuppressWarnings({ "unchecked", "rawtypes" })
    private static Object readSorted(int tag, Decoder decoder) throws CodecException {
        if (tag == Tags.ENUM_SET) {
            return readEnumSet(decoder);
        }
        int number = decoder.meetLater();
        Comparator<@Nullable Object> order = comparator(decoder);
        Collection target;
        Object seen;
        switch (tag) {
            case Tags.SKIP_LIST_SET:
                target = (order != null) ? new ConcurrentSkipListSet<>(order) : new ConcurrentSkipListSet<>();
                seen = target;
                break;
            case Tags.PRIORITY_QUEUE:
                target = (order != null) ? new PriorityQueue<>(1, order) : new PriorityQueue<>(1);
                seen = target;
                break;
            case Tags.PRIORITY_BLOCKING_QUEUE:
                target = (order != null) ? new PriorityBlockingQueue<>(1, order) : new PriorityBlockingQueue<>(1);
                seen = target;
                break;
            default:
                TreeSet<@Nullable Object> tree = (order != null) ? new TreeSet<>(order) : new TreeSet<>();
                target = tree;
                seen = (tag == Tags.TREE_SET) ? tree : Collections.unmodifiableNavigableSet((TreeSet) tree);
                break;
        }
        decoder.met(number, seen);
        readElements(decoder, target);
        return seen;
    }

    @SuppressWarnings("unchecked")
    private static @Nullable Comparator<@Nullable Object> comparator(Decoder decoder) throws CodecException {
        Object comparator = decoder.value();
        if (comparator != null && !(comparator instanceof Comparator<?>)) {
            throw new CodecException("has a " + Messages.wrongType(Comparator.class, comparator));
        }
        return (Comparator<@Nullable Object>) comparator;
    }

    @SuppressWarnings({ "unchecked", "rawtypes" })
    private static Object readMap(int tag, Decoder decoder) throws CodecException {
        Map target;
        Object seen;
        switch (tag) {
            case Tags.ENUM_MAP:
                int number = decoder.meetLater();
                target = new EnumMap(enumType(decoder));
                decoder.met(number, target);
                readEntries(decoder, target);
                return target;
            case Tags.SORTED_MAP:
                return readSortedMap(decoder);
            case Tags.MAP_OF, Tags.EMPTY_MAP:
                return FixedContainers.read(tag, decoder);
            case Tags.UNMODIFIABLE_MAP:
                target = new LinkedHashMap<>();
                seen = Collections.unmodifiableMap(target);
                break;
            case Tags.SYNCHRONIZED_MAP:
                target = new LinkedHashMap<>();
                seen = Collections.synchronizedMap(target);
                break;
            default:
                target = EmptyContainers.map(tag);
                seen = target;
                break;
        }
        decoder.met(seen);
        readEntries(decoder, target);
        return seen;
    }

    @SuppressWarnings({ "unchecked", "rawtypes" })
    private static Object readSortedMap(Decoder decoder) throws CodecException {
        int number = decoder.meetLater();
        int kind = decoder.in().readByte();
        Comparator<@Nullable Object> order = comparator(decoder);
        Map target;
        Object seen;
        if (kind == 1) {
            target = (order != null) ? new ConcurrentSkipListMap<>(order) : new ConcurrentSkipListMap<>();
            seen = target;
        }
        else {
            TreeMap<@Nullable Object, @Nullable Object> tree = (order != null) ? new TreeMap<>(order) : new TreeMap<>();
            target = tree;
            seen = (kind == 2) ? Collections.unmodifiableNavigableMap((TreeMap) tree) : tree;
        }
        decoder.met(number, seen);
        readEntries(decoder, target);
        return seen;
    }

    @SuppressWarnings({ "unchecked", "rawtypes" })
    private static Object readEnumSet(Decoder decoder) throws CodecException {
        int number = decoder.meetLater();
        EnumSet set = EnumSet.noneOf(enumType(decoder));
        decoder.met(number, set);
        readElements(decoder, set);
        return set;
    }

    @SuppressWarnings("rawtypes")
    private static Class<? extends Enum> enumType(Decoder decoder) throws CodecException {
        Class<?> type = decoder.shape().type;
        if (!type.isEnum()) {
            throw new CodecException("names " + type.getName() + " where an enum is due");
        }
        return type.asSubclass(Enum.class);
    }

}
