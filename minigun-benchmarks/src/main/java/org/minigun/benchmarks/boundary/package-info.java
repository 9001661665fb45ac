/**
 * One boundary between two threads, saturated and at a trickle.
 */
@NullMarked
package org.minigun.benchmarks.boundary;

import org.jspecify.annotations.NullMarked;
