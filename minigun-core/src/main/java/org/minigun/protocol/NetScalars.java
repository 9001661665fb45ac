package org.minigun.protocol;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.UnknownHostException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.GregorianCalendar;
import java.util.IllformedLocaleException;
import java.util.Locale;
import java.util.TimeZone;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLongArray;

import org.jspecify.annotations.Nullable;

/**
 * Values of the platform that are rarely met: places, zones, atomic arrays.
 */
final class NetScalars {

    private NetScalars() {
    }

    static void write(int tag, Object value, ItemWriter out) throws CodecException {
        switch (tag) {
            case Tags.PATH -> writePath((Path) value, out);
            case Tags.INET_ADDRESS -> writeAddress((InetAddress) value, out);
            case Tags.INET_SOCKET_ADDRESS -> {
                InetSocketAddress address = (InetSocketAddress) value;
                out.writeVarInt(address.getPort());
                out.writeBoolean(!address.isUnresolved());
                if (address.isUnresolved()) {
                    out.writeString(address.getHostString());
                }
                else {
                    writeAddress(address.getAddress(), out);
                }
            }
            case Tags.TIME_ZONE -> out.writeString(((TimeZone) value).getID());
            case Tags.CALENDAR -> writeCalendar((GregorianCalendar) value, out);
            case Tags.ATOMIC_INTEGERS -> {
                AtomicIntegerArray array = (AtomicIntegerArray) value;
                int[] values = new int[array.length()];
                for (int index = 0; index < values.length; index++) {
                    values[index] = array.get(index);
                }
                PrimitiveArrays.write(Tags.INTEGERS, values, out);
            }
            case Tags.ATOMIC_LONGS -> {
                AtomicLongArray array = (AtomicLongArray) value;
                long[] values = new long[array.length()];
                for (int index = 0; index < values.length; index++) {
                    values[index] = array.get(index);
                }
                PrimitiveArrays.write(Tags.LONGS, values, out);
            }
            // URI, URL, File, StringBuilder and StringBuffer.
            default -> out.writeString(value.toString());
        }
    }

    static Object read(int tag, ItemReader in) throws CodecException {
        switch (tag) {
            case Tags.URL:
                return readUrl(in.readString());
            case Tags.PATH:
                return Path.of(in.readString());
            case Tags.INET_ADDRESS:
                return readAddress(in);
            case Tags.INET_SOCKET_ADDRESS:
                int port = in.readVarInt();
                return in.readBoolean() ? new InetSocketAddress(readAddress(in), port)
                        : InetSocketAddress.createUnresolved(in.readString(), port);
            case Tags.TIME_ZONE:
                return TimeZone.getTimeZone(in.readString());
            case Tags.CALENDAR:
                return readCalendar(in);
            case Tags.ATOMIC_INTEGERS:
                return new AtomicIntegerArray((int[]) PrimitiveArrays.read(Tags.INTEGERS, in));
            case Tags.ATOMIC_LONGS:
                return new AtomicLongArray((long[]) PrimitiveArrays.read(Tags.LONGS, in));
            default:
                throw new CodecException("has a value of unknown kind " + tag);
        }
    }

    private static void writePath(Path path, ItemWriter out) throws CodecException {
        if (path.getFileSystem() != FileSystems.getDefault()) {
            throw new CodecException("is a path of the file system '" + path.getFileSystem()
                    + "', which the other JVM has not opened; send its text or its bytes instead");
        }
        out.writeString(path.toString());
    }

    private static void writeAddress(InetAddress address, ItemWriter out) throws CodecException {
        String text = address.toString();
        int slash = text.indexOf('/');
        out.writeString((slash > 0) ? text.substring(0, slash) : "");
        byte[] bytes = address.getAddress();
        out.writeByte(bytes.length);
        out.writeBytes(bytes, 0, bytes.length);
        out.writeVarInt((address instanceof Inet6Address six) ? six.getScopeId() : 0);
    }

    /** Asks no name server. */
    private static InetAddress readAddress(ItemReader in) throws CodecException {
        String name = in.readString();
        byte[] bytes = in.readBytes(in.readByte());
        int scope = in.readVarInt();
        @Nullable String host = name.isEmpty() ? null : name;
        try {
            return (bytes.length == 16 && scope > 0) ? Inet6Address.getByAddress(host, bytes, scope)
                    : InetAddress.getByAddress(host, bytes);
        }
        catch (UnknownHostException ex) {
            throw new CodecException("has an address of " + bytes.length + " bytes", ex);
        }
    }

    @SuppressWarnings("deprecation")
    private static URL readUrl(String text) throws CodecException {
        try {
            return new URL(text);
        }
        catch (MalformedURLException ex) {
            throw new CodecException("has a URL that is none", ex);
        }
    }

    static void writeLocale(Locale locale, ItemWriter out) throws CodecException {
        String tag = locale.toLanguageTag();
        boolean wellFormed = Locale.forLanguageTag(tag).equals(locale);
        out.writeBoolean(wellFormed);
        if (wellFormed) {
            out.writeString(tag);
        }
        else {
            out.writeString(locale.getLanguage());
            out.writeString(locale.getCountry());
            out.writeString(locale.getVariant());
        }
    }

    @SuppressWarnings("deprecation")
    static Locale readLocale(ItemReader in) throws CodecException {
        if (!in.readBoolean()) {
            return new Locale(in.readString(), in.readString(), in.readString());
        }
        try {
            return new Locale.Builder().setLanguageTag(in.readString()).build();
        }
        catch (IllformedLocaleException ex) {
            throw new CodecException("has a locale that is none", ex);
        }
    }

    private static void writeCalendar(GregorianCalendar calendar, ItemWriter out) throws CodecException {
        out.writeLong(calendar.getTimeInMillis());
        out.writeString(calendar.getTimeZone().getID());
        out.writeBoolean(calendar.isLenient());
        out.writeByte(calendar.getFirstDayOfWeek());
        out.writeByte(calendar.getMinimalDaysInFirstWeek());
        out.writeLong(calendar.getGregorianChange().getTime());
    }

    private static GregorianCalendar readCalendar(ItemReader in) throws CodecException {
        long time = in.readLong();
        TimeZone zone = TimeZone.getTimeZone(in.readString());
        GregorianCalendar calendar = GregorianCalendar.from(ZonedDateTime.ofInstant(Instant.EPOCH, ZoneId.of("UTC")));
        calendar.setTimeZone(zone);
        boolean lenient = in.readBoolean();
        calendar.setFirstDayOfWeek(in.readByte());
        calendar.setMinimalDaysInFirstWeek(in.readByte());
        calendar.setGregorianChange(new java.util.Date(in.readLong()));
        calendar.setTimeInMillis(time);
        calendar.setLenient(lenient);
        return calendar;
    }

}
