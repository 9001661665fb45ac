/**
 * The scenarios that run within this JVM, as annotated tasks in a Spring context. Each
 * test is named by the number of its scenario.
 */
@NullMarked
package org.minigun.spring.scenarios;

import org.jspecify.annotations.NullMarked;
