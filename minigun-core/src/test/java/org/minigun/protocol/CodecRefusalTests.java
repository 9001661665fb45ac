package org.minigun.protocol;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.TimerTask;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * What cannot be copied says where it is, what it is, and what to do.
 */
class CodecRefusalTests {

    @Test
    void tellsThePathToTheField() {
        assertRefused(new Outer(new Report("x", new ByteArrayInputStream(new byte[1]))),
                "item.report.stream: java.io.ByteArrayInputStream is a class of the platform that cannot be copied "
                        + "to another JVM; make the field transient, ");
    }

    @Test
    void tellsThePathThroughCollections() {
        assertRefused(Map.of("key", List.of(1, new Object[] { new Thread() })), "item[key][1][0]: java.lang.Thread ");
    }

    @Test
    void refusesClassesThatExtendWhatHasAStateOfItsOwn() {
        assertRefused(new Task(), Task.class.getName() + " cannot be copied to another JVM, because it extends "
                + "java.util.TimerTask, a class of the platform with a state of its own");
    }

    @Test
    void refusesLambdas() {
        Supplier<Integer> lambda = () -> 1;
        assertRefused(new Outer(lambda), "is a lambda", "Serializable");
    }

    @Test
    void refusesJavaSerializationToAReaderThatDoesNotTrust() {
        DefaultItemCodec worker = DefaultItemCodec.builder().trusted(false).build();
        assertThatThrownBy(() -> worker.write(new Outer(new ReentrantLock()), new ItemWriter()))
            .isInstanceOf(CodecException.class)
            .hasMessageContaining("item.report: java.util.concurrent.locks.ReentrantLock");
    }

    @Test
    void refusesLongChainsByDepth() {
        Link chain = null;
        for (int index = 0; index < 100_000; index++) {
            chain = new Link(chain);
        }
        assertRefused(chain, "item.next.next.", "nested more than 256 levels deep", "should become a list",
                "max-depth");
    }

    @Test
    void refusesLongChainsAlsoWhereTheLimitIsHigherThanTheStack() {
        Link chain = null;
        for (int index = 0; index < 1_000_000; index++) {
            chain = new Link(chain);
        }
        Link item = chain;
        DefaultItemCodec codec = DefaultItemCodec.builder().maxDepth(10_000_000).build();
        assertThatThrownBy(() -> codec.write(item, new ItemWriter())).isInstanceOf(CodecException.class)
            .hasMessageContaining("stack");
    }

    @Test
    void refusesItemsThatAreTooLarge() {
        DefaultItemCodec codec = DefaultItemCodec.builder().maxSize(10_000).build();
        ItemWriter out = new ItemWriter();
        for (Object item : List.of("x".repeat(10_001), new byte[20_000], new long[2000],
                List.of(new byte[9000], new byte[9000]))) {
            assertThatThrownBy(() -> codec.write(item, out)).isInstanceOf(CodecException.class)
                .hasMessageContaining("limit of 10000 bytes")
                .hasMessageContaining("max-frame");
            out.reset();
        }
    }

    @Test
    void tellsWhatThrewInWhatTheClassBringsAlong() {
        assertRefused(new Bad(), "Bad threw java.lang.IllegalStateException: broken");
        assertRefused(new BadSet(), "java.lang.AssertionError: not to be walked through");
    }

    private static void assertRefused(@Nullable Object item, String... texts) {
        assertThatThrownBy(() -> CodecScenario.copy(item)).isInstanceOf(CodecException.class)
            .hasMessageContainingAll(texts);
    }

    record Outer(Object report) {
    }

    record Report(String name, InputStream stream) {
    }

    static final class Link {

        @Nullable Link next;

        Link(@Nullable Link next) {
            this.next = next;
        }

    }

    static final class Task extends TimerTask {

        @Override
        public void run() {
        }

    }

    @SuppressWarnings("serial")
    static final class BadSet extends java.util.HashSet<String> {

        @Override
        public java.util.Iterator<String> iterator() {
            throw new AssertionError("not to be walked through");
        }

    }

    static final class Bad implements java.io.Serializable {

        private static final long serialVersionUID = 1L;

        private Object writeReplace() {
            throw new IllegalStateException("broken");
        }

    }

}
