package org.minigun.graph;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Puts the targets of a stage in order and gives them the names by which it may say them.
 */
final class TargetLists {

    private final NameResolver names;

    private final Wiring wiring;

    TargetLists(NameResolver names, Wiring wiring) {
        this.names = names;
        this.wiring = wiring;
    }

    List<Target> of(Node node) {
        Map<Object, Set<String>> written = new LinkedHashMap<>();
        for (String name : node.spec().to()) {
            Object end = name.equals(StageGraph.EXIT) ? StageGraph.EXIT : this.names.named(node, "to", name);
            written.computeIfAbsent(end, (any) -> new LinkedHashSet<>()).add(name);
        }
        this.wiring.edgesFrom(node).forEach((edge) -> written.putIfAbsent(edge.to(), Set.of()));
        if (this.wiring.isExit(node)) {
            written.putIfAbsent(StageGraph.EXIT, Set.of());
        }
        List<Target> targets = new ArrayList<>();
        written.forEach((end, names) -> targets
            .add((end instanceof Node target) ? stage(node, target, names) : new ExitTarget(node.parent())));
        return targets;
    }

    private StageTarget stage(Node node, Node target, Set<String> written) {
        Set<String> all = new LinkedHashSet<>(written);
        all.addAll(this.names.namesOf(node.level(), target));
        return new StageTarget(target, List.copyOf(all));
    }

}
