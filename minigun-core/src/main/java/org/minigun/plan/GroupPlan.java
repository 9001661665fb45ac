package org.minigun.plan;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.minigun.Concurrency;

/**
 * Stages that run in one context by direct calls.
 *
 * @param number the number of the group, from 0 in order of its first stage
 * @param concurrency the kind of context
 * @param poolSize how many contexts the group has
 * @param pool the named pool it shares, or {@code null}
 * @param pipeline the path of the nested pipeline that has left the application as a
 * whole, whose stages the group has, or {@code null}
 * @param stages the paths of its stages, in order of declaration; the first is the one
 * that is fed through the group's channel, or a producer
 */
public record GroupPlan(int number, Concurrency concurrency, int poolSize, @Nullable String pool,
        @Nullable String pipeline, List<String> stages) {
}
