package org.minigun.execution;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.minigun.Settings;
import org.minigun.Stage;
import org.minigun.plan.NamedPool;

/**
 * The stages of a group that a host runs together: those of a nested pipeline that has
 * left the application as a whole, and those that are colocated with the group's first
 * stage.
 *
 * @param pipeline the path of the nested pipeline, or {@code null}
 * @param paths the paths of the stages, without nested pipelines
 * @param stages the stages, in the same order; that of the nested pipeline alone where
 * the group is one
 * @param exits the names of what the stages feed outside, in the order in which commits
 * number them, from 1; {@code EXIT} is that of the nested pipeline
 * @param settings what holds for the stages at {@code paths}, in the same order
 * @param targets the targets of the stages by their paths, nested pipelines included, in
 * the words that mean them where the stages run together; {@code EXIT} is that of the
 * pipeline in which the stage stands
 * @param pools the named pools of the application
 * @param fed whether items come from outside
 * @param producing whether a producer is among the stages
 */
public record HostedGroupStages(@Nullable String pipeline, List<String> paths, List<Stage> stages, List<String> exits,
        List<Settings> settings, Map<String, List<String>> targets, List<NamedPool> pools, boolean fed,
        boolean producing) {

    /**
     * Returns the name that a colocated stage has beside the others: its own, unless
     * another one is called so too.
     * @param path its path
     * @return the name
     */
    public String nameOf(String path) {
        return HostedExits.flat(path, this.paths);
    }

}
