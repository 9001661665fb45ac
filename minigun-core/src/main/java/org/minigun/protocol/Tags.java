package org.minigun.protocol;

/**
 * The first byte of each value.
 */
final class Tags {

    static final int NULL = 0;

    static final int TRUE = 1;

    static final int FALSE = 2;

    static final int BYTE = 3;

    static final int SHORT = 4;

    static final int CHARACTER = 5;

    static final int INTEGER = 6;

    static final int LONG = 7;

    static final int FLOAT = 8;

    static final int DOUBLE = 9;

    static final int STRING = 10;

    /** An exception. The byte is signed. */
    static final int THROWABLE = -1;

    /** A value met before in the same item. */
    static final int REFERENCE = 11;

    /** A class that is not the platform's, or an enum; then what its shape says. */
    static final int OBJECT = 12;

    /** What {@code writeReplace} gave. */
    static final int REPLACED = 13;

    /** A stream of Java serialization. */
    static final int SERIALIZED = 14;

    static final int CLASS = 15;

    static final int BOOLEANS = 16;

    static final int BYTES = 17;

    static final int SHORTS = 18;

    static final int CHARACTERS = 19;

    static final int INTEGERS = 20;

    static final int LONGS = 21;

    static final int FLOATS = 22;

    static final int DOUBLES = 23;

    static final int OBJECTS = 24;

    // Values of the platform: from here to FIRST_CONTAINER.

    static final int FIRST_SCALAR = 25;

    static final int BIG_INTEGER = 25;

    static final int BIG_DECIMAL = 26;

    static final int UUID = 27;

    static final int URI = 28;

    static final int URL = 29;

    static final int LOCALE = 30;

    static final int CURRENCY = 31;

    static final int PATH = 32;

    static final int FILE = 33;

    static final int CHARSET = 34;

    static final int PATTERN = 35;

    static final int INET_ADDRESS = 36;

    static final int INET_SOCKET_ADDRESS = 37;

    static final int BIT_SET = 38;

    static final int DATE = 39;

    static final int SQL_TIMESTAMP = 40;

    static final int SQL_DATE = 41;

    static final int SQL_TIME = 42;

    static final int TIME_ZONE = 43;

    static final int CALENDAR = 44;

    static final int STRING_BUILDER = 45;

    static final int STRING_BUFFER = 46;

    static final int ATOMIC_INTEGER = 47;

    static final int ATOMIC_LONG = 48;

    static final int ATOMIC_BOOLEAN = 49;

    static final int LONG_ADDER = 50;

    static final int DOUBLE_ADDER = 51;

    static final int BYTE_BUFFER = 52;

    static final int OPTIONAL_INT = 53;

    static final int OPTIONAL_LONG = 54;

    static final int OPTIONAL_DOUBLE = 55;

    static final int PLAIN_OBJECT = 56;

    static final int COMPARATOR = 57;

    static final int ATOMIC_INTEGERS = 58;

    static final int ATOMIC_LONGS = 59;

    // Times.

    static final int FIRST_TIME = 60;

    static final int INSTANT = 60;

    static final int LOCAL_DATE = 61;

    static final int LOCAL_TIME = 62;

    static final int LOCAL_DATE_TIME = 63;

    static final int ZONED_DATE_TIME = 64;

    static final int OFFSET_DATE_TIME = 65;

    static final int OFFSET_TIME = 66;

    static final int DURATION = 67;

    static final int PERIOD = 68;

    static final int YEAR = 69;

    static final int YEAR_MONTH = 70;

    static final int MONTH_DAY = 71;

    static final int ZONE_OFFSET = 72;

    static final int ZONE_REGION = 73;

    static final int CHRONO_DATE = 74;

    // Collections: a number and the elements.

    static final int FIRST_COLLECTION = 75;

    static final int ARRAY_LIST = 75;

    static final int LINKED_LIST = 76;

    static final int HASH_SET = 77;

    static final int LINKED_HASH_SET = 78;

    static final int ARRAY_DEQUE = 79;

    static final int VECTOR = 80;

    static final int STACK = 81;

    static final int COPY_ON_WRITE_LIST = 82;

    static final int COPY_ON_WRITE_SET = 83;

    static final int CONCURRENT_QUEUE = 84;

    static final int CONCURRENT_DEQUE = 85;

    static final int CONCURRENT_SET = 86;

    static final int BLOCKING_QUEUE = 87;

    static final int BLOCKING_DEQUE = 88;

    static final int ARRAY_BLOCKING_QUEUE = 89;

    static final int UNMODIFIABLE_COLLECTION = 90;

    static final int UNMODIFIABLE_LIST = 91;

    static final int UNMODIFIABLE_SET = 92;

    static final int SYNCHRONIZED_COLLECTION = 93;

    static final int SYNCHRONIZED_LIST = 94;

    static final int SYNCHRONIZED_SET = 95;

    // Collections that must be whole before they are made.

    static final int FIRST_FIXED = 96;

    static final int ARRAYS_AS_LIST = 96;

    static final int LIST_OF = 97;

    static final int SET_OF = 98;

    static final int EMPTY_LIST = 99;

    static final int EMPTY_SET = 100;

    static final int SINGLETON_LIST = 101;

    static final int SINGLETON_SET = 102;

    static final int OPTIONAL = 103;

    static final int ATOMIC_REFERENCE = 104;

    static final int ATOMIC_REFERENCES = 105;

    static final int SIMPLE_ENTRY = 106;

    static final int IMMUTABLE_ENTRY = 107;

    static final int MAP_ENTRY = 108;

    // Collections with a comparator or an enum's class.

    static final int FIRST_SORTED = 109;

    static final int TREE_SET = 109;

    static final int SKIP_LIST_SET = 110;

    static final int PRIORITY_QUEUE = 111;

    static final int PRIORITY_BLOCKING_QUEUE = 112;

    static final int UNMODIFIABLE_SORTED_SET = 113;

    static final int ENUM_SET = 114;

    // Maps: a number, keys and values.

    static final int FIRST_MAP = 115;

    static final int HASH_MAP = 115;

    static final int LINKED_HASH_MAP = 116;

    static final int CONCURRENT_MAP = 117;

    static final int HASHTABLE = 118;

    static final int PROPERTIES = 119;

    static final int IDENTITY_MAP = 120;

    static final int WEAK_MAP = 121;

    static final int UNMODIFIABLE_MAP = 122;

    static final int SYNCHRONIZED_MAP = 123;

    static final int MAP_OF = 124;

    static final int EMPTY_MAP = 125;

    static final int SORTED_MAP = 126;

    static final int ENUM_MAP = 127;

    private Tags() {
    }

}
