/**
 * Two workers that share the items of one source.
 */
@NullMarked
package org.minigun.benchmarks.pool;

import org.jspecify.annotations.NullMarked;
