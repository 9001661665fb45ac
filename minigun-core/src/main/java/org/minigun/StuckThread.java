package org.minigun;

import java.util.List;

/**
 * A thread of a run that did not stop within the shutdown timeout.
 *
 * @param name its name, which holds task and stage
 * @param stack where it was when it was given up on
 */
public record StuckThread(String name, List<StackTraceElement> stack) {
}
