package org.minigun.execution;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

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

    /**
     * The targets of the stages, and of the nested pipelines that have left with them, in
     * the words that mean them there.
     */
    Map<String, List<String>> words() {
        Map<String, List<String>> words = new LinkedHashMap<>();
        for (StageRun stage : this.layout.stages()) {
            Node node = stage.node();
            boolean ours = this.stages.stream().anyMatch((each) -> each.node() == node)
                    || this.pipeline != null && node.path().startsWith(this.pipeline + "/");
            if (ours) {
                words.put(node.path(), node.targets().stream().flatMap(this::words).distinct().toList());
            }
        }
        return words;
    }

    private Stream<String> words(Target target) {
        if (target instanceof StageTarget stage) {
            if (!isInside(stage.node())) {
                return Stream.of(stage.node().name());
            }
            if (this.pipeline == null) {
                return this.layout.entrances(stage.node()).stream().map((leaf) -> flat(leaf.path()));
            }
            return Stream.of(stage.names().isEmpty() ? stage.node().name() : stage.names().get(0));
        }
        Node left = ((ExitTarget) target).pipeline();
        if (left == null) {
            return Stream.empty();
        }
        if (this.pipeline != null && (left.path().equals(this.pipeline) || isInside(left))) {
            return Stream.of(StageGraph.EXIT);
        }
        return isInside(left) ? left.targets().stream().flatMap(this::words)
                : Stream.of(left.name() + "-" + StageGraph.EXIT);
    }

    /** The name of a colocated stage where it stands beside the others. */
    private String flat(String path) {
        return flat(path, this.stages.stream().map(StageRun::path).toList());
    }

    /**
     * The name of a stage beside others: its own, unless another one is called so too.
     * @param path its path
     * @param paths the paths of all
     * @return the name
     */
    static String flat(String path, List<String> paths) {
        String name = path.substring(path.lastIndexOf('/') + 1);
        boolean unique = paths.stream()
            .filter((other) -> other.substring(other.lastIndexOf('/') + 1).equals(name))
            .count() == 1;
        return unique ? name : path.replace('/', ':');
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
