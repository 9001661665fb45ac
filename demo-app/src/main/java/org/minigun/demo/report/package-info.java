/**
 * What a terminal shows at the end of a census: its summary.
 */
@NullMarked
package org.minigun.demo.report;

import org.jspecify.annotations.NullMarked;
