package org.minigun.graph;

import java.util.Locale;

/**
 * What a stage does with items.
 */
public enum StageKind {

    /**
     * Emits items of its own; takes none.
     */
    PRODUCER,

    /**
     * Takes items and emits what it makes of them.
     */
    PROCESSOR,

    /**
     * Takes items and emits them in batches.
     */
    ACCUMULATOR,

    /**
     * Takes items and emits nothing.
     */
    CONSUMER,

    /**
     * A nested pipeline: stages that stand in another pipeline as one stage.
     */
    PIPELINE;

    /**
     * Tells whether a stage of this kind is fed by others. A nested pipeline may be, if
     * it has a stage at which items can enter.
     * @return {@code false} for a producer
     */
    public boolean takesItems() {
        return this != PRODUCER;
    }

    /**
     * Tells whether a stage of this kind feeds others. A nested pipeline may, if one of
     * its stages emits to its exit.
     * @return {@code false} for a consumer
     */
    public boolean emitsItems() {
        return this != CONSUMER;
    }

    String words() {
        return (this == PIPELINE) ? "nested pipeline" : name().toLowerCase(Locale.ROOT);
    }

}
