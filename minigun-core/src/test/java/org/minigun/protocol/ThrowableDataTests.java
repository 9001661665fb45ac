package org.minigun.protocol;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ThrowableDataTests {

    private static final TypeFilter NONE = new AllowedTypes(List.of(), List.of());

    private static Throwable copy(Throwable thrown, TypeFilter filter) throws CodecException {
        ItemWriter out = new ItemWriter();
        ThrowableData.write(thrown, out);
        ItemReader in = out.toReader();
        ThrowableData data = ThrowableData.read(in);
        assertThat(in.remaining()).isZero();
        return data.toThrowable(ThrowableDataTests.class.getClassLoader(), filter);
    }

    @Test
    void givesBackTypeMessageCauseSuppressedAndStack() throws CodecException {
        Exception thrown = new UncheckedIOException("outer", new IOException("inner"));
        thrown.addSuppressed(new IllegalStateException("also"));
        Throwable copy = copy(thrown, NONE);
        assertThat(copy).isExactlyInstanceOf(UncheckedIOException.class)
            .hasMessage("outer")
            .hasCauseExactlyInstanceOf(IOException.class)
            .hasRootCauseMessage("inner");
        assertThat(copy.getSuppressed()).hasSize(1);
        assertThat(copy.getStackTrace()).isEqualTo(thrown.getStackTrace());
    }

    @Test
    void givesBackExceptionsOfTheirOwnClassIfItIsAllowed() throws CodecException {
        TypeFilter filter = new AllowedTypes(List.of(Own.class), List.of());
        assertThat(copy(new Own("m"), filter)).isExactlyInstanceOf(Own.class).hasMessage("m");
        assertThat(copy(new Own("m"), NONE)).isExactlyInstanceOf(WorkerException.class)
            .hasMessage("m")
            .hasToString(Own.class.getName() + ": m")
            .extracting((thrown) -> ((WorkerException) thrown).getOriginalType())
            .isEqualTo(Own.class.getName());
    }

    @Test
    void standsInWhereTheClassCannotBeMadeOrWouldSayOtherThings() throws CodecException {
        assertThat(copy(new Odd(3), TypeFilter.ALL)).isInstanceOf(WorkerException.class)
            .hasToString(Odd.class.getName() + ": odd 3");
        assertThat(copy(new Changing("m"), TypeFilter.ALL)).isInstanceOf(WorkerException.class).hasMessage("changed m");
        ThrowableData unknown = new ThrowableData("com.acme.Gone", "m", "com.acme.Gone: m", List.of(), null, List.of());
        assertThat(unknown.toThrowable(null, TypeFilter.ALL)).isInstanceOf(WorkerException.class);
        ThrowableData none = new ThrowableData("java.lang.String", "m", "text", List.of(), null, List.of());
        assertThat(none.toThrowable(null, TypeFilter.ALL)).isInstanceOf(WorkerException.class).hasToString("text");
    }

    @Test
    void survivesExceptionsThatThrow() throws CodecException {
        assertThat(copy(new Broken(), NONE)).isInstanceOf(WorkerException.class)
            .hasMessageContaining("getMessage() threw java.lang.IllegalStateException");
        assertThat(copy(new WorseThanBroken("text"), TypeFilter.ALL)).isInstanceOf(WorkerException.class)
            .hasMessageContaining("getMessage() threw java.lang.AssertionError");
    }

    @Test
    void tellsAsMuchAsThereIsRoomFor() throws CodecException {
        Exception thrown = new Exception("x".repeat(60_000), new IOException("y".repeat(60_000)));
        for (int room : new int[] { 150_000, 20_000, 1_000 }) {
            ItemWriter out = new ItemWriter();
            out.limit(room);
            out.writeByte(1);
            ThrowableData.of(thrown).writeWhatFits(out);
            ItemReader in = new ItemReader(out.toByteArray());
            assertThat(in.readByte()).isEqualTo((byte) 1);
            Throwable copy = ThrowableData.read(in).toThrowable(null, NONE);
            assertThat(in.remaining()).isZero();
            assertThat(copy).isExactlyInstanceOf(Exception.class);
            assertThat(copy.getMessage()).startsWith("xxx").endsWith("...");
        }
        ItemWriter none = new ItemWriter();
        none.limit(10);
        assertThatThrownBy(() -> ThrowableData.of(thrown).writeWhatFits(none)).isInstanceOf(CodecException.class);
    }

    @Test
    void isBounded() throws CodecException {
        Exception first = new Exception("x".repeat(200_000));
        Exception circle = new Exception("circle", first);
        first.initCause(circle);
        assertThat(copy(circle, NONE).getCause()).isNotNull();
        Exception chain = new Exception("end");
        for (int index = 0; index < 1000; index++) {
            chain = new Exception("c" + index, chain);
        }
        Exception wide = new Exception("wide", chain);
        for (int index = 0; index < 1000; index++) {
            wide.addSuppressed(chain);
            wide.addSuppressed(new Exception("s"));
        }
        Throwable copy = copy(wide, NONE);
        assertThat(copy.getSuppressed().length).isBetween(1, 64);
        StackTraceElement[] deep = new StackTraceElement[5000];
        java.util.Arrays.fill(deep, new StackTraceElement("C", "m", null, -2));
        wide.setStackTrace(deep);
        assertThat(copy(wide, NONE).getStackTrace()).hasSize(1024);
    }

    @SuppressWarnings("serial")
    static class Own extends Exception {

        Own(String message) {
            super(message);
        }

    }

    @SuppressWarnings("serial")
    static class Odd extends Exception {

        Odd(int number) {
            super("odd " + number);
        }

    }

    @SuppressWarnings("serial")
    static class Changing extends Exception {

        Changing(String message) {
            super("changed " + message);
        }

    }

    @SuppressWarnings("serial")
    static class WorseThanBroken extends RuntimeException {

        WorseThanBroken(String message) {
            super(message);
        }

        @Override
        public @Nullable String getMessage() {
            throw new AssertionError("no message");
        }

    }

    @SuppressWarnings("serial")
    static class Broken extends RuntimeException {

        @Override
        public @Nullable String getMessage() {
            throw new IllegalStateException("no message");
        }

        @Override
        public synchronized Throwable getCause() {
            throw new IllegalStateException("no cause");
        }

    }

}
