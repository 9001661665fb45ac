package org.minigun.execution;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.minigun.CarriedContext;
import org.minigun.Hook;
import org.minigun.Settings;
import org.minigun.graph.StageKind;
import org.minigun.plan.GroupPlan;
import org.minigun.plan.NamedPool;

/**
 * Says to a host what it has to know of a group.
 */
final class HostedStages {

    private final RunExecution run;

    private final List<StageRun> stages;

    private final int size;

    HostedStages(RunExecution run, List<StageRun> stages, int size) {
        this.run = run;
        this.stages = stages;
        this.size = size;
    }

    HostedStage of(GroupPlan plan, Settings pool, List<NamedPool> pools) {
        StageRun head = this.stages.get(0);
        Settings settings = head.settings().overlaidBy(pool);
        boolean batchesIn = head.node().kind() != StageKind.PRODUCER
                && this.run.layout().boundariesInto(head.path()).stream().allMatch((edge) -> isBatched(edge.from()));
        List<Hook> hooks = Stream.of(Hook.Kind.BEFORE_FORK, Hook.Kind.AFTER_FORK)
            .flatMap((kind) -> this.run.hooks().of(kind).stream())
            .toList();
        return new HostedStage(this.run, head.path(), head.stage(), group(plan, pools), settings, plan.concurrency(),
                this.size, plan.pool(), targets(head), batchesIn, hooks, new Control(this.run, head.path()));
    }

    private @Nullable HostedGroupStages group(GroupPlan plan, List<NamedPool> pools) {
        String pipeline = plan.pipeline();
        if (pipeline == null && this.stages.size() == 1) {
            return null;
        }
        HostedExits exits = new HostedExits(this.run.layout(), this.stages, pipeline);
        return new HostedGroupStages(pipeline, plan.stages(),
                (pipeline != null) ? List.of(this.run.layout().stage(pipeline).stage())
                        : this.stages.stream().map(StageRun::stage).toList(),
                exits.names(), this.stages.stream().map(StageRun::settings).toList(), exits.words(), pools,
                !this.run.layout().boundariesInto(this.stages.get(0).path()).isEmpty(),
                this.stages.stream().anyMatch((stage) -> stage.node().kind() == StageKind.PRODUCER));
    }

    private boolean isBatched(String source) {
        return this.run.layout().stage(source).node().kind() == StageKind.ACCUMULATOR;
    }

    /** All names that a stage may say for its targets, in order. */
    static List<String> targets(StageRun stage) {
        return stage.node().targets().stream().flatMap((target) -> target.names().stream()).distinct().toList();
    }

    /** What a host asks the run. */
    private record Control(RunExecution run, String stage) implements HostedStage.Control {

        @Override
        public void beforeFork() {
            List<Hook> hooks = this.run.hooks().of(Hook.Kind.BEFORE_FORK);
            boolean ours = this.run.isCurrent();
            this.run.enter();
            CarriedContext.Scope scope = this.run.contexts().open(null);
            try {
                // One at a time: a hook need not know how many workers are started at
                // once.
                synchronized (this.run.hooks()) {
                    if (!this.run.runHooks(hooks, "BEFORE_FORK hook")) {
                        throw new IllegalStateException("A BEFORE_FORK hook of '" + this.run.task() + "' has failed");
                    }
                }
            }
            finally {
                scope.close();
                if (!ours) {
                    this.run.leave();
                }
            }
        }

        @Override
        public boolean isAborted() {
            return this.run.control().isAborted();
        }

        @Override
        public boolean isStopRequested() {
            return this.run.control().isStopping();
        }

        @Override
        public Map<String, String> handedOn() {
            return this.run.contexts().properties(this.stage);
        }

    }

}
