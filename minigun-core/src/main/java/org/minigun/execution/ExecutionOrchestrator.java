package org.minigun.execution;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.minigun.CarriedContext;
import org.minigun.Concurrency;
import org.minigun.Hook;
import org.minigun.RunFailure;
import org.minigun.StuckThread;
import org.minigun.graph.StageKind;
import org.minigun.plan.GroupPlan;

/**
 * Carries out a plan: from the hooks before a run over its groups to its result.
 * <p>
 * <b>Why it ends.</b> A group ends when its channel has, and a channel when its sources
 * have; the graph has no cycle; so once the producers have ended, every group ends in
 * turn. Nobody waits on a full channel for ever: what takes from it either goes on or
 * fails the run, and a run that is cut off wakes every waiting thread. Code of the user
 * that does not end is interrupted, waited for until the shutdown timeout, and then named
 * and left.
 */
final class ExecutionOrchestrator {

    private final RunExecution run;

    private final ContextFactories factories;

    private final ContextBudget budget;

    ExecutionOrchestrator(RunExecution run, ContextFactories factories, ContextBudget budget) {
        this.run = run;
        this.factories = factories;
        this.budget = budget;
    }

    /** Carries out the run on the calling thread, which waits for the contexts. */
    void execute() {
        List<StuckThread> stuck;
        CarriedContext.Scope scope = this.run.contexts().open(null);
        try {
            stuck = executeInContext();
        }
        finally {
            scope.close();
        }
        this.run.end(stuck);
    }

    private List<StuckThread> executeInContext() {
        Map<Integer, Integer> sizes = this.budget.allot(this.run.layout().plan());
        this.run.enter();
        this.run.events().runStarted();
        try {
            return runGuarded(sizes);
        }
        finally {
            this.budget.giveBack(this.run.layout().plan(), sizes);
            this.run.leave();
        }
    }

    private List<StuckThread> runGuarded(Map<Integer, Integer> sizes) {
        this.run.coordinator(Thread.currentThread());
        List<StuckThread> stuck = new ArrayList<>();
        if (runHooksBefore()) {
            startGuarded(sizes);
            stuck.addAll(awaitEnd());
        }
        this.run.coordinator(null);
        Thread.interrupted();
        if (this.run.control().isAborted()) {
            this.run.groups().forEach(GroupRun::settle);
            this.run.closeAccounts();
        }
        runHooksAfter(stuck);
        return stuck;
    }

    private boolean runHooksBefore() {
        this.run.hookWatch().hooksBegin(List.of());
        try {
            return this.run.runHooks(this.run.hooks().of(Hook.Kind.BEFORE_RUN), "BEFORE_RUN hook")
                    && runHooksBeforeStages();
        }
        finally {
            this.run.hookWatch().hooksEnd();
        }
    }

    private void runHooksAfter(List<StuckThread> stuck) {
        this.run.hookWatch().hooksBegin(stuck);
        try {
            this.run.layout()
                .stages()
                .stream()
                .filter((stage) -> !stage.node().isLeaf())
                .forEach(StageRun::runHooksAfter);
            this.run.runHooks(this.run.hooks().of(Hook.Kind.AFTER_RUN), "AFTER_RUN hook");
        }
        finally {
            this.run.hookWatch().hooksEnd();
        }
    }

    private boolean runHooksBeforeStages() {
        for (StageRun stage : this.run.layout().stages()) {
            if (this.run.control().isAborted() || !stage.runHooksBefore()) {
                return false;
            }
        }
        return true;
    }

    /** A run whose contexts cannot be made fails; those that were made end. */
    private void startGuarded(Map<Integer, Integer> sizes) {
        try {
            start(sizes);
        }
        catch (Throwable thrown) {
            this.run.fail(new RunFailure("start", null, 0, thrown));
        }
    }

    private void start(Map<Integer, Integer> sizes) {
        for (GroupPlan plan : this.run.layout().plan().groups()) {
            GroupRun group = new GroupRun(this.run, plan, sizes.getOrDefault(plan.number(), 1), this.factories);
            this.run.add(group);
            this.run.layout().add(group, plan);
        }
        this.run.groups().forEach(GroupRun::open);
        this.run.groups().stream().filter((group) -> !isProducer(group)).forEach(GroupRun::start);
        this.run.groups().stream().filter(ExecutionOrchestrator::isProducer).forEach(GroupRun::start);
    }

    private static boolean isProducer(GroupRun group) {
        return group.isCallingThread() || group.stages().get(0).node().kind() == StageKind.PRODUCER;
    }

    /** Waits for all groups; after a cut-off only as long as the shutdown timeout. */
    private List<StuckThread> awaitEnd() {
        try {
            this.run.awaitGroups();
        }
        catch (InterruptedException ex) {
            // The run was cut off, which is looked at next.
        }
        List<StuckThread> stuck = new ArrayList<>();
        for (GroupRun group : this.run.groups()) {
            for (ContextPool pool : group.pools()) {
                join(pool).forEach((context) -> stuck.add(new StuckThread(context.name(), context.stack())));
            }
        }
        return stuck;
    }

    private List<ExecutionContext> join(ContextPool pool) {
        while (true) {
            try {
                List<ExecutionContext> alive = pool.joinAll(timeLeft());
                if (alive.isEmpty() || this.run.control().isAborted() && timeLeft().isZero()) {
                    return alive;
                }
            }
            catch (InterruptedException ex) {
                // A cut-off interrupts this thread, so that it looks at the time that is
                // left.
            }
        }
    }

    private Duration timeLeft() {
        if (!this.run.control().isAborted()) {
            return Duration.ofSeconds(1);
        }
        long passed = System.nanoTime() - this.run.abortedNanos();
        Duration left = this.run.shutdownTimeout().minusNanos(passed);
        return left.isNegative() ? Duration.ZERO : left;
    }

    /** Whether this run has to be carried out on the thread that starts it. */
    static boolean onCallingThread(RunExecution run) {
        return run.layout().plan().groups().get(0).concurrency() == Concurrency.INLINE;
    }

}
