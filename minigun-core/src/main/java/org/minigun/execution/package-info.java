/**
 * Carries out a plan: contexts and their pools, channels, the links between stages, and
 * the engine.
 */
@NullMarked
package org.minigun.execution;

import org.jspecify.annotations.NullMarked;
