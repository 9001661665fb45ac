/**
 * Keeps what was read in an embedded database, and answers questions about it.
 */
@NullMarked
package org.minigun.demo.store;

import org.jspecify.annotations.NullMarked;
