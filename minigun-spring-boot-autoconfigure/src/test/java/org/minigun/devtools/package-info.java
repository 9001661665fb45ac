/**
 * Applications that are restarted while they are developed.
 */
@NullMarked
package org.minigun.devtools;

import org.jspecify.annotations.NullMarked;
