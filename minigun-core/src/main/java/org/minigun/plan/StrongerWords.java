package org.minigun.plan;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

import org.minigun.Affinity;
import org.minigun.Concurrency;
import org.minigun.Setting;
import org.minigun.Settings;

/**
 * Settles placements that contradict each other where one of them outranks the other: a
 * configuration that says INLINE leaves no meaning to the pool size in the code, so that
 * this one is ignored. What was said in the same place stays, to be refused.
 */
final class StrongerWords {

    private static final Set<Setting<?>> PLACE = Set.of(Setting.CONCURRENCY, Setting.POOL_SIZE, Setting.POOL,
            Setting.AFFINITY);

    private final Map<String, Concurrency> pools = new HashMap<>();

    StrongerWords(Collection<NamedPool> pools) {
        pools.forEach((pool) -> this.pools.put(pool.name(), pool.concurrency()));
    }

    /**
     * Leaves out what was said in the code of a stage's place and contradicts what was
     * said of it from outside.
     */
    Settings of(Settings own) {
        Set<Setting<?>> weaker = new HashSet<>();
        for (Setting<?> strong : PLACE) {
            for (Setting<?> weak : PLACE) {
                if (isOutside(own, strong) && isCode(own, weak) && contradict(own, strong, weak)) {
                    weaker.add(weak);
                }
            }
        }
        return weaker.isEmpty() ? own : own.without(weaker);
    }

    private static boolean isOutside(Settings own, Setting<?> setting) {
        return own.get(setting) != null && !isCode(own, setting);
    }

    private static boolean isCode(Settings own, Setting<?> setting) {
        return own.origin(setting).filter(Settings.CODE::equals).isPresent();
    }

    private boolean contradict(Settings own, Setting<?> one, Setting<?> other) {
        Set<Setting<?>> both = Set.of(one, other);
        if (both.contains(Setting.AFFINITY)) {
            return own.get(Setting.AFFINITY) == Affinity.COLOCATED
                    && !(both.contains(Setting.CONCURRENCY) && isInline(own));
        }
        if (both.contains(Setting.CONCURRENCY)) {
            return isInline(own) || both.contains(Setting.POOL)
                    && own.get(Setting.CONCURRENCY) != this.pools.get(own.get(Setting.POOL));
        }
        return true;
    }

    private static boolean isInline(Settings own) {
        return own.get(Setting.CONCURRENCY) == Concurrency.INLINE;
    }

}
