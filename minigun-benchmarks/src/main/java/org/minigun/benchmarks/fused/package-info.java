/**
 * A chain of three stages without a boundary, in a JVM that has run other chains before.
 */
@NullMarked
package org.minigun.benchmarks.fused;

import org.jspecify.annotations.NullMarked;
