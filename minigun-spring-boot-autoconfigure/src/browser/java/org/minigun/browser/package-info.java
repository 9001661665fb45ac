/**
 * A real browser, in which the tests of two modules look at their pages.
 */
@NullMarked
package org.minigun.browser;

import org.jspecify.annotations.NullMarked;
