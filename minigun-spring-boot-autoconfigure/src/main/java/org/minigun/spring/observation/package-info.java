/**
 * Observations of runs and stages, and the carrying of traces to threads and workers.
 */
@NullMarked
package org.minigun.spring.observation;

import org.jspecify.annotations.NullMarked;
