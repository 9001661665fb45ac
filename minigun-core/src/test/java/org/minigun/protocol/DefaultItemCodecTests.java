package org.minigun.protocol;

import java.io.File;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URL;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.chrono.JapaneseDate;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Currency;
import java.util.Date;
import java.util.GregorianCalendar;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TimeZone;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What comes back is what was sent.
 */
class DefaultItemCodecTests {

    static Stream<Object> values() throws Exception {
        return Stream.of(true, false, (byte) -7, (short) -300, 'ü', 0, -1, Integer.MIN_VALUE, Integer.MAX_VALUE, 1L,
                Long.MIN_VALUE, 1.5f, Float.NaN, -0.0, Double.MAX_VALUE, "", "plain", "üß€😀", "lone \ud800 surrogate",
                "x".repeat(127), "x".repeat(128), "ü".repeat(70_000), new BigInteger("-123456789012345678901234567890"),
                new BigDecimal("1.50"), UUID.randomUUID(), URI.create("https://example.org/a?b#c"),
                new URL("https://example.org/"), Locale.GERMANY, Locale.ROOT, Locale.forLanguageTag("zh-Hant-TW"),
                new Locale("no", "NO", "NY"), Currency.getInstance("EUR"), Path.of("a", "ü"), new File("a/b"),
                StandardCharsets.UTF_16, InetAddress.getByAddress("host", new byte[] { 10, 0, 0, 1 }),
                InetAddress.getByAddress(new byte[16]), InetSocketAddress.createUnresolved("host", 80),
                new InetSocketAddress(InetAddress.getByAddress(new byte[] { 127, 0, 0, 1 }), 8080),
                BitSet.valueOf(new long[] { 5, 0, 9 }), new Date(5),
                Timestamp.from(Instant.parse("2020-01-01T00:00:00.123456789Z")), new java.sql.Date(7),
                TimeZone.getTimeZone("Europe/Berlin"), calendar(), OptionalInt.of(3), OptionalInt.empty(),
                OptionalLong.of(4), OptionalDouble.of(5), Optional.of("x"), Optional.empty(), TimeUnit.DAYS,
                DayOfWeek.FRIDAY, String.class, int[][].class, void.class);
    }

    static Stream<Object> times() {
        Instant instant = Instant.parse("2024-02-29T12:34:56.789012345Z");
        ZonedDateTime inTheGap = ZonedDateTime.ofLocal(LocalDateTime.of(2024, 10, 27, 2, 30),
                ZoneId.of("Europe/Berlin"), ZoneOffset.ofHours(1));
        return Stream.of(instant, Instant.MIN, Instant.MAX, LocalDate.MIN, LocalDate.MAX, LocalTime.MAX,
                LocalDateTime.MIN, inTheGap, ZonedDateTime.ofInstant(instant, ZoneOffset.UTC), OffsetDateTime.MAX,
                OffsetTime.MIN, Duration.ofSeconds(-1, 1), Period.of(1, -2, 3), Year.of(-5), YearMonth.of(2024, 2),
                MonthDay.of(2, 29), ZoneOffset.ofHoursMinutes(5, 30), ZoneId.of("America/New_York"),
                JapaneseDate.of(2024, 1, 1));
    }

    @ParameterizedTest
    @MethodSource({ "values", "times" })
    void givesBackValuesOfThePlatform(Object value) throws CodecException {
        Object copy = CodecScenario.copy(value);
        assertThat(copy).isEqualTo(value);
        assertThat(copy.getClass()).isEqualTo(value.getClass());
    }

    @Test
    void givesBackNull() throws CodecException {
        assertThat(CodecScenario.<@Nullable Object>copy(null)).isNull();
    }

    @Test
    void givesBackWhatHasNoEquality() throws CodecException {
        assertThat(CodecScenario.copy(new StringBuilder("abc")).toString()).isEqualTo("abc");
        assertThat(CodecScenario.copy(new StringBuffer("abc")).toString()).isEqualTo("abc");
        assertThat(CodecScenario.copy(new AtomicInteger(7)).get()).isEqualTo(7);
        assertThat(CodecScenario.copy(new AtomicIntegerArray(new int[] { 1, 2 })).toString()).isEqualTo("[1, 2]");
        assertThat(CodecScenario.copy(new AtomicReference<>("x")).get()).isEqualTo("x");
        LongAdder adder = new LongAdder();
        adder.add(12);
        assertThat(CodecScenario.copy(adder).sum()).isEqualTo(12);
        Pattern pattern = CodecScenario.copy(Pattern.compile("a.b", Pattern.DOTALL | Pattern.CASE_INSENSITIVE));
        assertThat(pattern.pattern()).isEqualTo("a.b");
        assertThat(pattern.flags()).isEqualTo(Pattern.DOTALL | Pattern.CASE_INSENSITIVE);
    }

    @Test
    void givesBackBuffersOfWhatRemains() throws CodecException {
        ByteBuffer direct = ByteBuffer.allocateDirect(100_000).order(ByteOrder.LITTLE_ENDIAN);
        direct.putInt(50, 77).position(50);
        ByteBuffer copy = CodecScenario.copy(direct);
        assertThat(copy.remaining()).isEqualTo(99_950);
        assertThat(copy.order()).isEqualTo(ByteOrder.LITTLE_ENDIAN);
        assertThat(copy.getInt(0)).isEqualTo(77);
        assertThat(direct.position()).isEqualTo(50);
        assertThat(CodecScenario.copy(ByteBuffer.wrap(new byte[3]).asReadOnlyBuffer()).isReadOnly()).isTrue();
    }

    static Stream<Object> arrays() {
        long[] longs = new long[20_000];
        longs[19_999] = 5;
        double[] doubles = new double[9000];
        doubles[8999] = 0.5;
        return Stream.of(new boolean[] { true, false }, new byte[0], new byte[] { 1, -1 }, new byte[1 << 20],
                new short[] { -1 }, new char[] { 'ü' }, new int[] { 1, Integer.MIN_VALUE }, longs, new float[] { 0.5f },
                doubles, new String[] { "a", null }, new int[][] { { 1 }, null, {} }, new long[2][3][4],
                new Object[] { 1, "a", new int[] { 3 } }, new Integer[] { 1, null },
                new LocalDate[][] { { LocalDate.EPOCH } }, new Small[] { Small.sample(1) },
                new List<?>[] { List.of(1) });
    }

    @ParameterizedTest
    @MethodSource("arrays")
    void givesBackArrays(Object array) throws CodecException {
        Object copy = CodecScenario.copy(array);
        assertThat(copy.getClass()).isEqualTo(array.getClass());
        assertThat(Objects.deepEquals(copy, array)).isTrue();
    }

    @Test
    void givesBackRecords() throws CodecException {
        Small small = Small.sample(42);
        assertThat(CodecScenario.copy(small)).isEqualTo(small);
        assertThat(CodecScenario.copy(new Empty())).isEqualTo(new Empty());
        assertThat(CodecScenario.copy(new Primitives(true, (byte) 1, (short) 2, 'c', 4, 5, 6, 7)))
            .isEqualTo(new Primitives(true, (byte) 1, (short) 2, 'c', 4, 5, 6, 7));
        assertThat(CodecScenario.copy(new Pair<>(new Pair<>(1, null), List.of(small))))
            .isEqualTo(new Pair<>(new Pair<>(1, null), List.of(small)));
    }

    @Test
    void givesBackSealedTypesAndEnumsWithBodies() throws CodecException {
        List<Object> all = new ArrayList<>(List.of(new Circle(1.5), new Square(2), Level.LOW, Level.HIGH));
        assertThat(CodecScenario.copy(all)).isEqualTo(all);
        assertThat(CodecScenario.copy(Level.HIGH)).isSameAs(Level.HIGH);
    }

    @Test
    void givesBackObjectsByTheirFieldsWithThoseOfSuperclasses() throws CodecException {
        Derived item = new Derived("id", 3);
        item.number = 9;
        Derived copy = CodecScenario.copy(item);
        assertThat(copy).isNotSameAs(item);
        assertThat(copy.text()).isEqualTo("id/3");
        assertThat(copy.number).isEqualTo(9);
    }

    @Test
    void leavesTransientFieldsToTheConstructor() throws CodecException {
        WithTransient item = new WithTransient();
        item.kept = 5;
        item.left.add("x");
        WithTransient copy = CodecScenario.copy(item);
        assertThat(copy.kept).isEqualTo(5);
        assertThat(copy.left).isEmpty();
    }

    @Test
    void writesManyItemsWithOneCodecEachByItself() throws CodecException {
        DefaultItemCodec writing = CodecScenario.trusting();
        DefaultItemCodec reading = CodecScenario.trusting();
        List<byte[]> all = new ArrayList<>();
        for (int index = 0; index < 50; index++) {
            all.add(CodecScenario.bytes(writing, new Pair<>(Small.sample(index), Small.sample(index))));
        }
        for (int index = 49; index >= 0; index--) {
            assertThat(CodecScenario.read(reading, all.get(index)))
                .isEqualTo(new Pair<>(Small.sample(index), Small.sample(index)));
        }
    }

    @Test
    void takesANumberForClassesThatBothSidesAgreedOn() throws CodecException {
        DefaultItemCodec codec = DefaultItemCodec.builder().table(List.of(Small.class.getName())).build();
        byte[] bytes = CodecScenario.bytes(codec, new Pair<>(Small.sample(1), new Empty()));
        assertThat(CodecScenario.read(codec, bytes)).isEqualTo(new Pair<>(Small.sample(1), new Empty()));
        assertThat(new String(bytes, StandardCharsets.ISO_8859_1)).doesNotContain("Small").contains("Pair", "Empty");
    }

    private static GregorianCalendar calendar() {
        GregorianCalendar calendar = new GregorianCalendar(TimeZone.getTimeZone("Asia/Tokyo"), Locale.US);
        calendar.setTimeInMillis(123_456_789);
        return calendar;
    }

    record Small(long id, String text, double value, List<String> tags, Instant at) {

        static Small sample(long id) {
            return new Small(id, "twenty characters ok", id * 0.5, List.of("a", "b", "c"), Instant.ofEpochSecond(id));
        }

    }

    record Empty() {
    }

    record Primitives(boolean a, byte b, short c, char d, int e, long f, float g, double h) {
    }

    record Pair<A, B>(@Nullable A first, @Nullable B second) {
    }

    sealed interface Form permits Circle, Square {

    }

    record Circle(double radius) implements Form {
    }

    record Square(int side) implements Form {
    }

    enum Level {

        LOW, HIGH {
            @Override
            int weight() {
                return 2;
            }
        };

        int weight() {
            return 1;
        }

    }

    static class Base {

        private final String id;

        int number;

        Base(String id) {
            this.id = id;
        }

        String id() {
            return this.id;
        }

    }

    static class Derived extends Base {

        private final int count;

        // Hides the other.
        @SuppressWarnings("unused")
        private String id = "other";

        Derived(String id, int count) {
            super(id);
            this.count = count;
        }

        String text() {
            return id() + "/" + this.count;
        }

    }

    static class WithTransient {

        int kept;

        transient List<String> left = new ArrayList<>();

    }

}
