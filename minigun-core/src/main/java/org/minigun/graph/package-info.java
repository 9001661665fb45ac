/**
 * Stages and the edges between them: how edges follow from what stages say and from the
 * order in which they are declared, what is refused, and the graph as text.
 * <p>
 * The bottom room of the house: it knows no other.
 */
@NullMarked
package org.minigun.graph;

import org.jspecify.annotations.NullMarked;
