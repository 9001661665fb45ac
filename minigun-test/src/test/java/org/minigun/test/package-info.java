/**
 * Tests of the test support.
 */
@NullMarked
package org.minigun.test;

import org.jspecify.annotations.NullMarked;
