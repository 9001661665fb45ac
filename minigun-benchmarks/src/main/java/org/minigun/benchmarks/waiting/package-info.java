/**
 * Many items that wait.
 */
@NullMarked
package org.minigun.benchmarks.waiting;

import org.jspecify.annotations.NullMarked;
