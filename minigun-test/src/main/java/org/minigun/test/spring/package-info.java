/**
 * The test slice of Spring Boot for tasks.
 */
@NullMarked
package org.minigun.test.spring;

import org.jspecify.annotations.NullMarked;
