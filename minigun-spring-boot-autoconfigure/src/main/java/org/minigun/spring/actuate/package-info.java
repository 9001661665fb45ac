/**
 * Actuator endpoints: tasks, runs and pools, to be seen and steered; health and info.
 */
@NullMarked
package org.minigun.spring.actuate;

import org.jspecify.annotations.NullMarked;
