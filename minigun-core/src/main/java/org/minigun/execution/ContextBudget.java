package org.minigun.execution;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.minigun.Concurrency;
import org.minigun.plan.ExecutionPlan;
import org.minigun.plan.GroupPlan;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads that the pools of all runs may have together. Each group gets one in any
 * case, and then, in turn, one more while there are any left. Thread-safe.
 */
final class ContextBudget {

    private static final Logger logger = LoggerFactory.getLogger(ContextBudget.class);

    private final int total;

    private final Set<String> warned = new HashSet<>();

    private int used;

    ContextBudget(int total) {
        this.total = total;
    }

    /** Allots contexts to the groups of a run, by the numbers of the groups. */
    synchronized Map<Integer, Integer> allot(ExecutionPlan plan) {
        Map<Integer, Integer> allotted = new LinkedHashMap<>();
        List<GroupPlan> limited = plan.groups().stream().filter(ContextBudget::isLimited).toList();
        plan.groups().forEach((group) -> allotted.put(group.number(), isLimited(group) ? 1 : group.poolSize()));
        this.used += limited.size();
        boolean more = true;
        while (more && this.used < this.total) {
            more = false;
            for (GroupPlan group : limited) {
                int now = allotted.getOrDefault(group.number(), 1);
                if (now < group.poolSize() && this.used < this.total) {
                    allotted.put(group.number(), now + 1);
                    this.used++;
                    more = true;
                }
            }
        }
        warn(plan, limited, allotted);
        return allotted;
    }

    private void warn(ExecutionPlan plan, List<GroupPlan> groups, Map<Integer, Integer> allotted) {
        List<String> cut = groups.stream()
            .filter((group) -> allotted.getOrDefault(group.number(), 0) < group.poolSize())
            .map((group) -> "'" + group.stages().get(0) + "' has " + allotted.get(group.number()) + " of "
                    + group.poolSize())
            .toList();
        if (!cut.isEmpty() && this.warned.add(plan.pipeline())) {
            logger.warn("Task '{}' gets fewer threads than it asks for, since total-threads is {}: {}", plan.pipeline(),
                    this.total, String.join(", ", cut));
        }
    }

    synchronized void giveBack(ExecutionPlan plan, Map<Integer, Integer> allotted) {
        for (GroupPlan group : plan.groups()) {
            if (isLimited(group)) {
                this.used -= allotted.getOrDefault(group.number(), 0);
            }
        }
    }

    private static boolean isLimited(GroupPlan group) {
        return group.concurrency() == Concurrency.THREAD;
    }

}
