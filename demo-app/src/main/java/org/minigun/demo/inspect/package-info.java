/**
 * Finds jars and reads one at a time. Knows neither Spring nor the database, so that it
 * can run anywhere.
 */
@NullMarked
package org.minigun.demo.inspect;

import org.jspecify.annotations.NullMarked;
