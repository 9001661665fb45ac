package org.minigun.graph;

import java.util.List;

/**
 * A stage that is fed.
 *
 * @param node the stage; where it is a nested pipeline, items enter at
 * {@link StageGraph#entranceLeaves(Node)}
 * @param names as written in {@code to}, then every form of its path that means it where
 * the emitting stage stands
 */
public record StageTarget(Node node, List<String> names) implements Target {

    /**
     * Copies the names.
     */
    public StageTarget {
        names = List.copyOf(names);
    }

    @Override
    public String toString() {
        return this.node.path();
    }

}
