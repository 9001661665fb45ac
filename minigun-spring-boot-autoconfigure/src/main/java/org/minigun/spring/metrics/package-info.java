/**
 * Micrometer meters that read the counters of the engine.
 */
@NullMarked
package org.minigun.spring.metrics;

import org.jspecify.annotations.NullMarked;
