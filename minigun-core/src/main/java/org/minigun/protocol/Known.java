package org.minigun.protocol;

import java.util.HashMap;
import java.util.Map;

/**
 * Which tag a class of the platform has. By name, so that a class is not loaded for being
 * listed.
 */
final class Known {

    private static final Map<String, Integer> TAGS = new HashMap<>(256);

    static {
        values();
        times();
        collections();
        fixed();
        maps();
    }

    private Known() {
    }

    /** The tag, or -1. */
    static int tag(String className) {
        Integer tag = TAGS.get(className);
        return (tag != null) ? tag : -1;
    }

    private static void put(int tag, String... names) {
        for (String name : names) {
            TAGS.put("java.".concat(name), tag);
        }
    }

    private static void values() {
        put(Tags.BIG_INTEGER, "math.BigInteger");
        put(Tags.BIG_DECIMAL, "math.BigDecimal");
        put(Tags.UUID, "util.UUID");
        put(Tags.URI, "net.URI");
        put(Tags.URL, "net.URL");
        put(Tags.LOCALE, "util.Locale");
        put(Tags.CURRENCY, "util.Currency");
        put(Tags.FILE, "io.File");
        put(Tags.PATTERN, "util.regex.Pattern");
        put(Tags.INET_ADDRESS, "net.Inet4Address", "net.Inet6Address");
        put(Tags.INET_SOCKET_ADDRESS, "net.InetSocketAddress");
        put(Tags.BIT_SET, "util.BitSet");
        put(Tags.DATE, "util.Date");
        put(Tags.SQL_TIMESTAMP, "sql.Timestamp");
        put(Tags.SQL_DATE, "sql.Date");
        put(Tags.SQL_TIME, "sql.Time");
        put(Tags.CALENDAR, "util.GregorianCalendar");
        put(Tags.STRING_BUILDER, "lang.StringBuilder");
        put(Tags.STRING_BUFFER, "lang.StringBuffer");
        put(Tags.ATOMIC_INTEGER, "util.concurrent.atomic.AtomicInteger");
        put(Tags.ATOMIC_LONG, "util.concurrent.atomic.AtomicLong");
        put(Tags.ATOMIC_BOOLEAN, "util.concurrent.atomic.AtomicBoolean");
        put(Tags.LONG_ADDER, "util.concurrent.atomic.LongAdder");
        put(Tags.DOUBLE_ADDER, "util.concurrent.atomic.DoubleAdder");
        put(Tags.OPTIONAL_INT, "util.OptionalInt");
        put(Tags.OPTIONAL_LONG, "util.OptionalLong");
        put(Tags.OPTIONAL_DOUBLE, "util.OptionalDouble");
        put(Tags.PLAIN_OBJECT, "lang.Object");
        put(Tags.COMPARATOR, "util.Collections$ReverseComparator", "util.Comparators$NaturalOrderComparator",
                "lang.String$CaseInsensitiveComparator");
        put(Tags.ATOMIC_INTEGERS, "util.concurrent.atomic.AtomicIntegerArray");
        put(Tags.ATOMIC_LONGS, "util.concurrent.atomic.AtomicLongArray");
        put(Tags.CLASS, "lang.Class");
    }

    private static void times() {
        put(Tags.INSTANT, "time.Instant");
        put(Tags.LOCAL_DATE, "time.LocalDate");
        put(Tags.LOCAL_TIME, "time.LocalTime");
        put(Tags.LOCAL_DATE_TIME, "time.LocalDateTime");
        put(Tags.ZONED_DATE_TIME, "time.ZonedDateTime");
        put(Tags.OFFSET_DATE_TIME, "time.OffsetDateTime");
        put(Tags.OFFSET_TIME, "time.OffsetTime");
        put(Tags.DURATION, "time.Duration");
        put(Tags.PERIOD, "time.Period");
        put(Tags.YEAR, "time.Year");
        put(Tags.YEAR_MONTH, "time.YearMonth");
        put(Tags.MONTH_DAY, "time.MonthDay");
        put(Tags.ZONE_OFFSET, "time.ZoneOffset");
        put(Tags.ZONE_REGION, "time.ZoneRegion");
        put(Tags.CHRONO_DATE, "time.chrono.JapaneseDate", "time.chrono.ThaiBuddhistDate", "time.chrono.MinguoDate",
                "time.chrono.HijrahDate");
    }

    private static void collections() {
        put(Tags.ARRAY_LIST, "util.ArrayList");
        put(Tags.LINKED_LIST, "util.LinkedList");
        put(Tags.HASH_SET, "util.HashSet");
        put(Tags.LINKED_HASH_SET, "util.LinkedHashSet");
        put(Tags.ARRAY_DEQUE, "util.ArrayDeque");
        put(Tags.VECTOR, "util.Vector");
        put(Tags.STACK, "util.Stack");
        put(Tags.COPY_ON_WRITE_LIST, "util.concurrent.CopyOnWriteArrayList");
        put(Tags.COPY_ON_WRITE_SET, "util.concurrent.CopyOnWriteArraySet");
        put(Tags.CONCURRENT_QUEUE, "util.concurrent.ConcurrentLinkedQueue");
        put(Tags.CONCURRENT_DEQUE, "util.concurrent.ConcurrentLinkedDeque");
        put(Tags.CONCURRENT_SET, "util.concurrent.ConcurrentHashMap$KeySetView");
        put(Tags.BLOCKING_QUEUE, "util.concurrent.LinkedBlockingQueue");
        put(Tags.BLOCKING_DEQUE, "util.concurrent.LinkedBlockingDeque");
        put(Tags.ARRAY_BLOCKING_QUEUE, "util.concurrent.ArrayBlockingQueue");
        put(Tags.UNMODIFIABLE_COLLECTION, "util.Collections$UnmodifiableCollection",
                "util.Collections$UnmodifiableSequencedCollection");
        put(Tags.UNMODIFIABLE_LIST, "util.Collections$UnmodifiableList",
                "util.Collections$UnmodifiableRandomAccessList");
        put(Tags.UNMODIFIABLE_SET, "util.Collections$UnmodifiableSet", "util.Collections$UnmodifiableSequencedSet");
        put(Tags.SYNCHRONIZED_COLLECTION, "util.Collections$SynchronizedCollection");
        put(Tags.SYNCHRONIZED_LIST, "util.Collections$SynchronizedList",
                "util.Collections$SynchronizedRandomAccessList");
        put(Tags.SYNCHRONIZED_SET, "util.Collections$SynchronizedSet");
        put(Tags.TREE_SET, "util.TreeSet");
        put(Tags.SKIP_LIST_SET, "util.concurrent.ConcurrentSkipListSet");
        put(Tags.PRIORITY_QUEUE, "util.PriorityQueue");
        put(Tags.PRIORITY_BLOCKING_QUEUE, "util.concurrent.PriorityBlockingQueue");
        put(Tags.UNMODIFIABLE_SORTED_SET, "util.Collections$UnmodifiableSortedSet",
                "util.Collections$UnmodifiableNavigableSet");
        put(Tags.ENUM_SET, "util.RegularEnumSet", "util.JumboEnumSet");
    }

    private static void fixed() {
        put(Tags.ARRAYS_AS_LIST, "util.Arrays$ArrayList");
        put(Tags.LIST_OF, "util.ImmutableCollections$ListN", "util.ImmutableCollections$List12",
                "util.ImmutableCollections$SubList");
        put(Tags.SET_OF, "util.ImmutableCollections$SetN", "util.ImmutableCollections$Set12");
        put(Tags.EMPTY_LIST, "util.Collections$EmptyList");
        put(Tags.EMPTY_SET, "util.Collections$EmptySet");
        put(Tags.SINGLETON_LIST, "util.Collections$SingletonList");
        put(Tags.SINGLETON_SET, "util.Collections$SingletonSet");
        put(Tags.OPTIONAL, "util.Optional");
        put(Tags.ATOMIC_REFERENCE, "util.concurrent.atomic.AtomicReference");
        put(Tags.ATOMIC_REFERENCES, "util.concurrent.atomic.AtomicReferenceArray");
        put(Tags.SIMPLE_ENTRY, "util.AbstractMap$SimpleEntry", "util.HashMap$Node", "util.LinkedHashMap$Entry",
                "util.HashMap$TreeNode", "util.TreeMap$Entry", "util.concurrent.ConcurrentHashMap$MapEntry");
        put(Tags.IMMUTABLE_ENTRY, "util.AbstractMap$SimpleImmutableEntry",
                "util.Collections$UnmodifiableMap$UnmodifiableEntrySet$UnmodifiableEntry");
        put(Tags.MAP_ENTRY, "util.KeyValueHolder");
    }

    private static void maps() {
        put(Tags.HASH_MAP, "util.HashMap");
        put(Tags.LINKED_HASH_MAP, "util.LinkedHashMap");
        put(Tags.CONCURRENT_MAP, "util.concurrent.ConcurrentHashMap");
        put(Tags.HASHTABLE, "util.Hashtable");
        put(Tags.PROPERTIES, "util.Properties");
        put(Tags.IDENTITY_MAP, "util.IdentityHashMap");
        put(Tags.WEAK_MAP, "util.WeakHashMap");
        put(Tags.UNMODIFIABLE_MAP, "util.Collections$UnmodifiableMap", "util.Collections$UnmodifiableSequencedMap",
                "util.Collections$SingletonMap");
        put(Tags.SYNCHRONIZED_MAP, "util.Collections$SynchronizedMap");
        put(Tags.MAP_OF, "util.ImmutableCollections$MapN", "util.ImmutableCollections$Map1");
        put(Tags.EMPTY_MAP, "util.Collections$EmptyMap");
        put(Tags.SORTED_MAP, "util.TreeMap", "util.concurrent.ConcurrentSkipListMap",
                "util.Collections$UnmodifiableSortedMap", "util.Collections$UnmodifiableNavigableMap");
        put(Tags.ENUM_MAP, "util.EnumMap");
    }

}
