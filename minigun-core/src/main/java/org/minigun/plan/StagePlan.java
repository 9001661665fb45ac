package org.minigun.plan;

import org.minigun.Concurrency;
import org.minigun.Settings;
import org.minigun.graph.StageKind;

import org.jspecify.annotations.Nullable;

/**
 * Where one stage runs.
 *
 * @param path its path
 * @param kind its kind
 * @param concurrency the kind of context
 * @param poolSize how many contexts serve it
 * @param pool the named pool it shares, or {@code null}
 * @param colocated whether it runs in its source's context
 * @param group the number of its group
 * @param placed whether it has a placement of its own
 * @param inPlaceOf the kind of context outside the application in whose place the stage
 * runs on the calling thread, so that its items are copied all the same, or {@code null}
 * @param reason the rule or the setting that placed it
 * @param settings what holds for it, after stage, pipelines, application and defaults
 */
public record StagePlan(String path, StageKind kind, Concurrency concurrency, int poolSize, @Nullable String pool,
        boolean colocated, int group, boolean placed, @Nullable Concurrency inPlaceOf, String reason,
        Settings settings) {
}
