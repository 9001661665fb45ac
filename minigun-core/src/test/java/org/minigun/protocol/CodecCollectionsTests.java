package org.minigun.protocol;

import java.util.AbstractList;
import java.util.AbstractMap;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Hashtable;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Properties;
import java.util.Set;
import java.util.Stack;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.Vector;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class CodecCollectionsTests {

    private static final List<String> LETTERS = List.of("a", "b", "c");

    static Stream<Object> sameClass() {
        EnumMap<TimeUnit, String> enumMap = new EnumMap<>(Map.of(TimeUnit.DAYS, "d"));
        return Stream.of(new ArrayList<>(Arrays.asList("a", null, 3)), new ArrayList<>(), new LinkedList<>(LETTERS),
                new HashSet<>(LETTERS), new LinkedHashSet<>(LETTERS), new Vector<>(LETTERS), stack(),
                new CopyOnWriteArrayList<>(LETTERS), new CopyOnWriteArraySet<>(LETTERS), new TreeSet<>(LETTERS),
                new ConcurrentSkipListSet<>(LETTERS), Arrays.asList("a", null), List.of(), List.of(1), List.of(1, 2, 3),
                Set.of(), Set.of(1), Set.of(1, 2, 3), Collections.emptyList(), Collections.emptySet(),
                Collections.emptyMap(), Collections.singletonList(null), Collections.singleton("x"),
                Collections.unmodifiableList(new ArrayList<>(LETTERS)),
                Collections.unmodifiableSet(new HashSet<>(LETTERS)),
                Collections.synchronizedList(new ArrayList<>(LETTERS)),
                Collections.synchronizedSet(new HashSet<>(LETTERS)), new HashMap<>(Map.of("a", 1)),
                new LinkedHashMap<>(Map.of("a", List.of(1))), new TreeMap<>(Map.of("a", 1, "b", 2)),
                new ConcurrentHashMap<>(Map.of("a", 1)), new ConcurrentSkipListMap<>(Map.of("a", 1)),
                new Hashtable<>(Map.of("a", 1)), properties(), Map.of(), Map.of("a", 1), Map.of("a", 1, "b", 2),
                Collections.unmodifiableMap(new HashMap<>(Map.of("a", 1))),
                Collections.synchronizedMap(new HashMap<>(Map.of("a", 1))), enumMap,
                new EnumMap<TimeUnit, String>(TimeUnit.class), EnumSet.noneOf(TimeUnit.class),
                EnumSet.allOf(TimeUnit.class), EnumSet.of(TimeUnit.DAYS), Map.entry("a", 1),
                new AbstractMap.SimpleEntry<>("a", null), new AbstractMap.SimpleImmutableEntry<>("a", 1));
    }

    @ParameterizedTest
    @MethodSource("sameClass")
    void givesBackTheSameKind(Object collection) throws CodecException {
        Object copy = CodecScenario.copy(collection);
        assertThat(copy).isEqualTo(collection);
        assertThat(copy.getClass()).isEqualTo(collection.getClass());
        assertThat(copy.toString()).isEqualTo(collection.toString());
    }

    static Stream<Collection<?>> queues() {
        return Stream.of(new ArrayDeque<>(LETTERS), new PriorityQueue<>(LETTERS), new ConcurrentLinkedQueue<>(LETTERS),
                new LinkedBlockingQueue<>(LETTERS), new ArrayBlockingQueue<>(5, false, LETTERS),
                ConcurrentHashMap.newKeySet(), Collections.unmodifiableCollection(LETTERS),
                new HashMap<>(Map.of("a", 1)).values());
    }

    @ParameterizedTest
    @MethodSource("queues")
    void givesBackWhatHasNoEquality(Collection<?> collection) throws CodecException {
        Collection<?> copy = CodecScenario.copy(collection);
        assertThat(new ArrayList<>(copy)).isEqualTo(new ArrayList<>(collection));
    }

    @Test
    void keepsComparators() throws CodecException {
        TreeSet<String> reverse = new TreeSet<>(Comparator.reverseOrder());
        reverse.addAll(LETTERS);
        assertThat(CodecScenario.copy(reverse)).containsExactly("c", "b", "a");
        TreeMap<String, Integer> ignoringCase = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        ignoringCase.put("A", 1);
        assertThat(CodecScenario.copy(ignoringCase).get("a")).isEqualTo(1);
        TreeMap<String, Integer> own = new TreeMap<>(new ByLength());
        own.put("aa", 1);
        assertThat(CodecScenario.copy(own).get("bb")).isEqualTo(1);
    }

    @Test
    void keepsCapacityOfBoundedQueues() throws CodecException {
        assertThat(CodecScenario.copy(new ArrayBlockingQueue<>(9, false, LETTERS)).remainingCapacity()).isEqualTo(6);
    }

    @Test
    void keepsOrderBehindUnmodifiableViews() throws CodecException {
        Map<String, Integer> order = new LinkedHashMap<>();
        for (int index = 20; index > 0; index--) {
            order.put("key" + index, index);
        }
        assertThat(CodecScenario.copy(Collections.unmodifiableMap(order)).keySet())
            .containsExactlyElementsOf(order.keySet());
    }

    @Test
    void makesViewsCollectionsOfTheirOwn() throws CodecException {
        List<Integer> list = new ArrayList<>(List.of(1, 2, 3, 4));
        assertThat(CodecScenario.copy(list.subList(1, 3))).isEqualTo(List.of(2, 3)).isInstanceOf(ArrayList.class);
        assertThat(CodecScenario.copy(new TreeMap<>(Map.of(1, 1, 2, 2)).headMap(2))).isEqualTo(Map.of(1, 1));
        assertThat(CodecScenario.copy(new LinkedHashMap<>(Map.of(1, 1)).keySet())).isEqualTo(Set.of(1));
        assertThat(CodecScenario.copy(Collections.nCopies(3, "x"))).isEqualTo(List.of("x", "x", "x"));
    }

    @Test
    void givesBackListsOfStreamsWithNulls() throws CodecException {
        List<String> list = Stream.of("a", null).toList();
        assertThat(CodecScenario.copy(list)).isEqualTo(list);
    }

    @Test
    void givesBackClassesThatExtendCollections() throws CodecException {
        Named list = new Named();
        list.name = "n";
        list.add("x");
        Named copy = CodecScenario.copy(list);
        assertThat(copy).containsExactly("x");
        assertThat(copy.name).isEqualTo("n");
    }

    @Test
    void givesBackWhatClassesHoldThatExtendCollectionsWithTransientFields() throws CodecException {
        for (Collection<String> each : List.<Collection<String>>of(new Tags(), new Line(), new Shared())) {
            each.addAll(LETTERS);
            Collection<String> copy = CodecScenario.copy(each);
            assertThat(copy).isExactlyInstanceOf(each.getClass()).containsExactlyInAnyOrder("a", "b", "c");
        }
        Lookup lookup = new Lookup();
        lookup.put("a", "b");
        assertThat(CodecScenario.copy(lookup)).isExactlyInstanceOf(Lookup.class).containsExactly(Map.entry("a", "b"));
        assertThat(CodecScenario.copy(new Fixed("x", "y"))).isExactlyInstanceOf(Fixed.class).containsExactly("x", "y");
    }

    @Test
    void tellsWhatACollectionsSubclassNeeds() {
        assertThatThrownBy(() -> CodecScenario.copy(new WithArgument(1))).isInstanceOf(CodecException.class)
            .hasMessageContaining(WithArgument.class.getName())
            .hasMessageContaining("constructor without arguments");
    }

    @Test
    void comparesIdentityInIdentityMaps() throws CodecException {
        List<String> key = new ArrayList<>();
        Map<Object, Object> map = new IdentityHashMap<>();
        map.put(key, key);
        Map<Object, Object> copy = CodecScenario.copy(map);
        assertThat(copy.get(copy.keySet().iterator().next())).isSameAs(copy.keySet().iterator().next());
    }

    private static Stack<String> stack() {
        Stack<String> stack = new Stack<>();
        stack.addAll(LETTERS);
        return stack;
    }

    private static Properties properties() {
        Properties properties = new Properties();
        properties.setProperty("a", "b");
        return properties;
    }

    static final class ByLength implements Comparator<String> {

        @Override
        public int compare(String left, String right) {
            return Integer.compare(left.length(), right.length());
        }

    }

    @SuppressWarnings("serial")
    static final class Named extends ArrayList<String> {

        String name = "";

    }

    @SuppressWarnings("serial")
    static final class Tags extends HashSet<String> {

    }

    @SuppressWarnings("serial")
    static final class Line extends LinkedList<String> {

    }

    @SuppressWarnings("serial")
    static final class Shared extends CopyOnWriteArrayList<String> {

    }

    @SuppressWarnings("serial")
    static final class Lookup extends ConcurrentHashMap<String, String> {

    }

    /** All that it has is in fields of its own. */
    static final class Fixed extends AbstractList<String> {

        private final String[] elements;

        Fixed(String... elements) {
            this.elements = elements;
        }

        @Override
        public String get(int index) {
            return this.elements[index];
        }

        @Override
        public int size() {
            return this.elements.length;
        }

    }

    @SuppressWarnings("serial")
    static final class WithArgument extends ArrayList<String> {

        WithArgument(int room) {
            super(room);
        }

    }

}
