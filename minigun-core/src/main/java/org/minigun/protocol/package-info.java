/**
 * What application and worker say to each other: frames, and the codec of items. Shared
 * by both sides.
 */
@NullMarked
package org.minigun.protocol;

import org.jspecify.annotations.NullMarked;
