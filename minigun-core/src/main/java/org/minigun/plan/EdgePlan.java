package org.minigun.plan;

/**
 * How items cross one edge.
 *
 * @param from the path of the source
 * @param to the path of the target
 * @param direct whether by a direct call; otherwise through a bounded channel
 * @param capacity items that may wait in the channel; 0 for a direct call
 * @param reason the rule that made it so
 */
public record EdgePlan(String from, String to, boolean direct, int capacity, String reason) {
}
