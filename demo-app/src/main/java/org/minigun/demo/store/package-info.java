/**
 * Keeps what was read in a database, H2 or PostgreSQL, and answers questions about it.
 */
@NullMarked
package org.minigun.demo.store;

import org.jspecify.annotations.NullMarked;
