/**
 * What an application touches: the annotation of a task, and the bean that runs tasks.
 */
@NullMarked
package org.minigun.spring;

import org.jspecify.annotations.NullMarked;
