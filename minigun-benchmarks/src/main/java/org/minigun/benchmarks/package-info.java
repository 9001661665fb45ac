/**
 * Minigun beside its peers and its limits, measured in one run.
 */
@NullMarked
package org.minigun.benchmarks;

import org.jspecify.annotations.NullMarked;
