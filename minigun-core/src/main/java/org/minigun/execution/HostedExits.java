package org.minigun.execution;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.minigun.graph.ExitTarget;
import org.minigun.graph.InvalidPipelineException;
import org.minigun.graph.Node;
import org.minigun.graph.StageGraph;
import org.minigun.graph.StageTarget;
import org.minigun.graph.Target;

/**
 * Where items leave stages that a host runs together: the exit of their pipeline, and
 * every stage outside that one of them feeds. Numbered in one order for the host and the
 * application.
 */
final class HostedExits {

    private final RunLayout layout;

    private final List<StageRun> stages;

    private final @Nullable String pipeline;

    private final Map<String, Exit> exits = new LinkedHashMap<>();

    HostedExits(RunLayout layout, List<StageRun> stages, @Nullable String pipeline) {
        this.layout = layout;
        this.stages = stages;
        this.pipeline = pipeline;
        for (StageRun stage : stages) {
            stage.node().targets().forEach((target) -> add(stage, target));
        }
    }

    private void add(StageRun from, Target target) {
        if (target instanceof StageTarget stage) {
            if (!isInside(stage.node())) {
                add(stage.node().name(), from, target);
            }
            return;
        }
        Node left = ((ExitTarget) target).pipeline();
        if (left == null) {
            return;
        }
        if (left.path().equals(this.pipeline)) {
            add(StageGraph.EXIT, from, target);
        }
        else if (isInside(left)) {
            left.targets().forEach((further) -> add(from, further));
        }
        else {
            add(left.name() + "-" + StageGraph.EXIT, from, target);
        }
    }

    private void add(String name, StageRun from, Target target) {
        Exit known = this.exits.putIfAbsent(name, new Exit(from, target));
        if (known != null && !known.target().toString().equals(target.toString())) {
            throw new InvalidPipelineException(this.layout.graph().name(),
                    "Stages that run together outside the application feed two stages of one name, '" + known.target()
                            + "' and '" + target + "'.",
                    "Give one of the two another name.");
        }
    }

    private boolean isInside(Node node) {
        return this.layout.entrances(node)
            .stream()
            .allMatch((leaf) -> this.stages.stream().anyMatch((stage) -> stage.node() == leaf));
    }

    /** The names, in order. */
    List<String> names() {
        return List.copyOf(this.exits.keySet());
    }

    /** The ways on from each, in the same order. */
    List<Receiver> receivers(ReceiverBuilder builder) {
        return this.exits.values().stream().map((exit) -> builder.exit(exit.from(), exit.target())).toList();
    }

    /** A way out, and the first stage that has it. */
    private record Exit(StageRun from, Target target) {
    }

}
