package org.minigun;

/**
 * Whether a stage runs in its source's context or in one of its own. Unsaid, the plan
 * decides.
 */
public enum Affinity {

    /**
     * Asks for the source's context, whatever that is. Refused where it cannot be:
     * several sources, or a placement of the stage's own.
     */
    COLOCATED,

    /**
     * Asks for a context of the stage's own, reached through a bounded channel.
     */
    INDEPENDENT

}
