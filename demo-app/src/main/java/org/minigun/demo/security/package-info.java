/**
 * Who may look at the endpoints, and who may start and steer tasks.
 */
@NullMarked
package org.minigun.demo.security;

import org.jspecify.annotations.NullMarked;
