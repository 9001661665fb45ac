package org.minigun.protocol;

import java.io.Externalizable;
import java.io.IOException;
import java.io.ObjectInput;
import java.io.ObjectOutput;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * What was one object stays one, within an item; and how classes say what is copied of
 * them.
 */
class CodecReferencesTests {

    @Test
    void keepsSharedObjectsOne() throws CodecException {
        Node shared = new Node("s");
        byte[] bytes = { 1, 2 };
        List<Object> item = new ArrayList<>(List.of(shared, shared, bytes, bytes));
        List<Object> copy = CodecScenario.copy(item);
        assertThat(copy.get(0)).isSameAs(copy.get(1)).isNotSameAs(shared);
        assertThat(copy.get(2)).isSameAs(copy.get(3));
    }

    @Test
    void keepsManySharedObjectsOne() throws CodecException {
        List<Node> nodes = new ArrayList<>();
        for (int index = 0; index < 3000; index++) {
            nodes.add(new Node("n" + index));
        }
        nodes.addAll(new ArrayList<>(nodes));
        List<Node> copy = CodecScenario.copy(nodes);
        for (int index = 0; index < 3000; index++) {
            assertThat(copy.get(index)).isSameAs(copy.get(index + 3000));
            assertThat(copy.get(index).name).isEqualTo("n" + index);
        }
    }

    @Test
    void keepsCircles() throws CodecException {
        Node first = new Node("a");
        first.next = new Node("b");
        first.next.next = first;
        Node copy = CodecScenario.copy(first);
        assertThat(Objects.requireNonNull(copy.next).next).isSameAs(copy);
        List<Object> list = new ArrayList<>();
        list.add(list);
        List<Object> itself = CodecScenario.copy(list);
        assertThat(itself.get(0)).isSameAs(itself);
        AtomicReference<Object> reference = new AtomicReference<>();
        Map<String, Object> map = new HashMap<>();
        map.put("r", reference);
        reference.set(map);
        assertThat(((AtomicReference<?>) CodecScenario.copy(map).get("r")).get()).isInstanceOf(HashMap.class);
        Object[] array = new Object[1];
        array[0] = array;
        Object[] copied = CodecScenario.copy(array);
        assertThat(copied[0] == copied).isTrue();
    }

    @Test
    void refusesCirclesThroughRecordsWithThePath() {
        List<Object> inside = new ArrayList<>();
        Holder holder = new Holder(inside);
        inside.add(holder);
        assertThatThrownBy(() -> CodecScenario.copy(holder)).isInstanceOf(CodecException.class)
            .hasMessageStartingWith("item.value[0]: refers back to the record ")
            .hasMessageContaining("circle");
    }

    @Test
    void goesOnAfterAnItemThatFailed() throws CodecException {
        DefaultItemCodec codec = CodecScenario.trusting();
        Node bad = new Node("bad");
        Holder holder = new Holder(List.of(bad, new Thread()));
        ItemWriter out = new ItemWriter();
        out.writeInt(7);
        int before = out.position();
        assertThatThrownBy(() -> codec.write(holder, out)).isInstanceOf(CodecException.class);
        out.truncate(before);
        codec.write(new Holder(bad), out);
        ItemReader in = out.toReader();
        assertThat(in.readInt()).isEqualTo(7);
        assertThat(((Node) ((Holder) Objects.requireNonNull(codec.read(in))).value()).name).isEqualTo("bad");
    }

    @Test
    void honoursExternalizable() throws CodecException {
        External item = new External();
        item.text = "x".repeat(40_000);
        item.friend = item;
        External copy = CodecScenario.copy(item);
        assertThat(copy.text).isEqualTo(item.text);
        assertThat(copy.friend).isSameAs(copy);
        assertThat(copy.rest).isEqualTo(-1);
    }

    @Test
    void honoursReplaceAndResolve() throws CodecException {
        List<Object> copy = CodecScenario.copy(new ArrayList<>(List.of(Single.ONLY, Single.ONLY, new Replaced("r"))));
        assertThat(copy.get(0)).isSameAs(Single.ONLY);
        assertThat(copy.get(1)).isSameAs(Single.ONLY);
        assertThat(((Replaced) copy.get(2)).name).isEqualTo("r!");
    }

    @Test
    void copiesSerializableLambdasToATrustingReader() throws CodecException {
        int captured = 5;
        Supplier<Integer> lambda = (Supplier<Integer> & Serializable) () -> captured + 1;
        assertThat(CodecScenario.copy(new Holder(lambda)).value()).isInstanceOfSatisfying(Supplier.class,
                (supplier) -> assertThat(supplier.get()).isEqualTo(6));
    }

    @Test
    void copiesExceptionsAsWhatTheyAre() throws CodecException {
        IllegalStateException item = new IllegalStateException("outer", new IOException("inner"));
        IllegalStateException copy = CodecScenario.copy(item);
        assertThat(copy).hasMessage("outer").hasCauseInstanceOf(IOException.class).hasRootCauseMessage("inner");
        assertThat(copy.getStackTrace()).isEqualTo(item.getStackTrace());
    }

    record Holder(@Nullable Object value) {
    }

    static class Node {

        final String name;

        @Nullable Node next;

        Node(String name) {
            this.name = name;
        }

    }

    public static class External implements Externalizable {

        private static final long serialVersionUID = 1L;

        String text = "";

        @SuppressWarnings("serial") // written by the class itself
        @Nullable Object friend;

        int rest;

        @Override
        public void writeExternal(ObjectOutput out) throws IOException {
            byte[] bytes = this.text.getBytes();
            out.writeInt(bytes.length);
            out.write(bytes);
            out.writeObject(this.friend);
        }

        @Override
        public void readExternal(ObjectInput in) throws IOException, ClassNotFoundException {
            byte[] bytes = new byte[in.readInt()];
            in.readFully(bytes);
            this.text = new String(bytes);
            this.friend = in.readObject();
            this.rest = in.read();
        }

    }

    static final class Single implements Serializable {

        private static final long serialVersionUID = 1L;

        static final Single ONLY = new Single();

        private Object readResolve() {
            return ONLY;
        }

    }

    static final class Replaced implements Serializable {

        private static final long serialVersionUID = 1L;

        final String name;

        Replaced(String name) {
            this.name = name;
        }

        private Object writeReplace() {
            return new Form(this.name);
        }

    }

    static final class Form implements Serializable {

        private static final long serialVersionUID = 1L;

        private final String name;

        Form(String name) {
            this.name = name;
        }

        private Object readResolve() {
            return new Replaced(this.name + "!");
        }

    }

}
