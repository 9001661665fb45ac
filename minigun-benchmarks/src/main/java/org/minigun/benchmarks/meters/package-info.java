/**
 * What meters cost.
 */
@NullMarked
package org.minigun.benchmarks.meters;

import org.jspecify.annotations.NullMarked;
