/**
 * Takes the code of stages down, for workers and isolates.
 */
@NullMarked
package org.minigun.code;

import org.jspecify.annotations.NullMarked;
