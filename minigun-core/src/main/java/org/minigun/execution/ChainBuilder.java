package org.minigun.execution;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.minigun.BatchFunction;
import org.minigun.ConsumerFunction;
import org.minigun.EmitterFunction;
import org.minigun.IterableProducer;
import org.minigun.ProcessorFunction;
import org.minigun.ProducerFunction;
import org.minigun.Setting;
import org.minigun.StageBody;
import org.minigun.graph.Routing;
import org.minigun.graph.StageKind;
import org.minigun.metrics.Sampler;
import org.minigun.metrics.StageCounters;

/**
 * Builds the links of one group in one context.
 */
final class ChainBuilder {

    private static final MethodType PROCESSOR = MethodType.methodType(void.class, StageRun.class, StageCounters.class,
            ProcessorFunction.class, Receiver.class);

    private static final MethodType CONSUMER = MethodType.methodType(void.class, StageRun.class, StageCounters.class,
            ConsumerFunction.class);

    private static final MethodType EMITTER = MethodType.methodType(void.class, StageRun.class, StageCounters.class,
            EmitterFunction.class, StageOutput.class, Receiver.class);

    private static final MethodType OUTPUT = MethodType.methodType(void.class, StageRun.class, StageCounters.class,
            Receiver.class, TargetReceivers.class, Thread.class, boolean.class, Sampler.class);

    private static final MethodType SERVE = MethodType.methodType(void.class, ContextChain.class, Link.class,
            Channel.class, RunControl.class);

    private static final MethodType LOOP = MethodType.methodType(void.class, Iterable.class);

    private final RunFiles run;

    private final GroupRun group;

    private final ContextChain chain = new ContextChain();

    private final Map<String, Link> links = new HashMap<>();

    private final ReceiverBuilder receivers;

    ChainBuilder(RunFiles run, GroupRun group, @Nullable Permit permit) {
        this.run = run;
        this.group = group;
        this.receivers = new ReceiverBuilder(run, group, permit, this::link);
    }

    ContextChain build() {
        for (StageRun stage : this.group.stages()) {
            if (stage.node().kind() == StageKind.PRODUCER && !this.group.isEnclosed()) {
                this.chain.add(producer(stage));
            }
        }
        StageRun first = this.group.stages().get(0);
        if (this.group.isEnclosed() || first.node().kind() != StageKind.PRODUCER && !this.group.isCallingThread()) {
            this.chain.head(link(first));
        }
        return this.chain;
    }

    private ProducerRunner producer(StageRun stage) {
        StageCounters counters = stage.newCounters(this.chain.sampler());
        Outlet outlet = outlet(stage, counters);
        ProducerFunction<Object> function = ((StageBody.Producer) this.group.body(stage)).function();
        HostedGroup hosted = this.group.hosted();
        if (hosted != null) {
            function = new HostedProducer(hosted, this.run.control(), counters, outlet.next(), named(stage, outlet));
        }
        else if (function instanceof IterableProducer<?> items) {
            function = make(stage, ItemsLoop.class, LOOP, items.items());
        }
        return new ProducerRunner(this.run, stage, function, output(stage, counters, outlet, true), outlet.next());
    }

    /** The link of a stage, made when it is first needed. */
    private Link link(StageRun stage) {
        Link known = this.links.get(stage.path());
        if (known != null) {
            return known;
        }
        Link made = make(stage);
        this.links.put(stage.path(), made);
        this.chain.add(made);
        return made;
    }

    private Link make(StageRun stage) {
        StageCounters counters = stage.newCounters(this.chain.sampler());
        StageBody body = this.group.body(stage);
        if (this.group.isEnclosed()) {
            return new EnclosedLink(this.run, this.group.layout(), this.group.stages(), counters,
                    this.group.entrancesBeside(), this.group.exits().receivers(this.receivers));
        }
        if (this.group.hosted() != null) {
            Outlet outlet = outlet(stage, counters);
            return new HostedLink(this.run, stage, counters, outlet.next(), named(stage, outlet), outlet.gate());
        }
        if (body instanceof StageBody.Consumer consumer) {
            return make(stage, ConsumerLink.class, CONSUMER, stage, counters, consumer.function());
        }
        Outlet outlet = outlet(stage, counters);
        if (body instanceof StageBody.Processor processor) {
            ProcessorFunction<Object, Object> function = processor.function();
            return stage.settings().get(Setting.FLATTEN, false)
                    ? new FlattenLink(stage, counters, function, outlet.next())
                    : make(stage, ProcessorLink.class, PROCESSOR, stage, counters, function, outlet.next());
        }
        if (body instanceof StageBody.Emitter emitter) {
            StageOutput output = output(stage, counters, outlet, false);
            return make(stage, EmitterLink.class, EMITTER, stage, counters, emitter.function(), output, outlet.next());
        }
        if (body instanceof StageBody.Accumulator accumulator) {
            BatchFunction<Object, Object> function = accumulator.function();
            boolean timer = stage.maxWaitNanos() > 0 && !this.group.isCallingThread();
            AccumulatorLink link = new AccumulatorLink(stage, counters, function, outlet.next(), timer);
            if (timer) {
                this.group.startTimer(link);
            }
            return link;
        }
        throw new IllegalStateException("Stage '" + stage.path() + "' has no link of its own");
    }

    private StageOutput output(StageRun stage, StageCounters counters, Outlet outlet, boolean producer) {
        Thread only = this.group.hasTimerBefore(stage) ? null : Thread.currentThread();
        return make(stage, DirectOutput.class, OUTPUT, stage, counters, outlet.next(), outlet.targets(), only, producer,
                this.chain.sampler());
    }

    /**
     * What leaves a stage: where plain items go, and where items go that name their
     * target.
     */
    private Outlet outlet(StageRun stage, StageCounters counters) {
        List<Receiver> targets = this.receivers.targets(stage, counters);
        Set<String> sayable = new LinkedHashSet<>();
        stage.node().targets().forEach((target) -> sayable.add(target.names().get(0)));
        GateContext gate = this.group.isOrdered(stage) ? new GateContext(this.group.gate(stage), counters) : null;
        if (gate != null) {
            this.chain.add(gate);
        }
        TargetReceivers named = new TargetReceivers(stage.path(), sayable);
        for (int i = 0; i < targets.size(); i++) {
            Receiver target = gated(gate, targets.get(i));
            stage.node().targets().get(i).names().forEach((name) -> named.add(name, target));
        }
        Routing routing = stage.settings().get(Setting.ROUTING, Routing.BROADCAST);
        Receiver plain = ReceiverBuilder.route(stage, routing, targets, List.copyOf(sayable));
        return new Outlet(gated(gate, plain), named, gate);
    }

    /**
     * Where items go that name their target, in the order in which hosts number the
     * names.
     */
    private static List<Receiver> named(StageRun stage, Outlet outlet) {
        return HostedStages.targets(stage).stream().map(outlet.targets()::named).toList();
    }

    private static Receiver gated(@Nullable GateContext gate, Receiver receiver) {
        return (gate != null) ? gate.inFrontOf(receiver) : receiver;
    }

    static ServeLoop serveLoop(StageRun stage, ContextChain chain, Link first, Channel channel, RunControl control) {
        return make(stage, TightServeLoop.class, SERVE, chain, first, channel, control);
    }

    @SuppressWarnings("unchecked")
    private static <T> T make(StageRun stage, Class<? super T> template, MethodType constructor,
            @Nullable Object... arguments) {
        MethodHandle made = LinkCopies.constructor(stage.stage(), template, constructor);
        try {
            return (T) made.invokeWithArguments(arguments);
        }
        catch (Throwable ex) {
            throw new IllegalStateException("Cannot link stage '" + stage.path() + "'", ex);
        }
    }

    /** What leaves a stage. */
    private record Outlet(Receiver next, TargetReceivers targets, @Nullable GateContext gate) {
    }

}
