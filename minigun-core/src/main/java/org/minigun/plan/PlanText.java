package org.minigun.plan;

import java.util.HashMap;
import java.util.Map;

/**
 * Prints plans.
 */
final class PlanText {

    private PlanText() {
    }

    static String text(ExecutionPlan plan) {
        StringBuilder text = new StringBuilder("Plan of '").append(plan.pipeline()).append("'");
        if (plan.callingThread()) {
            text.append(", all on the calling thread");
        }
        text.append('\n');
        for (GroupPlan group : plan.groups()) {
            text.append("group ").append(group.number()).append(": ").append(context(group)).append('\n');
            for (String path : group.stages()) {
                StagePlan stage = plan.stage(path);
                text.append("  ").append(path).append(" (").append(stage.kind()).append("): ");
                text.append(stage.reason()).append('\n');
            }
        }
        for (EdgePlan edge : plan.edges()) {
            text.append(edge.from()).append(edge.direct() ? " -> " : " => ").append(edge.to()).append(": ");
            text.append(edge.reason()).append('\n');
        }
        return text.toString();
    }

    static String mermaid(ExecutionPlan plan) {
        StringBuilder text = new StringBuilder("flowchart LR\n");
        Map<String, String> ids = new HashMap<>();
        for (GroupPlan group : plan.groups()) {
            text.append("  subgraph g").append(group.number()).append("[\"").append(context(group)).append("\"]\n");
            for (String path : group.stages()) {
                String id = "s" + ids.size();
                ids.put(path, id);
                text.append("    ").append(id).append("[\"").append(escaped(path)).append("\"]\n");
            }
            text.append("  end\n");
        }
        for (EdgePlan edge : plan.edges()) {
            text.append("  ").append(ids.get(edge.from())).append(edge.direct() ? " --> " : " -.-> ");
            text.append(ids.get(edge.to())).append('\n');
        }
        return text.toString();
    }

    private static String context(GroupPlan group) {
        String text = group.concurrency() + " x " + group.poolSize();
        return (group.pool() != null) ? text + " (pool '" + group.pool() + "')" : text;
    }

    private static String escaped(String text) {
        StringBuilder result = new StringBuilder();
        text.chars()
            .forEach((c) -> result.append(
                    (Character.isLetterOrDigit(c) || c == '/' || c == ' ') ? Character.toString(c) : "#" + c + ";"));
        return result.toString();
    }

}
