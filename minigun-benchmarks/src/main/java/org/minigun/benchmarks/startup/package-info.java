/**
 * What the engine and the starter add to the start of an application.
 */
@NullMarked
package org.minigun.benchmarks.startup;

import org.jspecify.annotations.NullMarked;
