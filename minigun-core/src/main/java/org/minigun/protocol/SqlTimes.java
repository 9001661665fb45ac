package org.minigun.protocol;

import java.sql.Date;
import java.sql.Time;
import java.sql.Timestamp;

/**
 * The values of {@code java.sql}; apart, because their module need not be there.
 */
final class SqlTimes {

    private SqlTimes() {
    }

    static void write(Object value, ItemWriter out) throws CodecException {
        out.writeLong(((java.util.Date) value).getTime());
        if (value instanceof Timestamp timestamp) {
            out.writeInt(timestamp.getNanos());
        }
    }

    static Object read(int tag, ItemReader in) throws CodecException {
        long time = in.readLong();
        if (tag == Tags.SQL_DATE) {
            return new Date(time);
        }
        if (tag == Tags.SQL_TIME) {
            return new Time(time);
        }
        Timestamp timestamp = new Timestamp(time);
        timestamp.setNanos(in.readInt());
        return timestamp;
    }

}
