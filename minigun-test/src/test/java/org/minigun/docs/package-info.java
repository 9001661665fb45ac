/**
 * Tests of what the pages in docs say: their code is compiled, their tasks are checked,
 * their output is printed anew, their properties are bound.
 */
@NullMarked
package org.minigun.docs;

import org.jspecify.annotations.NullMarked;
