/**
 * The runs of an application, those that go on and those that have ended, and where they
 * are kept.
 */
@NullMarked
package org.minigun.spring.history;

import org.jspecify.annotations.NullMarked;
