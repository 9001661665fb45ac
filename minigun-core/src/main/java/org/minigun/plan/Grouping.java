package org.minigun.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.minigun.graph.Node;

/**
 * Which stages share a context: each is in the group of the stage it is colocated with,
 * or heads a group of its own.
 */
final class Grouping {

    private final List<Group> groups;

    private final Map<String, Group> byPath = new HashMap<>();

    private Grouping(List<Group> groups) {
        this.groups = groups;
        groups.forEach((group) -> group.stages().forEach((stage) -> this.byPath.put(stage.path(), group)));
    }

    static Grouping all(List<Node> stages) {
        return new Grouping(List.of(new Group(0, stages)));
    }

    static Grouping of(List<Node> stages, Function<Node, @Nullable Node> colocatedWith) {
        Map<String, List<Node>> members = new HashMap<>();
        List<Node> heads = new ArrayList<>();
        for (Node stage : stages) {
            Node head = stage;
            for (Node next = colocatedWith.apply(head); next != null; next = colocatedWith.apply(head)) {
                head = next;
            }
            if (head == stage) {
                heads.add(head);
            }
            members.computeIfAbsent(head.path(), (path) -> new ArrayList<>()).add(stage);
        }
        List<Group> groups = new ArrayList<>();
        for (Node head : heads) {
            List<Node> group = new ArrayList<>(Objects.requireNonNull(members.get(head.path())));
            group.remove(head);
            group.add(0, head);
            groups.add(new Group(groups.size(), List.copyOf(group)));
        }
        return new Grouping(List.copyOf(groups));
    }

    List<Group> groups() {
        return this.groups;
    }

    Group groupOf(Node stage) {
        return Objects.requireNonNull(this.byPath.get(stage.path()));
    }

    /** The stages of one context; the first is the one that is fed from outside. */
    record Group(int number, List<Node> stages) {

        Node head() {
            return this.stages.get(0);
        }

    }

}
