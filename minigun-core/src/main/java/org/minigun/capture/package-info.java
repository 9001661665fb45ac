/**
 * What functions and instances carry with them when they are copied.
 */
@NullMarked
package org.minigun.capture;

import org.jspecify.annotations.NullMarked;
