/**
 * The annotations that make a class a task, and the reader that turns such a class into a
 * pipeline.
 */
@NullMarked
package org.minigun.annotation;

import org.jspecify.annotations.NullMarked;
