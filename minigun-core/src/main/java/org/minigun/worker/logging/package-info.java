/**
 * Logging in a worker: records of SLF4J and of {@code java.util.logging} go to the
 * application. Loaded when something is first logged.
 */
@NullMarked
package org.minigun.worker.logging;

import org.jspecify.annotations.NullMarked;
