package org.minigun.graph;

/**
 * Why there is an edge.
 */
public enum EdgeOrigin {

    /**
     * The source names the target in its {@code to}. Also where both ends name the edge.
     */
    TO("to"),

    /**
     * The target names the source in its {@code from}.
     */
    FROM("from"),

    /**
     * Nobody names the edge: it follows from the order in which the stages are declared.
     */
    DEFAULT("by order"),

    /**
     * The target stands directly after a consumer which the source feeds.
     */
    BESIDE_CONSUMER("beside a consumer");

    private final String words;

    EdgeOrigin(String words) {
        this.words = words;
    }

    /**
     * Tells whether a {@code to} or a {@code from} names the edge.
     * @return whether a stage says this edge
     */
    public boolean isExplicit() {
        return this == TO || this == FROM;
    }

    /**
     * The origin in a few words for a reader, as in the text of a graph.
     * @return the words, such as "by order"
     */
    public String words() {
        return this.words;
    }

}
