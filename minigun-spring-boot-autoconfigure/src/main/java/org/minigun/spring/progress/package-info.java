/**
 * What a terminal shows of runs: a line while they go on, a table when they have ended.
 */
@NullMarked
package org.minigun.spring.progress;

import org.jspecify.annotations.NullMarked;
