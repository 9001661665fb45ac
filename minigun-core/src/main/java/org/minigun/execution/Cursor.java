package org.minigun.execution;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * A count that one thread publishes and another reads, alone on its cache line.
 */
final class Cursor extends Padding {

    private static final VarHandle VALUE;
    static {
        try {
            VALUE = MethodHandles.lookup().findVarHandle(Cursor.class, "value", long.class);
        }
        catch (ReflectiveOperationException ex) {
            throw new ExceptionInInitializerError(ex);
        }
    }

    @SuppressWarnings("unused") // read and written through VALUE
    private long value;

    @SuppressWarnings("unused")
    private long after0, after1, after2, after3, after4, after5, after6;

    /** Publishes so that a later look at another variable cannot come before it. */
    void publish(long count) {
        VALUE.setVolatile(this, count);
    }

    /** Publishes without that guarantee, which costs a fence. */
    void publishLazily(long count) {
        VALUE.setRelease(this, count);
    }

    long read() {
        return (long) VALUE.getVolatile(this);
    }

}
