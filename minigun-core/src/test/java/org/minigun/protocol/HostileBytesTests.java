package org.minigun.protocol;

import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Whatever bytes a worker sends, an item comes of them or a {@link CodecException}, in
 * bounded time and memory.
 */
@Timeout(60)
class HostileBytesTests {

    private static DefaultItemCodec reading() {
        return DefaultItemCodec.builder()
            .filter(new AllowedTypes(List.of(Report.class, Node.class), List.of()))
            .trusted(false)
            .build();
    }

    private static byte[] valid() throws CodecException {
        Node node = new Node(7, "node");
        node.next = node;
        Map<String, Object> map = new HashMap<>();
        map.put("tree", new TreeMap<>(Map.of("a", 1, "b", List.of(1, 2))));
        map.put("enums", EnumSet.of(TimeUnit.DAYS));
        map.put("more", new EnumMap<>(Map.of(Level.LOW, 1L)));
        map.put("array", new Object[] { new int[] { 1, 2 }, new String[][] { { "x" } }, Level.HIGH });
        map.put("values", List.of(Optional.of(1.5), Instant.EPOCH, ZonedDateTime.now(), Locale.GERMANY,
                Duration.ofDays(1), Set.of(1, 2), Pattern.compile("a+"), new ArrayBlockingQueue<>(4), String.class));
        map.put("shared", new ConcurrentHashMap<>(Map.of("n", node)));
        map.put("thrown", withShortStack(new IllegalStateException("m", withShortStack(new RuntimeException("c")))));
        map.put("references", new AtomicReferenceArray<>(new Object[] { node, "ü€" }));
        Report report = new Report(1, "text", 2.5, new ArrayList<>(List.of(map, node)), Level.LOW);
        return CodecScenario.bytes(DefaultItemCodec.builder().trusted(false).build(), report);
    }

    /** Most bytes would else be frames of the test's runner. */
    private static Throwable withShortStack(Throwable thrown) {
        thrown.setStackTrace(Arrays.copyOf(thrown.getStackTrace(), 2));
        return thrown;
    }

    @ParameterizedTest
    @ValueSource(longs = { 1, 2 })
    void mutatedItemsAreReadOrRefused(long seed) throws CodecException {
        mutate(seed, 5_000);
    }

    @ParameterizedTest
    @Tag("long")
    @ValueSource(longs = { 3, 4, 5 })
    void manyMutatedItemsAreReadOrRefused(long seed) throws CodecException {
        mutate(seed, 50_000);
    }

    private static void mutate(long seed, int rounds) throws CodecException {
        byte[] valid = valid();
        assertThat(CodecScenario.read(reading(), valid)).isInstanceOf(Report.class);
        DefaultItemCodec codec = reading();
        Random random = new Random(seed);
        int refused = 0;
        for (int round = 0; round < rounds; round++) {
            byte[] bytes = mutated(valid, random);
            try {
                codec.read(new ItemReader(bytes));
            }
            catch (CodecException ex) {
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(1000);
        assertThat(CodecScenario.read(codec, valid)).isInstanceOf(Report.class);
    }

    @Test
    void arbitraryBytesAreReadOrRefused() {
        DefaultItemCodec codec = reading();
        Random random = new Random(5);
        for (int round = 0; round < 20_000; round++) {
            byte[] bytes = new byte[random.nextInt(60)];
            random.nextBytes(bytes);
            if (bytes.length > 0) {
                bytes[0] = (byte) (round % 128);
            }
            try {
                codec.read(new ItemReader(bytes));
            }
            catch (CodecException ex) {
                // As it should.
            }
        }
    }

    @Test
    void everyItemCutShortIsRefused() throws CodecException {
        byte[] valid = valid();
        DefaultItemCodec codec = reading();
        for (int length = 0; length < valid.length; length++) {
            ItemReader in = new ItemReader(valid, 0, length);
            assertThatThrownBy(() -> codec.read(in)).isInstanceOf(CodecException.class);
        }
    }

    @Test
    void bytesThatAreLeftOverAreRefused() {
        assertThatThrownBy(() -> reading().read(new ItemReader(new byte[] { Tags.NULL, Tags.NULL })))
            .isInstanceOf(CodecException.class)
            .hasMessageContaining("1 bytes more");
    }

    /** Each array announces as much as could follow, within the last one. */
    @Test
    void numbersThatAreAnnouncedWithinEachOtherTakeNoMemory() throws CodecException {
        ItemWriter out = new ItemWriter();
        for (int level = 0; level < 200; level++) {
            out.writeByte(Tags.OBJECTS);
            out.writeByte(0);
            if (level == 0) {
                out.writeByte(0);
                out.writeByte(0);
                out.writeString("java.lang.Object");
                out.writeInt(0);
            }
            else {
                out.writeByte(0);
                out.writeByte(1);
            }
            out.writeVarInt(30_000_000);
        }
        out.writeBytes(new byte[32_000_000], 0, 32_000_000);
        long before = allocated();
        assertThatThrownBy(() -> reading().read(out.toReader())).isInstanceOf(CodecException.class)
            .hasMessageContaining("ends too early");
        assertThat(allocated() - before).isLessThan(400_000_000);
    }

    private static long allocated() {
        com.sun.management.ThreadMXBean threads = (com.sun.management.ThreadMXBean) java.lang.management.ManagementFactory
            .getThreadMXBean();
        return threads.getCurrentThreadAllocatedBytes();
    }

    @ParameterizedTest
    @ValueSource(ints = { Tags.STRING, Tags.BYTES, Tags.LONGS, Tags.DOUBLES, Tags.BOOLEANS, Tags.BIG_INTEGER,
            Tags.ARRAY_LIST, Tags.HASH_SET, Tags.HASH_MAP, Tags.LIST_OF, Tags.MAP_OF, Tags.COPY_ON_WRITE_LIST,
            Tags.ARRAY_BLOCKING_QUEUE, Tags.BIT_SET, Tags.ATOMIC_REFERENCES })
    void lengthsBeyondWhatIsThereAreRefused(int tag) throws CodecException {
        for (int length : new int[] { -1, Integer.MIN_VALUE, Integer.MAX_VALUE, 1_000_000 }) {
            ItemWriter out = new ItemWriter();
            out.writeByte(tag);
            out.writeVarInt(length);
            out.writeInt(0);
            assertThatThrownBy(() -> reading().read(out.toReader())).isInstanceOf(CodecException.class);
        }
    }

    @Test
    void endlessNestingIsRefused() throws CodecException {
        ItemWriter out = new ItemWriter();
        for (int level = 0; level < 1_000_000; level++) {
            out.writeByte(Tags.ARRAY_LIST);
            out.writeByte(1);
        }
        assertThatThrownBy(() -> reading().read(out.toReader())).isInstanceOf(CodecException.class)
            .hasMessageContaining("256 levels");
    }

    @Test
    void nestingIsRefusedAlsoWhereTheLimitIsHigherThanTheStack() throws CodecException {
        DefaultItemCodec codec = DefaultItemCodec.builder().maxDepth(10_000_000).build();
        ItemWriter out = new ItemWriter();
        for (int level = 0; level < 2_000_000; level++) {
            out.writeByte(Tags.ARRAY_LIST);
            out.writeByte(1);
        }
        assertThatThrownBy(() -> codec.read(out.toReader())).isInstanceOf(CodecException.class)
            .hasMessageContaining("stack");
    }

    @Test
    void exceptionsWithinEachOtherAreBounded() throws CodecException {
        ItemWriter out = new ItemWriter();
        out.writeByte(Tags.THROWABLE);
        for (int level = 0; level < 100_000; level++) {
            out.writeString("T");
            out.writeBoolean(false);
            out.writeString("T");
            out.writeVarInt(0);
            out.writeBoolean(true);
        }
        assertThatThrownBy(() -> reading().read(out.toReader())).isInstanceOf(CodecException.class);
    }

    @Test
    void referencesToWhatIsNotThereAreRefused() {
        for (int number : new int[] { 0, 1, 100 }) {
            byte[] bytes = { Tags.REFERENCE, (byte) number };
            assertThatThrownBy(() -> reading().read(new ItemReader(bytes))).isInstanceOf(CodecException.class);
        }
        byte[] unfinished = { Tags.LIST_OF, 1, Tags.REFERENCE, 0 };
        assertThatThrownBy(() -> reading().read(new ItemReader(unfinished))).isInstanceOf(CodecException.class)
            .hasMessageContaining("not complete");
    }

    @Test
    void typesThatWereNotDeclaredAreRefusedBeforeTheyAreLoaded() throws CodecException {
        byte[] bytes = CodecScenario.bytes(DefaultItemCodec.builder().build(), new Trap());
        Trap.made = false;
        assertThatThrownBy(() -> CodecScenario.read(reading(), bytes)).isInstanceOf(CodecException.class)
            .hasMessageContaining(Trap.class.getName())
            .hasMessageContaining("allowed-types");
        assertThat(Trap.made).isFalse();
    }

    @Test
    void javaSerializationIsRefused() throws CodecException {
        byte[] bytes = CodecScenario.bytes(CodecScenario.trusting(), new java.text.SimpleDateFormat("yyyy"));
        assertThat(bytes[0]).isEqualTo((byte) Tags.SERIALIZED);
        assertThatThrownBy(() -> CodecScenario.read(reading(), bytes)).isInstanceOf(CodecException.class)
            .hasMessageContaining("Java serialization");
        assertThat(CodecScenario.read(CodecScenario.trusting(), bytes)).isInstanceOf(java.text.SimpleDateFormat.class);
    }

    @Test
    void fieldsOfWrongTypesAreRefused() throws CodecException {
        byte[] bytes = CodecScenario.bytes(CodecScenario.trusting(), new Report(1, "text", 2, List.of(), Level.LOW));
        // The text becomes a boxed number.
        int at = new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1).indexOf("\u0004text") - 1;
        ItemWriter out = new ItemWriter();
        out.writeBytes(bytes, 0, at);
        out.writeByte(Tags.INTEGER);
        out.writeByte(2);
        out.writeBytes(bytes, at + 6, bytes.length - at - 6);
        assertThatThrownBy(() -> reading().read(out.toReader())).isInstanceOf(CodecException.class)
            .hasMessage("item.text: has a java.lang.Integer where java.lang.String is due");
    }

    @Test
    void checksOfRecordsHold() throws CodecException {
        byte[] bytes = CodecScenario.bytes(CodecScenario.trusting(), new Report(1, "text", 2, List.of(), Level.LOW));
        byte[] negative = new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1)
            .replace("\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0001",
                    "\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff")
            .getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
        assertThatThrownBy(() -> CodecScenario.read(reading(), negative)).isInstanceOf(CodecException.class)
            .hasMessageContaining("constructor")
            .hasMessageContaining("negative id");
    }

    private static byte[] mutated(byte[] valid, Random random) {
        byte[] bytes = valid.clone();
        int changes = 1 + random.nextInt(4);
        for (int change = 0; change < changes; change++) {
            int at = random.nextInt(bytes.length);
            switch (random.nextInt(4)) {
                case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> bytes[at] = (byte) random.nextInt(256);
                case 2 -> bytes[at] = (byte) (random.nextBoolean() ? 0x7F : 0xFF);
                default -> {
                    int from = random.nextInt(bytes.length);
                    int length = Math.min(bytes.length - Math.max(at, from), random.nextInt(20));
                    System.arraycopy(bytes, from, bytes, at, length);
                }
            }
        }
        return bytes;
    }

    record Report(long id, String text, double value, List<Object> parts, Level level) {

        Report {
            if (id < 0) {
                throw new IllegalArgumentException("negative id");
            }
        }

    }

    enum Level {

        LOW, HIGH

    }

    static class Node {

        final int number;

        final String name;

        @Nullable Node next;

        Node(int number, String name) {
            this.number = number;
            this.name = name;
        }

    }

    static class Trap {

        static boolean made;

        Trap() {
            made = true;
        }

    }

}
