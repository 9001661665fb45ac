/**
 * For tests of pipelines: runs tasks in one deterministic order, feeds one stage,
 * captures what stages emit, kills workers, and asserts the accounting.
 */
@NullMarked
package org.minigun.test;

import org.jspecify.annotations.NullMarked;
