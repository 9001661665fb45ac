/**
 * Items into bytes and back, by the default codec and by others.
 */
@NullMarked
package org.minigun.benchmarks.codec;

import org.jspecify.annotations.NullMarked;
