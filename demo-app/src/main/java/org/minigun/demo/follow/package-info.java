/**
 * Follows a directory.
 */
@NullMarked
package org.minigun.demo.follow;

import org.jspecify.annotations.NullMarked;
