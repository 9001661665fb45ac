/**
 * Stages in worker processes beside the bare socket, a pool of Python's and JVMs that are
 * started by hand.
 */
@NullMarked
package org.minigun.benchmarks.process;

import org.jspecify.annotations.NullMarked;
