/**
 * What a terminal shows: progress while a census goes on, and its summary at the end.
 */
@NullMarked
package org.minigun.demo.report;

import org.jspecify.annotations.NullMarked;
