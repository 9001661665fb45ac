package org.minigun.protocol;

import java.io.File;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.util.BitSet;
import java.util.Collections;
import java.util.Comparator;
import java.util.Currency;
import java.util.Date;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.concurrent.atomic.LongAdder;
import java.util.regex.Pattern;

/**
 * The values of the platform but for times.
 */
final class Scalars {

    private Scalars() {
    }

    static int zigzag(int value) {
        return value << 1 ^ value >> 31;
    }

    static int unzigzag(int value) {
        return value >>> 1 ^ -(value & 1);
    }

    /** Whether who shares such a value sees its changes. */
    static boolean isChanging(int tag) {
        switch (tag) {
            case Tags.BIT_SET, Tags.DATE, Tags.SQL_TIMESTAMP, Tags.SQL_DATE, Tags.SQL_TIME, Tags.CALENDAR,
                    Tags.STRING_BUILDER, Tags.STRING_BUFFER, Tags.ATOMIC_INTEGER, Tags.ATOMIC_LONG, Tags.ATOMIC_BOOLEAN,
                    Tags.LONG_ADDER, Tags.DOUBLE_ADDER, Tags.BYTE_BUFFER, Tags.PLAIN_OBJECT, Tags.ATOMIC_INTEGERS,
                    Tags.ATOMIC_LONGS:
                return true;
            default:
                return false;
        }
    }

    static void writeBoxed(int tag, Object value, ItemWriter out) throws CodecException {
        if (tag == Tags.TRUE) {
            out.writeByte((Boolean) value ? Tags.TRUE : Tags.FALSE);
            return;
        }
        out.writeByte(tag);
        switch (tag) {
            case Tags.BYTE -> out.writeByte((Byte) value);
            case Tags.SHORT -> out.writeShort((Short) value);
            case Tags.CHARACTER -> out.writeShort((Character) value);
            case Tags.INTEGER -> out.writeVarInt(zigzag((Integer) value));
            case Tags.LONG -> out.writeLong((Long) value);
            case Tags.FLOAT -> out.writeFloat((Float) value);
            case Tags.DOUBLE -> out.writeDouble((Double) value);
            default -> out.writeString((String) value);
        }
    }

    static Object readBoxed(int tag, ItemReader in) throws CodecException {
        switch (tag) {
            case Tags.TRUE:
                return Boolean.TRUE;
            case Tags.FALSE:
                return Boolean.FALSE;
            case Tags.BYTE:
                return in.readByte();
            case Tags.SHORT:
                return in.readShort();
            case Tags.CHARACTER:
                return (char) in.readShort();
            case Tags.INTEGER:
                return unzigzag(in.readVarInt());
            case Tags.LONG:
                return in.readLong();
            case Tags.FLOAT:
                return in.readFloat();
            default:
                return in.readDouble();
        }
    }

    static void write(int tag, Object value, ItemWriter out) throws CodecException {
        switch (tag) {
            case Tags.BIG_INTEGER -> writeBytes(((BigInteger) value).toByteArray(), out);
            case Tags.BIG_DECIMAL -> {
                writeBytes(((BigDecimal) value).unscaledValue().toByteArray(), out);
                out.writeInt(((BigDecimal) value).scale());
            }
            case Tags.UUID -> {
                out.writeLong(((UUID) value).getMostSignificantBits());
                out.writeLong(((UUID) value).getLeastSignificantBits());
            }
            case Tags.LOCALE -> NetScalars.writeLocale((Locale) value, out);
            case Tags.CURRENCY -> out.writeString(((Currency) value).getCurrencyCode());
            case Tags.CHARSET -> out.writeString(((Charset) value).name());
            case Tags.PATTERN -> {
                out.writeString(((Pattern) value).pattern());
                out.writeInt(((Pattern) value).flags());
            }
            case Tags.BIT_SET -> writeBytes(((BitSet) value).toByteArray(), out);
            case Tags.DATE -> out.writeLong(((Date) value).getTime());
            case Tags.SQL_TIMESTAMP, Tags.SQL_DATE, Tags.SQL_TIME -> SqlTimes.write(value, out);
            case Tags.ATOMIC_INTEGER -> out.writeInt(((AtomicInteger) value).get());
            case Tags.ATOMIC_LONG -> out.writeLong(((AtomicLong) value).get());
            case Tags.ATOMIC_BOOLEAN -> out.writeBoolean(((AtomicBoolean) value).get());
            case Tags.LONG_ADDER -> out.writeLong(((LongAdder) value).sum());
            case Tags.DOUBLE_ADDER -> out.writeDouble(((DoubleAdder) value).sum());
            case Tags.BYTE_BUFFER -> writeBuffer((ByteBuffer) value, out);
            case Tags.OPTIONAL_INT -> {
                out.writeBoolean(((OptionalInt) value).isPresent());
                out.writeInt(((OptionalInt) value).orElse(0));
            }
            case Tags.OPTIONAL_LONG -> {
                out.writeBoolean(((OptionalLong) value).isPresent());
                out.writeLong(((OptionalLong) value).orElse(0));
            }
            case Tags.OPTIONAL_DOUBLE -> {
                out.writeBoolean(((OptionalDouble) value).isPresent());
                out.writeDouble(((OptionalDouble) value).orElse(0));
            }
            case Tags.PLAIN_OBJECT -> {
                // There is nothing to say of it.
            }
            case Tags.COMPARATOR -> out.writeByte(comparator(value));
            default -> NetScalars.write(tag, value, out);
        }
    }

    static Object read(int tag, Decoder decoder) throws CodecException {
        Object value = read(tag, decoder.in());
        if (isChanging(tag)) {
            decoder.met(value);
        }
        return value;
    }

    private static Object read(int tag, ItemReader in) throws CodecException {
        switch (tag) {
            case Tags.BIG_INTEGER:
                return new BigInteger(in.readBytes(in.readLength()));
            case Tags.BIG_DECIMAL:
                return new BigDecimal(new BigInteger(in.readBytes(in.readLength())), in.readInt());
            case Tags.UUID:
                return new UUID(in.readLong(), in.readLong());
            case Tags.URI:
                return URI.create(in.readString());
            case Tags.LOCALE:
                return NetScalars.readLocale(in);
            case Tags.CURRENCY:
                return Currency.getInstance(in.readString());
            case Tags.FILE:
                return new File(in.readString());
            case Tags.CHARSET:
                return Charset.forName(in.readString());
            case Tags.PATTERN:
                return Pattern.compile(in.readString(), in.readInt());
            case Tags.BIT_SET:
                return BitSet.valueOf(in.readBytes(in.readLength()));
            case Tags.DATE:
                return new Date(in.readLong());
            case Tags.SQL_TIMESTAMP, Tags.SQL_DATE, Tags.SQL_TIME:
                return SqlTimes.read(tag, in);
            case Tags.STRING_BUILDER:
                return new StringBuilder(in.readString());
            case Tags.STRING_BUFFER:
                return new StringBuffer(in.readString());
            case Tags.ATOMIC_INTEGER:
                return new AtomicInteger(in.readInt());
            case Tags.ATOMIC_LONG:
                return new AtomicLong(in.readLong());
            case Tags.ATOMIC_BOOLEAN:
                return new AtomicBoolean(in.readBoolean());
            case Tags.LONG_ADDER:
                LongAdder adder = new LongAdder();
                adder.add(in.readLong());
                return adder;
            case Tags.DOUBLE_ADDER:
                DoubleAdder doubles = new DoubleAdder();
                doubles.add(in.readDouble());
                return doubles;
            case Tags.BYTE_BUFFER:
                return readBuffer(in);
            default:
                return readRest(tag, in);
        }
    }

    private static Object readRest(int tag, ItemReader in) throws CodecException {
        switch (tag) {
            case Tags.OPTIONAL_INT:
                boolean some = in.readBoolean();
                int number = in.readInt();
                return some ? OptionalInt.of(number) : OptionalInt.empty();
            case Tags.OPTIONAL_LONG:
                boolean any = in.readBoolean();
                long value = in.readLong();
                return any ? OptionalLong.of(value) : OptionalLong.empty();
            case Tags.OPTIONAL_DOUBLE:
                boolean there = in.readBoolean();
                double amount = in.readDouble();
                return there ? OptionalDouble.of(amount) : OptionalDouble.empty();
            case Tags.PLAIN_OBJECT:
                return new Object();
            case Tags.COMPARATOR:
                return comparator(in.readByte());
            default:
                return NetScalars.read(tag, in);
        }
    }

    private static int comparator(Object value) {
        if (value == String.CASE_INSENSITIVE_ORDER) {
            return 2;
        }
        return value.equals(Comparator.naturalOrder()) ? 0 : 1;
    }

    private static Object comparator(byte kind) {
        return (kind == 2) ? String.CASE_INSENSITIVE_ORDER
                : (kind == 0) ? Comparator.naturalOrder() : Collections.reverseOrder();
    }

    private static void writeBytes(byte[] bytes, ItemWriter out) throws CodecException {
        out.writeVarInt(bytes.length);
        out.writeBytes(bytes, 0, bytes.length);
    }

    private static void writeBuffer(ByteBuffer buffer, ItemWriter out) throws CodecException {
        out.writeBoolean(buffer.isReadOnly());
        out.writeBoolean(buffer.order() == ByteOrder.BIG_ENDIAN);
        out.writeVarInt(buffer.remaining());
        out.writeBuffer(buffer);
    }

    private static ByteBuffer readBuffer(ItemReader in) throws CodecException {
        boolean readOnly = in.readBoolean();
        ByteOrder order = in.readBoolean() ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        ByteBuffer buffer = ByteBuffer.wrap(in.readBytes(in.readLength()));
        return (readOnly ? buffer.asReadOnlyBuffer() : buffer).order(order);
    }

}
