/**
 * The page on which an operator sees and steers tasks, served as an Actuator endpoint.
 */
@NullMarked
package org.minigun.spring.hud;

import org.jspecify.annotations.NullMarked;
