package org.minigun.execution;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.minigun.Stage;

/**
 * The stages of a group that a host runs together: those of a nested pipeline that has left
 * the application as a whole, and those that are colocated with the group's first stage.
 *
 * @param pipeline the path of the nested pipeline, or {@code null}
 * @param paths the paths of the stages, without nested pipelines
 * @param stages the stages, in the same order; that of the nested pipeline alone where the
 * group is one
 * @param exits the names of what the stages feed outside, in the order in which commits
 * number them, from 1; {@code EXIT} is that of the nested pipeline
 */
public record HostedGroupStages(@Nullable String pipeline, List<String> paths, List<Stage> stages, List<String> exits) {
}
