package org.minigun.protocol;

import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceArray;

import org.jspecify.annotations.Nullable;

/**
 * Reads collections that are made of all their elements at once, and holders of a value.
 */
final class FixedContainers {

    private FixedContainers() {
    }

    static Object read(int tag, Decoder decoder) throws CodecException {
        switch (tag) {
            case Tags.ATOMIC_REFERENCE:
                AtomicReference<@Nullable Object> reference = new AtomicReference<>();
                decoder.met(reference);
                reference.set(decoder.value());
                return reference;
            case Tags.ATOMIC_REFERENCES:
                return readReferences(decoder);
            default:
                int number = decoder.meetLater();
                Object made = readWhole(tag, decoder);
                decoder.met(number, made);
                return made;
        }
    }

    /** Each element that is added copies all: so all at once. */
    static Object readCopyOnWrite(int tag, Decoder decoder) throws CodecException {
        CopyOnWriteArrayList<@Nullable Object> list = new CopyOnWriteArrayList<>();
        CopyOnWriteArraySet<@Nullable Object> set = new CopyOnWriteArraySet<>();
        boolean isList = tag == Tags.COPY_ON_WRITE_LIST;
        decoder.met(isList ? list : set);
        if (isList) {
            list.addAll(elements(decoder));
            return list;
        }
        // Equality is looked for one by one: the time goes with the square of the number.
        List<@Nullable Object> elements = elements(decoder);
        if (elements.size() > 10_000) {
            throw new CodecException("has a CopyOnWriteArraySet of " + elements.size() + " elements");
        }
        set.addAll(elements);
        return set;
    }

    private static Object readReferences(Decoder decoder) throws CodecException {
        int number = decoder.meetLater();
        int count = decoder.announced(1);
        AtomicReferenceArray<@Nullable Object> array = new AtomicReferenceArray<>(count);
        decoder.met(number, array);
        for (int index = 0; index < count; index++) {
            array.set(index, decoder.next());
        }
        return array;
    }

    private static Object readWhole(int tag, Decoder decoder) throws CodecException {
        switch (tag) {
            case Tags.ARRAYS_AS_LIST:
                return Arrays.asList(elements(decoder).toArray());
            case Tags.LIST_OF:
                return List.of(elements(decoder).toArray());
            case Tags.SET_OF:
                return Set.of(elements(decoder).toArray());
            case Tags.EMPTY_LIST:
                return Collections.emptyList();
            case Tags.EMPTY_SET:
                return Collections.emptySet();
            case Tags.SINGLETON_LIST:
                return Collections.singletonList(only(decoder));
            case Tags.SINGLETON_SET:
                return Collections.singleton(only(decoder));
            case Tags.OPTIONAL:
                return Optional.ofNullable(decoder.value());
            case Tags.SIMPLE_ENTRY:
                return new AbstractMap.SimpleEntry<@Nullable Object, @Nullable Object>(decoder.value(),
                        decoder.value());
            case Tags.IMMUTABLE_ENTRY:
                return new AbstractMap.SimpleImmutableEntry<@Nullable Object, @Nullable Object>(decoder.value(),
                        decoder.value());
            case Tags.MAP_ENTRY:
                return Map.entry(present(decoder), present(decoder));
            case Tags.MAP_OF:
                return readMapOf(decoder);
            case Tags.EMPTY_MAP:
                return Collections.emptyMap();
            default:
                throw new CodecException("has a value of unknown kind " + tag);
        }
    }

    private static List<@Nullable Object> elements(Decoder decoder) throws CodecException {
        List<@Nullable Object> elements = new ArrayList<>();
        Containers.readElements(decoder, elements);
        return elements;
    }

    private static @Nullable Object only(Decoder decoder) throws CodecException {
        List<@Nullable Object> elements = elements(decoder);
        if (elements.size() != 1) {
            throw new CodecException("has " + elements.size() + " elements where one is due");
        }
        return elements.get(0);
    }

    private static Object presentNext(Decoder decoder) throws CodecException {
        return present(decoder.next());
    }

    private static Object present(Decoder decoder) throws CodecException {
        return present(decoder.value());
    }

    private static Object present(@Nullable Object value) throws CodecException {
        if (value == null) {
            throw new CodecException("has null where a value is due");
        }
        return value;
    }

    @SuppressWarnings({ "unchecked", "rawtypes" })
    private static Object readMapOf(Decoder decoder) throws CodecException {
        int count = decoder.announced(2);
        List<Map.Entry<Object, Object>> entries = new ArrayList<>();
        for (int index = 0; index < count; index++) {
            entries.add(Map.entry(presentNext(decoder), presentNext(decoder)));
        }
        return Map.ofEntries(entries.toArray(new Map.Entry[0]));
    }

}
