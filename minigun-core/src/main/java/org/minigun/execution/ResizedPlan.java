package org.minigun.execution;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.minigun.plan.ExecutionPlan;
import org.minigun.plan.GroupPlan;
import org.minigun.plan.StagePlan;

/**
 * A plan with the sizes of pools that were changed since the engine was built.
 */
final class ResizedPlan {

    private ResizedPlan() {
    }

    static ExecutionPlan of(ExecutionPlan plan, Map<String, Integer> sizes) {
        if (sizes.isEmpty()) {
            return plan;
        }
        List<GroupPlan> groups = plan.groups().stream().map((group) -> {
            Integer size = size(plan, group, sizes);
            return (size != null) ? new GroupPlan(group.number(), group.concurrency(), size, group.pool(),
                    group.pipeline(), group.stages()) : group;
        }).toList();
        List<StagePlan> stages = plan.stages().stream().map((stage) -> {
            Integer size = size(plan, plan.groups().get(stage.group()), sizes);
            return (size != null) ? new StagePlan(stage.path(), stage.kind(), stage.concurrency(), size, stage.pool(),
                    stage.colocated(), stage.group(), stage.placed(), stage.inPlaceOf(), stage.reason(),
                    stage.settings()) : stage;
        }).toList();
        return new ExecutionPlan(plan.pipeline(), plan.callingThread(), stages, plan.edges(), groups);
    }

    private static @Nullable Integer size(ExecutionPlan plan, GroupPlan group, Map<String, Integer> sizes) {
        String pool = group.pool();
        return sizes.get((pool != null) ? pool : plan.pipeline() + "/" + group.stages().get(0));
    }

}
