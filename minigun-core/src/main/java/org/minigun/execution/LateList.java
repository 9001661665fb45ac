package org.minigun.execution;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * Listeners or carriers of an engine, looked up when the first run starts. Thread-safe,
 * without a lock: who looks them up may have to wait for a container that starts a run
 * elsewhere.
 *
 * @param <T> what is listed
 */
final class LateList<T> {

    private final List<Supplier<? extends Collection<? extends T>>> sources;

    private volatile @Nullable List<T> found;

    LateList(List<Supplier<? extends Collection<? extends T>>> sources) {
        this.sources = List.copyOf(sources);
    }

    List<T> all() {
        List<T> all = this.found;
        if (all == null) {
            List<T> asked = new ArrayList<>();
            this.sources.forEach((source) -> asked.addAll(source.get()));
            all = List.copyOf(asked);
            this.found = all;
        }
        return all;
    }

}
