/**
 * Makes the index that answers which jar holds a class, and puts it into service. Knows
 * no Spring, since a part of it runs in worker processes.
 */
@NullMarked
package org.minigun.demo.publish;

import org.jspecify.annotations.NullMarked;
