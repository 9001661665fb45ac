package org.minigun.graph;

/**
 * To which of its targets a stage's item goes.
 */
public enum Routing {

    /**
     * To each: the same object, not a copy. The default.
     */
    BROADCAST,

    /**
     * To one after the other, in the order of {@link Node#targets()}.
     */
    ROUND_ROBIN,

    /**
     * To one chosen by a key: items with equal keys go to the same target.
     */
    PARTITION,

    /**
     * To the one that the stage names for each item; a plain emit is an error.
     */
    DYNAMIC

}
