/**
 * Starts child JVMs: command line, class path, private files, the handshake, what they
 * print, and an archive of their classes.
 */
@NullMarked
package org.minigun.process.launch;

import org.jspecify.annotations.NullMarked;
