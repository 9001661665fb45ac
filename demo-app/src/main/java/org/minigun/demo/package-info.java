/**
 * An application that takes a census of the jars in a Maven repository.
 */
@NullMarked
package org.minigun.demo;

import org.jspecify.annotations.NullMarked;
