/**
 * Tests of how workers are started. Those named {@code ...Main} run in JVMs of their own.
 */
@NullMarked
package org.minigun.process.launch;

import org.jspecify.annotations.NullMarked;
