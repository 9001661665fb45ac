/**
 * Stages that run in worker processes: pools of workers, their supervision, and the
 * sessions that hand items to them.
 */
@NullMarked
package org.minigun.process;

import org.jspecify.annotations.NullMarked;
