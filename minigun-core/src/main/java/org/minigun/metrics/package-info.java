/**
 * Stage statistics and latency histograms, cheap enough to be always on.
 */
@NullMarked
package org.minigun.metrics;

import org.jspecify.annotations.NullMarked;
