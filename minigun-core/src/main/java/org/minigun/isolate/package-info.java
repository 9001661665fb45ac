/**
 * Runs stages in isolates: threads of the application with classes of their own.
 */
@NullMarked
package org.minigun.isolate;

import org.jspecify.annotations.NullMarked;
