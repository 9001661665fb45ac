/**
 * Calls the code of stages, in workers and isolates. Loads few classes.
 */
@NullMarked
package org.minigun.code.call;

import org.jspecify.annotations.NullMarked;
