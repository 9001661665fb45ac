package org.minigun.plan;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;
import org.minigun.Affinity;
import org.minigun.Concurrency;
import org.minigun.Setting;
import org.minigun.Settings;
import org.minigun.graph.InvalidPipelineException;
import org.minigun.graph.Node;
import org.minigun.graph.StageKind;

/**
 * Reads from the settings what was asked for each stage, and refuses what contradicts
 * itself.
 */
final class Placements {

    private final String pipeline;

    private final EffectiveSettings settings;

    private final Map<String, NamedPool> pools = new TreeMap<>();

    private final Map<String, Placement> known = new HashMap<>();

    Placements(String pipeline, EffectiveSettings settings, Collection<NamedPool> pools) {
        this.pipeline = pipeline;
        this.settings = settings;
        pools.forEach((pool) -> this.pools.put(pool.name(), pool));
    }

    Placement of(Node stage) {
        return this.known.computeIfAbsent(stage.path(), (path) -> read(stage));
    }

    private Placement read(Node stage) {
        Settings own = this.settings.own(stage.path());
        Settings effective = this.settings.of(stage.path());
        boolean inherits = inherits(stage);
        Concurrency said = inherits ? effective.get(Setting.CONCURRENCY) : own.get(Setting.CONCURRENCY);
        Concurrency concurrency = (said == Concurrency.INLINE) ? null : said;
        Integer size = own.get(Setting.POOL_SIZE);
        NamedPool pool = pool(stage, own, own.get(Setting.POOL));
        Affinity affinity = own.get(Setting.AFFINITY);
        if (own.get(Setting.CONCURRENCY) == Concurrency.INLINE && (size != null || pool != null)) {
            throw refusal("Stage '" + stage.path() + "' is said to be INLINE and has a "
                    + ((size != null) ? "pool-size" : "pool") + ".", "Remove one of the two.");
        }
        if (affinity == Affinity.COLOCATED) {
            checkColocated(stage, own, size);
            return placement(null, null, null, affinity, Setting.AFFINITY, affinity, own);
        }
        if (stage.kind() == StageKind.PRODUCER) {
            checkProducer(stage, size, pool);
        }
        if (concurrency != null) {
            return placement(concurrency, size, pool, affinity, Setting.CONCURRENCY, concurrency, effective);
        }
        if (pool != null) {
            return placement(null, size, pool, affinity, Setting.POOL, "'" + pool.name() + "'", own);
        }
        if (size != null) {
            return placement(null, size, null, affinity, Setting.POOL_SIZE, size, own);
        }
        if (affinity != null) {
            return placement(null, null, null, affinity, Setting.AFFINITY, affinity, own);
        }
        return new Placement(null, null, null, null, "", "");
    }

    /**
     * A placement of a pipeline as a whole is the default of its processors and
     * consumers.
     */
    private static boolean inherits(Node stage) {
        return stage.kind() == StageKind.PROCESSOR || stage.kind() == StageKind.CONSUMER;
    }

    private void checkColocated(Node stage, Settings own, @Nullable Integer size) {
        Concurrency concurrency = own.get(Setting.CONCURRENCY);
        String placed = (concurrency != null && concurrency != Concurrency.INLINE) ? "concurrency " + concurrency
                : (size != null) ? "pool-size " + size
                        : (own.get(Setting.POOL) != null) ? "pool '" + own.get(Setting.POOL) + "'" : null;
        if (placed != null) {
            throw refusal(
                    "Stage '" + stage.path() + "' asks to be COLOCATED and has a placement of its own: " + placed + ".",
                    "Remove the affinity, or " + placed + ".");
        }
    }

    private void checkProducer(Node stage, @Nullable Integer size, @Nullable NamedPool pool) {
        if (size != null && size > 1) {
            throw refusal("Producer '" + stage.path() + "' has pool-size " + size + ", but a producer runs once.",
                    "Remove its pool-size. To produce in parallel, declare several producers.");
        }
        if (pool != null) {
            throw refusal("Producer '" + stage.path() + "' names the pool '" + pool.name()
                    + "', but a producer has its own context.", "Remove its pool.");
        }
    }

    private @Nullable NamedPool pool(Node stage, Settings own, @Nullable String name) {
        if (name == null) {
            return null;
        }
        NamedPool pool = this.pools.get(name);
        if (pool == null) {
            throw refusal("Stage '" + stage
                .path() + "' names the pool '" + name + "', which does not exist.", this.pools.isEmpty()
                        ? "Declare it below minigun.pools, or with Engine.builder().pool(...): there are no named pools yet."
                        : "Name one of '" + String.join("', '", this.pools.keySet()) + "', or declare it.");
        }
        Concurrency concurrency = own.get(Setting.CONCURRENCY);
        if (concurrency != null && concurrency != Concurrency.INLINE && concurrency != pool.concurrency()) {
            throw refusal("Stage '" + stage.path() + "' says concurrency " + concurrency + " and names the pool '"
                    + name + "', which is " + pool.concurrency() + ".", "Remove one of the two.");
        }
        if (own.get(Setting.POOL_SIZE) != null) {
            throw refusal(
                    "Stage '" + stage.path() + "' says pool-size " + own.get(Setting.POOL_SIZE)
                            + " and names the pool '" + name + "', which has " + pool.size() + ".",
                    "Remove one of the two.");
        }
        return pool;
    }

    private static Placement placement(@Nullable Concurrency concurrency, @Nullable Integer size,
            @Nullable NamedPool pool, @Nullable Affinity affinity, Setting<?> by, Object value, Settings said) {
        String origin = said.origin(by).orElse(Settings.CODE);
        return new Placement(concurrency, size, pool, affinity, by + " " + value + " (" + origin + ")", origin);
    }

    /**
     * The contexts of a group, by what was asked for the stage that heads it (rule 6).
     */
    Planner.Context context(Node head) {
        Placement placement = of(head);
        Settings effective = this.settings.of(head.path());
        NamedPool pool = placement.pool();
        if (pool != null) {
            return new Planner.Context(pool.concurrency(), pool.size(), pool.name(), "pool '" + pool.name() + "'");
        }
        Concurrency concurrency = placement.concurrency();
        Concurrency used = (concurrency != null) ? concurrency
                : this.settings.task().get(Setting.DEFAULT_CONTEXT, Concurrency.THREAD);
        String name = used + " x ";
        if (head.kind() == StageKind.PRODUCER) {
            return new Planner.Context(used, 1, null, name + "1, a producer runs once");
        }
        Integer size = placement.poolSize();
        if (size != null) {
            return sized(used, size, name, Setting.POOL_SIZE, effective);
        }
        if (concurrency == null) {
            return new Planner.Context(used, 1, null, name + "1, for it has no pool of its own");
        }
        if (effective.get(Setting.POOL_SIZE) != null) {
            return sized(used, effective.get(Setting.POOL_SIZE, 1), name, Setting.POOL_SIZE, effective);
        }
        Setting<Integer> count = count(used);
        return sized(used, effective.get(count, 1), name, count, effective);
    }

    private static Planner.Context sized(Concurrency concurrency, int size, String name, Setting<Integer> by,
            Settings said) {
        return new Planner.Context(concurrency, size, null,
                name + size + " by " + by + " (" + said.origin(by).orElse(Settings.CODE) + ")");
    }

    private static Setting<Integer> count(Concurrency concurrency) {
        return switch (concurrency) {
            case VIRTUAL_THREAD -> Setting.VIRTUAL_THREADS;
            case ISOLATE -> Setting.ISOLATES;
            case PROCESS, PROCESS_PER_BATCH -> Setting.PROCESSES;
            case INLINE, THREAD -> Setting.THREADS;
        };
    }

    private InvalidPipelineException refusal(String reason, String remedy) {
        return new InvalidPipelineException(this.pipeline, reason, remedy);
    }

}
