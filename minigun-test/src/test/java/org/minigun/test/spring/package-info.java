/**
 * Tests of the test slice.
 */
@NullMarked
package org.minigun.test.spring;

import org.jspecify.annotations.NullMarked;
