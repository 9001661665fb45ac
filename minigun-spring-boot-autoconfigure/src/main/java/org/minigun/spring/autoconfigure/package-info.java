/**
 * Auto-configuration: finds tasks among the beans, binds their properties and runs them
 * with the application.
 */
@NullMarked
package org.minigun.spring.autoconfigure;

import org.jspecify.annotations.NullMarked;
