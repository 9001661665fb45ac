package org.minigun.execution;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.minigun.Setting;
import org.minigun.graph.ExitTarget;
import org.minigun.graph.Node;
import org.minigun.graph.Routing;
import org.minigun.graph.StageTarget;
import org.minigun.graph.Target;
import org.minigun.metrics.StageCounters;

/**
 * Builds what stands between a stage in one context and its targets: direct calls, ends
 * of channels, routers, and the counting of edges and of nested pipelines on the way.
 */
final class ReceiverBuilder {

    private final RunFiles run;

    private final GroupRun group;

    private final @Nullable Permit permit;

    private final Function<StageRun, Link> links;

    private @Nullable EdgeTally lastTally;

    ReceiverBuilder(RunFiles run, GroupRun group, @Nullable Permit permit, Function<StageRun, Link> links) {
        this.run = run;
        this.group = group;
        this.permit = permit;
        this.links = links;
    }

    /** A receiver for each target of a stage, in order. */
    List<Receiver> targets(StageRun stage, StageCounters counters) {
        boolean only = this.group.layout().edgesFrom(stage.path()) == 1 && !this.group.isOrdered(stage);
        List<Receiver> result = new ArrayList<>();
        for (Target target : stage.node().targets()) {
            result.add(receiver(stage, counters, target, only));
        }
        return result;
    }

    /** A receiver for what leaves stages that a host runs together. */
    Receiver exit(StageRun source, Target target) {
        return receiver(source, source.newCounters(), target, false);
    }

    private Receiver receiver(StageRun source, StageCounters counters, Target target, boolean only) {
        if (target instanceof StageTarget stage) {
            return entrance(source, counters, stage.node(), only);
        }
        Node pipeline = Objects.requireNonNull(((ExitTarget) target).pipeline());
        StageRun nested = this.group.layout().stage(pipeline.path());
        List<Receiver> beyond = new ArrayList<>();
        for (Target further : pipeline.targets()) {
            beyond.add(receiver(source, counters, further, only));
        }
        Routing routing = nested.settings().get(Setting.ROUTING, Routing.BROADCAST);
        List<String> names = pipeline.targets().stream().map((further) -> further.names().get(0)).toList();
        return new NestedReceiver(route(nested, routing, beyond, names), List.of(), List.of(nested.newCounters()));
    }

    private Receiver entrance(StageRun source, StageCounters counters, Node target, boolean only) {
        if (target.isLeaf()) {
            return leaf(source, counters, target, only);
        }
        List<Receiver> entrances = new ArrayList<>();
        Set<Node> entered = new LinkedHashSet<>();
        List<Node> leaves = this.group.layout().entrances(target);
        GroupRun group = this.group.layout().groupOf(leaves.get(0).path());
        boolean once = group != this.group && group.isEnclosed();
        for (Node leaf : leaves) {
            if (entrances.isEmpty() || !once) {
                entrances.add(leaf(source, counters, leaf, only && !once));
            }
            else {
                // What the host takes once enters at each of these.
                EdgeTally first = Objects.requireNonNull(this.lastTally);
                this.run.edge(source.path(), leaf.path(), first::routedCount, first::receivedCount);
            }
            for (Node around = leaf; around != target; around = Objects.requireNonNull(around.parent())) {
                entered.add(Objects.requireNonNull(around.parent()));
            }
        }
        Receiver all = (entrances.size() == 1) ? entrances.get(0) : new Routers.Broadcast(entrances);
        return new NestedReceiver(all,
                entered.stream().map((node) -> this.group.layout().stage(node.path()).newCounters()).toList(),
                List.of());
    }

    private Receiver leaf(StageRun source, StageCounters counters, Node target, boolean only) {
        StageRun stage = this.group.layout().stage(target.path());
        EdgeTally tally = new EdgeTally();
        this.lastTally = tally;
        if (!this.group.layout().isDirect(source.path(), target.path())) {
            Receiver sender = this.group.layout().groupOf(target.path()).sender(this.permit, tally);
            this.run.edge(source.path(), target.path(), only ? counters::emittedCount : tally::routedCount,
                    tally::receivedCount);
            return only ? sender : new EdgeReceiver(sender, tally);
        }
        Link link = this.links.apply(stage);
        link.addSource();
        if (only && this.group.layout().edgesInto(target.path()) == 1) {
            this.run.edge(source.path(), target.path(), counters::emittedCount, link.counters::receivedCount);
            return link;
        }
        this.run.edge(source.path(), target.path(), tally::routedCount, tally::receivedCount);
        return new EdgeReceiver(link, tally);
    }

    static Receiver route(StageRun stage, Routing routing, List<Receiver> targets, List<String> names) {
        if (routing == Routing.DYNAMIC) {
            return new Routers.Dynamic(stage.path(), targets, names);
        }
        if (targets.size() == 1) {
            return targets.get(0);
        }
        return switch (routing) {
            case ROUND_ROBIN -> new Routers.RoundRobin(targets, stage.turn());
            case PARTITION -> new Routers.Partition(stage.path(), targets,
                    Objects.requireNonNull(stage.settings().get(Setting.ROUTING_KEY)));
            case BROADCAST, DYNAMIC -> new Routers.Broadcast(targets);
        };
    }

}
