/**
 * Tests of the child's side: each drives the worker's program over a real socket.
 */
@NullMarked
package org.minigun.worker;

import org.jspecify.annotations.NullMarked;
