/**
 * Jars that harm who reads them.
 */
@NullMarked
package org.minigun.demo.hostile;

import org.jspecify.annotations.NullMarked;
