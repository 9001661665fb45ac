/**
 * The program of a child JVM. It is told over its socket what to serve, and loads few
 * classes.
 */
@NullMarked
package org.minigun.worker;

import org.jspecify.annotations.NullMarked;
