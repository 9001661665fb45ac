package org.minigun.graph;

/**
 * Numbers the nodes of a graph in the order of declaration.
 */
final class NodeCounter {

    private int count;

    int next() {
        return this.count++;
    }

}
