package org.minigun.protocol;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Hashtable;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.Map;
import java.util.Properties;
import java.util.Stack;
import java.util.Vector;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.LinkedBlockingQueue;

import org.jspecify.annotations.Nullable;

/**
 * Makes collections that are then filled; with little room, because one that is announced
 * costs a byte or two.
 */
final class EmptyContainers {

    private EmptyContainers() {
    }

    @SuppressWarnings("JdkObsolete")
    static Collection<@Nullable Object> collection(int tag) throws CodecException {
        return switch (tag) {
            case Tags.LINKED_LIST -> new LinkedList<>();
            case Tags.HASH_SET -> new HashSet<>();
            case Tags.LINKED_HASH_SET -> new LinkedHashSet<>();
            case Tags.ARRAY_DEQUE -> new ArrayDeque<>(1);
            case Tags.VECTOR -> new Vector<>(1);
            case Tags.STACK -> new Stack<>();
            case Tags.CONCURRENT_QUEUE -> new ConcurrentLinkedQueue<>();
            case Tags.CONCURRENT_DEQUE -> new ConcurrentLinkedDeque<>();
            case Tags.CONCURRENT_SET -> ConcurrentHashMap.newKeySet();
            case Tags.BLOCKING_QUEUE -> new LinkedBlockingQueue<>();
            case Tags.BLOCKING_DEQUE -> new LinkedBlockingDeque<>();
            default -> throw new CodecException("has a value of unknown kind " + tag);
        };
    }

    @SuppressWarnings("unchecked")
    static Map<@Nullable Object, @Nullable Object> map(int tag) throws CodecException {
        Map<?, ?> map = switch (tag) {
            case Tags.HASH_MAP -> new HashMap<>();
            case Tags.LINKED_HASH_MAP -> new LinkedHashMap<>();
            case Tags.CONCURRENT_MAP -> new ConcurrentHashMap<>();
            case Tags.HASHTABLE -> new Hashtable<>(3);
            case Tags.PROPERTIES -> new Properties();
            case Tags.IDENTITY_MAP -> new IdentityHashMap<>(2);
            case Tags.WEAK_MAP -> new WeakHashMap<>(2);
            default -> throw new CodecException("has a value of unknown kind " + tag);
        };
        return (Map<@Nullable Object, @Nullable Object>) map;
    }

}
