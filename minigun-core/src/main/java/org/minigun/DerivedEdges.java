package org.minigun;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.minigun.graph.Edge;
import org.minigun.graph.Node;
import org.minigun.graph.StageGraph;
import org.minigun.graph.StageTarget;
import org.minigun.graph.Target;

/**
 * The edges between the stages of one pipeline, while a derivation changes them. Targets
 * are paths.
 */
final class DerivedEdges {

    private final Map<String, List<String>> targets = new LinkedHashMap<>();

    /** What stages within a nested pipeline name outside of it, by that pipeline. */
    private final Map<String, List<String>> targetsFromWithin = new LinkedHashMap<>();

    private final Set<String> fedInBase = new HashSet<>();

    private final Set<String> feedingInBase = new HashSet<>();

    private final Set<String> entrances = new LinkedHashSet<>();

    DerivedEdges(StageGraph graph) {
        for (Node node : graph.nodes()) {
            if (node.parent() == null) {
                List<String> paths = new ArrayList<>();
                for (Target target : node.targets()) {
                    paths.add((target instanceof StageTarget stage) ? stage.node().path() : StageGraph.EXIT);
                }
                this.targets.put(node.path(), paths);
                if (!paths.isEmpty()) {
                    this.feedingInBase.add(node.path());
                }
                if (graph.isEntrance(node)) {
                    this.entrances.add(node.path());
                }
            }
        }
        for (Edge edge : graph.edges()) {
            String source = top(edge.from().path());
            String target = top(edge.to().path());
            this.fedInBase.add(target);
            if (edge.from().parent() != null && !source.equals(target)) {
                this.targetsFromWithin.computeIfAbsent(source, (pipeline) -> new ArrayList<>()).add(target);
            }
        }
    }

    List<String> targets(String stage) {
        return this.targets.getOrDefault(stage, List.of());
    }

    boolean isEntrance(String stage) {
        return this.entrances.contains(stage);
    }

    boolean hadSource(String stage) {
        return this.fedInBase.contains(stage);
    }

    boolean hadTarget(String stage) {
        return this.feedingInBase.contains(stage);
    }

    boolean hasSource(String stage, List<String> lost) {
        return isEntrance(stage) || feeds(this.targets, stage, lost) || feeds(this.targetsFromWithin, stage, lost);
    }

    private static boolean feeds(Map<String, List<String>> targets, String stage, List<String> lost) {
        return targets.entrySet()
            .stream()
            .filter((entry) -> !lost.contains(entry.getKey()) && !entry.getKey().equals(stage))
            .anyMatch((entry) -> entry.getValue().stream().anyMatch((target) -> isOrWithin(target, stage)));
    }

    void replace(String from, List<String> to) {
        this.targets.put(from, new ArrayList<>(new LinkedHashSet<>(to)));
    }

    void insert(String after, String name) {
        this.targets.put(name, new ArrayList<>(targets(after)));
        replace(after, List.of(name));
    }

    /** What feeds a stage feeds its targets instead, at the same place. */
    void bridge(String stage) {
        List<String> beyond = targets(stage);
        this.targets.replaceAll((from, to) -> {
            List<String> bridged = new ArrayList<>();
            to.forEach((target) -> bridged.addAll(isOrWithin(target, stage) ? beyond : List.of(target)));
            return new ArrayList<>(new LinkedHashSet<>(bridged));
        });
        if (this.entrances.remove(stage)) {
            beyond.forEach((target) -> this.entrances.add(top(target)));
        }
    }

    void remove(String stage) {
        this.targets.remove(stage);
        this.targetsFromWithin.remove(stage);
        this.entrances.remove(stage);
        this.targets.values().forEach((to) -> to.removeIf((target) -> isOrWithin(target, stage)));
    }

    void rename(String stage, String name) {
        rename(this.targets, stage, name);
        rename(this.targetsFromWithin, stage, name);
        for (Set<String> names : List.of(this.fedInBase, this.feedingInBase, this.entrances)) {
            if (names.remove(stage)) {
                names.add(name);
            }
        }
    }

    private static void rename(Map<String, List<String>> targets, String stage, String name) {
        Map<String, List<String>> renamed = new LinkedHashMap<>();
        targets.forEach((from, to) -> {
            to.replaceAll((target) -> renamed(target, stage, name));
            renamed.put(from.equals(stage) ? name : from, to);
        });
        targets.clear();
        targets.putAll(renamed);
    }

    static boolean isOrWithin(@Nullable String path, String stage) {
        return path != null && (path.equals(stage) || path.startsWith(stage + "/"));
    }

    static String renamed(@Nullable String path, String stage, String name) {
        if (path == null || !isOrWithin(path, stage)) {
            return String.valueOf(path);
        }
        return name + path.substring(stage.length());
    }

    private static String top(String path) {
        int slash = path.indexOf('/');
        return (slash < 0) ? path : path.substring(0, slash);
    }

}
