/**
 * The words of the domain: pipelines and their builder, outputs, runs and their results.
 */
@NullMarked
package org.minigun;

import org.jspecify.annotations.NullMarked;
