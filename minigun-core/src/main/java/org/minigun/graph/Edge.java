package org.minigun.graph;

/**
 * One stage feeds another.
 *
 * @param from the stage that emits
 * @param to the stage that is fed
 * @param origin why there is this edge; of two reasons the first in the order of
 * {@link EdgeOrigin}
 */
public record Edge(Node from, Node to, EdgeOrigin origin) {

    /**
     * The edge as its two ends, {@code load/parse -> save}.
     */
    @Override
    public String toString() {
        return this.from.path() + " -> " + this.to.path();
    }

}
