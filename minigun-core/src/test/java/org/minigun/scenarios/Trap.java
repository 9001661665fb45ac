package org.minigun.scenarios;

import java.io.Externalizable;
import java.io.IOException;
import java.io.ObjectInput;
import java.io.ObjectOutput;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import org.minigun.WorkerContext;
import org.minigun.scenarios.Document.Fate;

/**
 * Where code of its own runs while an object is written or read, and what that code does.
 */
@SuppressWarnings("serial") // Minigun's codec writes them, and Java's own never does.
enum Trap {

    WRITE_REPLACE(Replaced::new),

    WRITE_EXTERNAL((spring) -> new External(spring, true)),

    ITERATE(Iterated::new),

    READ_RESOLVE(Resolved::new),

    READ_EXTERNAL((spring) -> new External(spring, false)),

    HASH((spring) -> new HashSet<>(Set.of(new Hashed(spring)))),

    COMPARE((spring) -> new TreeSet<>(List.of(new Compared(1, spring), new Compared(2, spring)))),

    CONSTRUCT(Built::new);

    private final Maker maker;

    Trap(Maker maker) {
        this.maker = maker;
    }

    /** Those that are sprung by who writes, or by who reads. */
    static List<Trap> all(boolean write) {
        return Stream.of(values()).filter((trap) -> trap.ordinal() <= ITERATE.ordinal() == write).toList();
    }

    /** An object that does it to the process that it is meant for, and to no other. */
    Object of(Deed deed, boolean worker) {
        Spring spring = new Spring(deed, worker);
        spring.armed = false;
        Object trap = this.maker.make(spring);
        spring.armed = true;
        return trap;
    }

    /** What is done. */
    enum Deed {

        HANG(Fate.KILLS, "timeout", Vandals::forEver),

        EXIT(Fate.KILLS, "code 6", () -> System.exit(6)),

        HALT(Fate.KILLS, "code 7", () -> Runtime.getRuntime().halt(7)),

        MEMORY(Fate.KILLS, "memory", () -> {
            throw new OutOfMemoryError("Java heap space");
        }),

        ERROR(Fate.THROWS, "AssertionError", () -> {
            throw new AssertionError("no more");
        }),

        EXCEPTION(Fate.THROWS, "IllegalState", () -> {
            throw new IllegalStateException("no more");
        }),

        RECURSE(Fate.THROWS, "tack", () -> Vandals.recurse(1)),

        INTERRUPT(Fate.READ, "", () -> Thread.currentThread().interrupt());

        /** What is nobody's end. */
        static final List<Deed> BEARABLE = List.of(ERROR, EXCEPTION, RECURSE, INTERRUPT);

        private final Fate fate;

        private final String told;

        private final Vandalism.Body body;

        Deed(Fate fate, String told, Vandalism.Body body) {
            this.fate = fate;
            this.told = told;
            this.body = body;
        }

        Fate fate() {
            return this.fate;
        }

        /** What the dead letter's cause says. */
        String told() {
            return this.told;
        }

    }

    /** Makes an object that goes off. */
    private interface Maker {

        Object make(Spring spring);

    }

    /** Does it where it is meant to be done. */
    private static final class Spring {

        private final Deed deed;

        private final boolean worker;

        /** Not while the trap is laid. */
        private boolean armed;

        Spring(Deed deed, boolean worker) {
            this.deed = deed;
            this.worker = worker;
        }

        void go() {
            if (this.armed && WorkerContext.current().isPresent() == this.worker) {
                try {
                    this.deed.body.run();
                }
                catch (RuntimeException ex) {
                    throw ex;
                }
                catch (Exception ex) {
                    throw new IllegalStateException(ex);
                }
            }
        }

    }

    private static final class Replaced implements Serializable {

        private static final long serialVersionUID = 1L;

        private final Spring spring;

        Replaced(Spring spring) {
            this.spring = spring;
        }

        Object writeReplace() {
            this.spring.go();
            return this;
        }

    }

    private static final class Resolved implements Serializable {

        private static final long serialVersionUID = 1L;

        private final Spring spring;

        Resolved(Spring spring) {
            this.spring = spring;
        }

        Object readResolve() {
            this.spring.go();
            return this;
        }

    }

    static final class External implements Externalizable {

        private Spring spring = new Spring(Deed.INTERRUPT, false);

        private boolean writes;

        External() {
        }

        External(Spring spring, boolean writes) {
            this.spring = spring;
            this.writes = writes;
        }

        @Override
        public void writeExternal(ObjectOutput out) throws IOException {
            if (this.writes) {
                this.spring.go();
            }
            out.writeBoolean(this.writes);
            out.writeObject(this.spring);
        }

        @Override
        public void readExternal(ObjectInput in) throws IOException, ClassNotFoundException {
            this.writes = in.readBoolean();
            this.spring = (Spring) in.readObject();
            if (!this.writes) {
                this.spring.go();
            }
        }

    }

    private static final class Iterated extends ArrayList<Integer> {

        private static final long serialVersionUID = 1L;

        private final Spring spring;

        Iterated() {
            this(new Spring(Deed.INTERRUPT, false));
        }

        Iterated(Spring spring) {
            super(List.of(1));
            this.spring = spring;
        }

        @Override
        public Integer get(int index) {
            this.spring.go();
            return super.get(index);
        }

    }

    private record Hashed(Spring spring) {

        @Override
        public int hashCode() {
            this.spring.go();
            return 1;
        }

    }

    private record Compared(int number, Spring spring) implements Comparable<Compared> {

        @Override
        public int compareTo(Compared other) {
            this.spring.go();
            return Integer.compare(this.number, other.number);
        }

    }

    private record Built(Spring spring) {

        Built {
            spring.go();
        }

    }

}
