package org.minigun.execution;

import java.util.ArrayList;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;
import org.minigun.CarriedContext;
import org.minigun.Concurrency;
import org.minigun.KeyFunction;
import org.minigun.RunFailure;
import org.minigun.RunStoppedException;
import org.minigun.Setting;
import org.minigun.StageBody;
import org.minigun.graph.Node;
import org.minigun.graph.StageKind;
import org.minigun.metrics.StageCounters;
import org.minigun.plan.EdgePlan;
import org.minigun.plan.GroupPlan;

/**
 * One group of one run: its channel, its contexts and their work.
 * <p>
 * A group begins with one context. A context that has taken items begins another one if
 * none is idle and the pool has room, so that a pool is as large as its work needs.
 */
final class GroupRun {

    private final RunExecution run;

    private final GroupPlan plan;

    private final RunLayout layout;

    private final List<StageRun> stages;

    private final StageRun head;

    /** As planned: it decides how the group is built. */
    private final int size;

    /** How many contexts there are to be. */
    private volatile int wanted;

    private final ContextPool pool;

    private final ContextFactory factory;

    private final @Nullable Semaphore permits;

    private final ContextFactories factories;

    private final @Nullable HostedGroup hosted;

    private final boolean enclosed;

    private final Map<String, OrderedGate> gates = new HashMap<>();

    private final List<Channel> channels = new CopyOnWriteArrayList<>();

    private final List<ContextPool> timers = new CopyOnWriteArrayList<>();

    private final List<Served> served = new CopyOnWriteArrayList<>();

    private final AtomicInteger begun = new AtomicInteger();

    private final AtomicInteger alive = new AtomicInteger();

    private final AtomicBoolean ended = new AtomicBoolean();

    /** Whether the hooks after the stages have run as well. */
    private final AtomicBoolean told = new AtomicBoolean();

    GroupRun(RunExecution run, GroupPlan plan, int size, ContextFactories factories) {
        this.run = run;
        this.plan = plan;
        this.layout = run.layout();
        this.stages = plan.stages().stream().map(this.layout::stage).toList();
        this.head = this.stages.get(0);
        this.size = size;
        this.wanted = size;
        this.factories = factories;
        this.factory = factories.of(plan.concurrency());
        this.pool = new ContextPool("minigun-" + run.task() + "-" + this.head.path(), this.factory, size);
        StageHost host = factories.host(plan.concurrency());
        this.enclosed = host != null && (plan.pipeline() != null || this.stages.size() > 1);
        this.permits = (host != null) ? null : factories.permits(plan.pool());
        this.hosted = (host != null) ? host.open(new HostedStages(run, this.stages, size).of(plan,
                factories.poolSettings(plan.pool()), factories.pools())) : null;
        this.stages.stream()
            .filter((stage) -> !this.enclosed && isOrdered(stage))
            .forEach((stage) -> this.gates.put(stage.path(), new OrderedGate(stage)));
    }

    /** Makes the channel in front, once all groups are known. */
    void open() {
        if (isProducer() || isCallingThread()) {
            return;
        }
        // Each of these edges ends once, also where several lead to stages of one host.
        List<EdgePlan> into = this.layout.boundaries()
            .filter((edge) -> this.plan.stages().contains(edge.to()))
            .toList();
        boolean manySenders = into.size() > 1 || this.layout.groupOf(into.get(0).from()).size > 1;
        int capacity = this.head.capacity();
        int partitions = isPartitioned() ? this.size : 1;
        for (int i = 0; i < partitions; i++) {
            this.channels.add(new Channel(Math.max(1, capacity / partitions), into.size(), manySenders, receivers(),
                    this.run.control()));
        }
    }

    /** Sessions of a host take items in lots, as the contexts of a pool do. */
    private int receivers() {
        if (this.hosted != null) {
            return Math.max(2, this.size);
        }
        return isPartitioned() ? 1 : this.size;
    }

    void start() {
        do {
            begin();
        }
        while (isPartitioned() && this.begun.get() < this.size);
    }

    /** Begins one more context, if the pool has room. */
    private void begin() {
        int index = this.begun.getAndIncrement();
        if (index >= this.wanted) {
            this.begun.decrementAndGet();
            return;
        }
        this.alive.incrementAndGet();
        try {
            ExecutionContext context = this.pool.acquire().orElseThrow();
            context.execute(() -> work(context, index));
        }
        catch (Throwable thrown) {
            // No thread can be had. The contexts that are there go on; without any, the
            // run fails.
            if (index == 0 || isPartitioned()) {
                this.run.fail(new RunFailure(this.head.path(), null, 0, thrown));
            }
            contextEnded();
        }
    }

    private void work(ExecutionContext context, int index) {
        this.run.enter();
        Permit permit = (this.permits != null) ? new Permit(this.permits) : null;
        ContextChain chain = null;
        CarriedContext.Scope scope = this.run.contexts().open(this.head.path());
        try {
            this.run.control().checkAborted();
            chain = new ChainBuilder(this.run, this, permit).build();
            Served serving = new Served(context, chain, index);
            this.served.add(serving);
            serve(chain, serving, permit);
            this.run.control().checkAborted();
            chain.end();
        }
        catch (RunStoppedException stopped) {
            // The run was cut off; what is left is accounted for below.
        }
        catch (Throwable thrown) {
            this.run.fail(new RunFailure(this.head.path(), null, 0, thrown));
        }
        finally {
            if (permit != null) {
                permit.release();
            }
            if (chain != null && this.run.control().isAborted()) {
                chain.abandon();
            }
            scope.close();
            this.run.leave();
            contextEnded();
        }
    }

    private void serve(ContextChain chain, Served serving, @Nullable Permit permit) {
        chain.produce();
        Link first = chain.head();
        if (first instanceof HostedLink link) {
            serveHosted(chain, link, serving);
            return;
        }
        if (first == null || this.channels.isEmpty()) {
            return;
        }
        if (this.size == 1 || isPartitioned()) {
            serveAlone(chain, first, this.channels.get(isPartitioned() ? serving.index() : 0), permit);
        }
        else {
            serveInLots(chain, first, serving, permit);
        }
    }

    private void serveAlone(ContextChain chain, Link first, Channel channel, @Nullable Permit permit) {
        RunControl control = this.run.control();
        ServeLoop loop = ChainBuilder.serveLoop(this.head, chain, first, channel, control);
        if (permit == null) {
            loop.serve();
            return;
        }
        for (long number = 0; control.signal() != RunControl.ABORT; number++) {
            Object item = channel.receive(isSlow(chain.sampler().smoothedNanos()));
            if (item == null) {
                return;
            }
            awaitTurn(chain, item, number, permit);
            control.forgetStrayInterrupt();
            chain.accept(first, item, number);
            permit.release();
        }
    }

    /**
     * Whether items take so long that looking for a waiting sender after each costs
     * nothing.
     */
    static boolean isSlow(long nanos) {
        return nanos < 0 || nanos > 500;
    }

    private void serveInLots(ContextChain chain, Link first, Served serving, @Nullable Permit permit) {
        RunControl control = this.run.control();
        Channel channel = this.channels.get(0);
        Lot lot = serving.lot(channel);
        boolean ordered = chain.isOrdered();
        long number = 0;
        while (control.signal() != RunControl.ABORT && !leaves()) {
            if (!channel.receive(lot, lotSize(chain.sampler().smoothedNanos()))) {
                return;
            }
            if (this.begun.get() < this.wanted && !channel.hasIdleReceivers()) {
                begin();
            }
            for (Object item = lot.next(); item != null; item = lot.next()) {
                if (permit != null || ordered) {
                    awaitTurn(chain, item, lot.currentNumber(), permit);
                }
                control.forgetStrayInterrupt();
                if (ordered) {
                    chain.acceptInOrder(first, item, lot.currentNumber());
                }
                else {
                    chain.accept(first, item, number++);
                }
                if (permit != null) {
                    permit.release();
                }
                lot.finished();
                if (control.signal() == RunControl.ABORT) {
                    return;
                }
            }
        }
    }

    private void serveHosted(ContextChain chain, HostedLink link, Served serving) {
        HostedGroup group = Objects.requireNonNull(this.hosted);
        HostedServing hosting = new HostedServing(link, group.session(serving.index(), link),
                isPartitioned() ? 1 : this.size, this.run.control(), this::leaves);
        boolean finished = false;
        try {
            if (!this.channels.isEmpty()) {
                Channel channel = this.channels.get(isPartitioned() ? serving.index() : 0);
                hosting.serve(chain, channel, serving.lot(channel), () -> {
                    if (this.begun.get() < this.wanted && !isPartitioned() && !channel.hasIdleReceivers()) {
                        begin();
                    }
                });
            }
            hosting.finish();
            finished = true;
        }
        finally {
            // What has kept it from finishing ends the run, though not always before
            // this.
            if (!finished || this.run.control().isAborted()) {
                hosting.abandon();
            }
        }
    }

    /**
     * Waits until an item may be begun: first for its turn, which others bring about, and
     * then for a place in the pool, which it would keep from them. An item that the end
     * of the run overtakes was received and never begun.
     */
    private void awaitTurn(ContextChain chain, Object item, long number, @Nullable Permit permit) {
        try {
            chain.awaitTurn(number);
            if (permit != null) {
                permit.acquire(this.run.control());
            }
        }
        catch (RunStoppedException stopped) {
            this.head.leftOver(this.head.newCounters(), item);
            throw stopped;
        }
    }

    /**
     * As many items as take about 50 us, so that the lock is shared by many and none
     * waits long behind others.
     */
    private static int lotSize(long nanos) {
        return (nanos < 0) ? 1 : (int) Math.max(1, Math.min(1024, 50_000 / Math.max(1, nanos)));
    }

    /** Whether a context that has finished its items is one too many. */
    private boolean leaves() {
        int now = this.begun.get();
        return now > this.wanted && this.begun.compareAndSet(now, now - 1);
    }

    /** The name of the pool of its contexts. */
    String poolName() {
        String named = this.plan.pool();
        return (named != null) ? named : this.run.task() + "/" + this.head.path();
    }

    /** Why it cannot have so many contexts, or {@code null} if it can. */
    @Nullable String refusal(int contexts) {
        if (contexts == this.wanted) {
            return null;
        }
        if (isProducer() || isCallingThread()) {
            return "'" + this.head.path() + "' has one context of its own";
        }
        if (isPartitioned()) {
            return "the items of '" + this.head.path() + "' are partitioned over its contexts";
        }
        return (this.size == 1) ? "'" + this.head.path() + "' was planned for one context" : null;
    }

    /**
     * Changes the number of contexts; those that are too many leave after their items.
     */
    void resize(int contexts) {
        this.pool.allow(contexts);
        this.wanted = contexts;
    }

    /** Begins the thread that flushes an accumulator by time. */
    void startTimer(AccumulatorLink link) {
        ContextPool timer = new ContextPool("minigun-" + this.run.task() + "-" + link.stage.path() + "-timer",
                this.factory, 1);
        this.timers.add(timer);
        this.alive.incrementAndGet();
        timer.acquire().orElseThrow().execute(() -> {
            this.run.enter();
            CarriedContext.Scope scope = this.run.contexts().open(link.stage.path());
            try {
                link.flushInTime();
            }
            catch (InterruptedException | RunStoppedException ex) {
                if (!this.run.control().isAborted()) {
                    this.run.fail(new RunFailure(link.stage.path(), null, 0, ex));
                }
            }
            catch (Throwable thrown) {
                this.run.fail(new RunFailure(link.stage.path(), null, 0, thrown));
            }
            finally {
                scope.close();
                this.run.leave();
                contextEnded();
            }
        });
    }

    private void contextEnded() {
        if (this.alive.decrementAndGet() == 0 && this.ended.compareAndSet(false, true)) {
            for (EdgePlan edge : this.layout.boundariesFrom(this.plan.stages())) {
                this.layout.groupOf(edge.to()).channels.forEach(Channel::sourceEnded);
            }
            this.run.forgetInterrupt();
            if (this.hosted != null) {
                this.hosted.close();
            }
            this.stages.forEach(StageRun::runHooksAfter);
            this.told.set(true);
            this.run.groupEnded();
        }
    }

    /** One context's end of the channel in front of this group. */
    Receiver sender(@Nullable Permit permit, EdgeTally tally) {
        List<ChannelSender> senders = this.channels.stream()
            .map((channel) -> new ChannelSender(channel, permit, tally))
            .toList();
        return isPartitioned() ? new PartitionSender(this.head, partitionKey(), senders, tally) : senders.get(0);
    }

    private KeyFunction<Object> partitionKey() {
        return Objects.requireNonNull(this.head.settings().get(Setting.PARTITION_BY));
    }

    boolean isCallingThread() {
        return this.layout.plan().callingThread();
    }

    private boolean isProducer() {
        return this.head.node().kind() == StageKind.PRODUCER;
    }

    private boolean isPartitioned() {
        return this.size > 1 && this.head.settings().get(Setting.PARTITION_BY) != null;
    }

    /** Whether a stage's results have to be put in order: only a pool mixes them up. */
    boolean isOrdered(StageRun stage) {
        return this.size > 1 && !isPartitioned() && stage.settings().get(Setting.ORDERED, false);
    }

    OrderedGate gate(StageRun stage) {
        return Objects.requireNonNull(this.gates.get(stage.path()));
    }

    /** Whether items may reach a stage by the thread of an accumulator's timer. */
    boolean hasTimerBefore(StageRun stage) {
        return !isCallingThread() && this.head.node() != stage.node() && this.stages.stream()
            .anyMatch((other) -> other.node().kind() == StageKind.ACCUMULATOR && other.maxWaitNanos() > 0);
    }

    List<StageRun> stages() {
        return this.stages;
    }

    RunLayout layout() {
        return this.layout;
    }

    /** Whether the group was never begun, or all its contexts have ended. */
    boolean isEnded() {
        return this.ended.get() ? this.told.get() : this.begun.get() == 0;
    }

    int contexts() {
        return this.begun.get();
    }

    long queueDepth() {
        return this.channels.stream().mapToLong(Channel::depth).sum();
    }

    long capacity() {
        return this.channels.stream().mapToLong(Channel::capacity).sum();
    }

    /** How long sources have waited for room in front of this group. */
    Duration blocked() {
        return Duration.ofNanos(this.channels.stream().mapToLong((channel) -> channel.senders().nanos()).sum());
    }

    /** How long contexts have waited for items. */
    Duration starved() {
        return Duration.ofNanos(this.channels.stream().mapToLong((channel) -> channel.receivers().nanos()).sum());
    }

    /**
     * Tells how the group's contexts are used, unless they are places in a named pool or
     * stand for worker processes, whose pool tells itself.
     */
    Optional<PoolStatistics> pool() {
        if (this.permits != null || this.plan.concurrency().leavesJvm()) {
            return Optional.empty();
        }
        int there = isEnded() ? 0 : Math.max(0, this.alive.get() - this.timers.size());
        int idle = Math.min(there, this.channels.stream().mapToInt((channel) -> channel.receivers().waiting()).sum());
        return Optional.of(new PoolStatistics(this.run.task() + "/" + this.head.path(), this.plan.concurrency(),
                this.wanted, there - idle, idle, 0, null));
    }

    /** Cuts all work off; returns at once. */
    void terminate() {
        if (this.hosted != null) {
            this.hosted.terminate();
        }
        pools().forEach(ContextPool::terminateAll);
    }

    /** Whether a host runs several stages together, or a nested pipeline. */
    boolean isEnclosed() {
        return this.enclosed;
    }

    HostedExits exits() {
        return new HostedExits(this.layout, this.stages, this.plan.pipeline());
    }

    /**
     * The code of a stage; its items are copied if it runs here in place of a host.
     */
    StageBody body(StageRun stage) {
        Concurrency outside = this.layout.plan().stage(stage.path()).inPlaceOf();
        StageHost host = (outside != null) ? this.factories.host(outside) : null;
        StageBody body = stage.stage().body();
        return (host != null) ? CopiedBodies.of(body, host.copier(stage.stage(), stage.settings())) : body;
    }

    /** Where the group's stages run, if not in its contexts. */
    @Nullable HostedGroup hosted() {
        return this.hosted;
    }

    List<ContextPool> pools() {
        List<ContextPool> pools = new ArrayList<>(this.timers);
        pools.add(this.pool);
        return pools;
    }

    boolean hasChannel(Node node) {
        return !this.channels.isEmpty() && node == this.head.node();
    }

    /**
     * Accounts, at the end of a run that was cut off, for what no context will finish:
     * what is in channels and lots, results that were held back, and items in contexts
     * that do not stop.
     */
    void settle() {
        StageCounters counts = this.head.newCounters();
        for (Channel channel : this.channels) {
            for (Object item = channel.drain(); item != null; item = channel.drain()) {
                leftOver(counts, item);
            }
        }
        for (Served serving : this.served) {
            Lot lot = serving.lot;
            if (lot != null) {
                Object working = lot.current();
                for (Object item = lot.next(); item != null; item = lot.next()) {
                    leftOver(counts, item);
                }
                serving.working = working;
            }
        }
        this.gates.values().forEach(OrderedGate::abandon);
        this.served.stream().filter((serving) -> serving.context.isAlive()).forEach(this::settleStuck);
    }

    private void leftOver(StageCounters counts, Object item) {
        this.head.leftOver(counts, item);
        if (this.enclosed) {
            entrancesBeside().forEach((stage) -> stage.leftOver(stage.newCounters(), item));
        }
    }

    /** Stages of a host's that every item enters besides the first one. */
    List<StageRun> entrancesBeside() {
        return this.layout.boundaries()
            .filter((edge) -> !edge.to().equals(this.head.path()) && this.plan.stages().contains(edge.to()))
            .map((edge) -> this.layout.stage(edge.to()))
            .distinct()
            .toList();
    }

    private void settleStuck(Served serving) {
        for (Link link : serving.chain.links()) {
            StageCounters seen = link.counters;
            if (link instanceof AccumulatorLink accumulator) {
                accumulator.abandonIfFree();
            }
            long missing = seen.receivedCount() - seen.doneCount() - seen.failedCount() - seen.skippedCount()
                    - seen.deadLetteredCount() - seen.unfinishedCount();
            if (missing > 0) {
                link.stage.stuck(itemsIn(link, serving), missing);
            }
            else if (missing == 0 && link instanceof HostedLink && serving.working != null) {
                // Its host works on it within the handing over.
                leftOver(this.head.newCounters(), serving.working);
            }
        }
    }

    /** The items that a link works on, as far as they can be known. */
    private List<?> itemsIn(Link link, Served serving) {
        if (link instanceof AccumulatorLink accumulator) {
            return accumulator.delivering();
        }
        Object item = link.counters.current();
        if (item == null && link == serving.chain.head()) {
            item = (serving.working != null) ? serving.working
                    : this.channels.get(isPartitioned() ? serving.index : 0).current();
        }
        return (item != null) ? List.of(item) : List.of();
    }

    /** What one context works on. */
    private static final class Served {

        private final ExecutionContext context;

        private final ContextChain chain;

        private final int index;

        private volatile @Nullable Lot lot;

        private @Nullable Object working;

        Served(ExecutionContext context, ContextChain chain, int index) {
            this.context = context;
            this.chain = chain;
            this.index = index;
        }

        int index() {
            return this.index;
        }

        Lot lot(Channel channel) {
            Lot made = new Lot(channel.largestLot());
            channel.register(made);
            this.lot = made;
            return made;
        }

    }

}
