/**
 * Where each stage of a pipeline runs, and why: a value that can be printed and tested
 * without running anything.
 */
@NullMarked
package org.minigun.plan;

import org.jspecify.annotations.NullMarked;
