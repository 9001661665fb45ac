package org.minigun;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import org.minigun.graph.InvalidPipelineException;
import org.minigun.graph.Routing;
import org.minigun.graph.StageKind;

/**
 * Which settings may be said of which kind of stage, and of which stages hooks may speak.
 */
final class StageRules {

    private static final Map<StageKind, Set<Setting<?>>> ALLOWED = new EnumMap<>(StageKind.class);
    static {
        Set<Setting<?>> place = Set.of(Setting.CONCURRENCY, Setting.POOL_SIZE, Setting.POOL, Setting.AFFINITY);
        Set<Setting<?>> edges = Set.of(Setting.TO, Setting.FROM, Setting.ROUTING, Setting.ROUTING_KEY);
        Set<Setting<?>> errors = Set.of(Setting.ON_ERROR, Setting.RETRIES, Setting.BACKOFF, Setting.BACKOFF_MULTIPLIER,
                Setting.BACKOFF_MAX);
        Set<Setting<?>> order = Set.of(Setting.ORDERED, Setting.PARTITION_BY, Setting.CAPACITY, Setting.BATCH_SIZE);
        Set<Setting<?>> batch = Set.of(Setting.CAPACITY, Setting.MAX_SIZE, Setting.MAX_WAIT, Setting.MAX_TOTAL,
                Setting.MAX_WEIGHT, Setting.WEIGHER, Setting.KEY_BY);
        Set<Setting<?>> pools = Set.of(Setting.THREADS, Setting.VIRTUAL_THREADS, Setting.ISOLATES, Setting.PROCESSES,
                Setting.INLINE);
        Set<Setting<?>> worker = Setting.ofWorkers();
        ALLOWED.put(StageKind.PRODUCER, union(List.of(place, edges, errors, worker)));
        ALLOWED.put(StageKind.PROCESSOR, union(List.of(place, edges, errors, order, worker, Set.of(Setting.FLATTEN))));
        ALLOWED.put(StageKind.ACCUMULATOR, union(List.of(edges, errors, batch)));
        ALLOWED.put(StageKind.CONSUMER, union(List.of(place, edges, errors, order, worker)));
        ALLOWED.put(StageKind.PIPELINE, union(List.of(place, edges, errors, order, pools, worker)));
    }

    private StageRules() {
    }

    static void check(Pipeline pipeline) {
        if (pipeline.name().isBlank()) {
            throw refusal(pipeline, "A " + (pipeline.isRoot() ? "pipeline" : "nested pipeline") + " has a blank name.",
                    "Give it a name: it is known by that in logs, settings and metrics.");
        }
        for (Stage stage : pipeline.stages()) {
            for (Setting<?> said : stage.settings().said()) {
                checkApplies(pipeline, stage, said);
            }
            checkPicks(pipeline, stage);
            checkOrder(pipeline, stage);
            if (stage.settings().get(Setting.MAX_WEIGHT) != null && stage.settings().get(Setting.WEIGHER) == null) {
                throw refusal(pipeline, "Stage '" + stage.name() + "' has a max-weight but no weigher.",
                        "Say how heavy an item is with a weigher, or use max-size.");
            }
        }
        Set<String> known = pipeline.stagesByPath().keySet();
        for (Hook hook : pipeline.hooks()) {
            String stage = hook.stage();
            if (stage != null && !known.contains(stage)) {
                throw refusal(
                        pipeline, "A " + hook.kind() + " hook names the stage '" + stage + "', which pipeline '"
                                + pipeline.name() + "' does not have.",
                        "Name one of '" + String.join("', '", known) + "'.");
            }
        }
    }

    /** A stage that only returns its results cannot say where each is to go. */
    private static void checkPicks(Pipeline pipeline, Stage stage) {
        if (stage.settings().get(Setting.ROUTING) == Routing.DYNAMIC && isReturning(stage)) {
            String remedy = (stage.kind() == StageKind.ACCUMULATOR)
                    ? "Let a processor after it pick, or write BROADCAST, ROUND_ROBIN or PARTITION."
                    : "Let it take an Output and call output.to(\"name\").emit(item), "
                            + "or write BROADCAST, ROUND_ROBIN or PARTITION.";
            throw refusal(pipeline, "Stage '" + stage.name() + "' says routing DYNAMIC, but only returns its results, "
                    + "so that it cannot pick a target.", remedy);
        }
    }

    /** Contexts that have keys of their own do not wait for one another. */
    private static void checkOrder(Pipeline pipeline, Stage stage) {
        if (stage.settings().get(Setting.ORDERED, false) && stage.settings().get(Setting.PARTITION_BY) != null) {
            throw refusal(pipeline,
                    "Stage '" + stage.name()
                            + "' says both ordered and partition-by, but the contexts of a pool that is"
                            + " partitioned keep the order of the items of one key only.",
                    "Leave ordered out if that is enough; else leave partition-by out, and the order of all is kept.");
        }
    }

    private static boolean isReturning(Stage stage) {
        if (stage.body() instanceof StageBody.Producer producer) {
            StageMethod method = stage.method();
            return (method != null) ? method.method().getParameterCount() == 0
                    : producer.function() instanceof IterableProducer;
        }
        return stage.body() instanceof StageBody.Processor || stage.body() instanceof StageBody.Accumulator;
    }

    private static void checkApplies(Pipeline pipeline, Stage stage, Setting<?> said) {
        Set<Setting<?>> allowed = ALLOWED.getOrDefault(stage.kind(), Set.of());
        if (allowed.contains(said)) {
            return;
        }
        String origin = stage.settings().origin(said).orElse(Settings.CODE);
        String where = origin.equals(Settings.CODE) ? "" : " (set by " + origin + ")";
        if (stage.kind() == StageKind.ACCUMULATOR && (said == Setting.CONCURRENCY || said == Setting.POOL_SIZE
                || said == Setting.AFFINITY || said == Setting.POOL)) {
            throw refusal(pipeline, "Accumulator '" + stage.name() + "' has a placement: " + said + where + ".",
                    "Remove it: an accumulator runs where its pipeline is planned. Place the stage after it instead.");
        }
        throw refusal(pipeline,
                "Setting " + said + where + " does not apply to stage '" + stage.name() + "', which is a "
                        + stage.kind() + ".",
                "Remove it. A " + stage.kind() + " takes "
                        + allowed.stream()
                            .filter((each) -> !Setting.ofWorkers().contains(each))
                            .map(Setting::name)
                            .collect(Collectors.toCollection(TreeSet::new))
                        + ".");
    }

    private static InvalidPipelineException refusal(Pipeline pipeline, String reason, String remedy) {
        return new InvalidPipelineException(pipeline.name(), reason, remedy);
    }

    private static Set<Setting<?>> union(List<Set<Setting<?>>> sets) {
        return sets.stream().flatMap(Set::stream).collect(Collectors.toUnmodifiableSet());
    }

}
