package org.minigun.execution;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

import org.minigun.KeyFunction;

/**
 * Receivers that stand for several: every item goes to each, to one in turn, or to the
 * one that its key says.
 */
final class Routers {

    private Routers() {
    }

    /** Every item to each. */
    static final class Broadcast extends Several {

        Broadcast(List<Receiver> targets) {
            super(targets);
        }

        @Override
        void accept(Object item) throws Exception {
            for (Receiver target : this.targets) {
                target.accept(item);
            }
        }

        @Override
        void acceptMeasured(Object item) throws Exception {
            for (Receiver target : this.targets) {
                target.acceptMeasured(item);
            }
        }

    }

    /**
     * Each item to one target, in turn; the turn is shared by all contexts of the stage.
     */
    static final class RoundRobin extends Several {

        private final AtomicLong turn;

        RoundRobin(List<Receiver> targets, AtomicLong turn) {
            super(targets);
            this.turn = turn;
        }

        @Override
        void accept(Object item) throws Exception {
            next().accept(item);
        }

        @Override
        void acceptMeasured(Object item) throws Exception {
            next().acceptMeasured(item);
        }

        private Receiver next() {
            return this.targets[(int) (this.turn.getAndIncrement() % this.targets.length)];
        }

    }

    /** Each item to the target of its key. */
    static final class Partition extends Several {

        private final String stage;

        private final KeyFunction<Object> key;

        Partition(String stage, List<Receiver> targets, KeyFunction<Object> key) {
            super(targets);
            this.stage = stage;
            this.key = key;
        }

        @Override
        void accept(Object item) throws Exception {
            of(item).accept(item);
        }

        @Override
        void acceptMeasured(Object item) throws Exception {
            of(item).acceptMeasured(item);
        }

        private Receiver of(Object item) throws Exception {
            return this.targets[Keys.slot(this.key, item, this.targets.length, this.stage)];
        }

    }

    /** No target unless it is named. */
    static final class Dynamic extends Several {

        private final String stage;

        private final List<String> names;

        Dynamic(String stage, List<Receiver> targets, List<String> names) {
            super(targets);
            this.stage = stage;
            this.names = names;
        }

        @Override
        void accept(Object item) {
            throw new IllegalArgumentException("Stage '" + this.stage
                    + "' has DYNAMIC routing, so it emits by to(\"name\").emit(item); it may name " + this.names);
        }

    }

    /** What routers have in common. */
    private abstract static class Several extends Receiver {

        final Receiver[] targets;

        Several(List<Receiver> targets) {
            this.targets = targets.toArray(Receiver[]::new);
        }

        @Override
        void end() {
            for (Receiver target : this.targets) {
                target.end();
            }
        }

    }

}
