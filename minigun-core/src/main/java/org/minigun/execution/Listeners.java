package org.minigun.execution;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.minigun.RunListener;

/**
 * The listeners of an engine, looked up when the first run starts. Thread-safe, without a
 * lock: who looks them up may have to wait for a container that starts a run elsewhere.
 */
final class Listeners {

    private final List<Supplier<? extends Collection<? extends RunListener>>> sources;

    private volatile @Nullable List<RunListener> found;

    Listeners(List<Supplier<? extends Collection<? extends RunListener>>> sources) {
        this.sources = List.copyOf(sources);
    }

    List<RunListener> all() {
        List<RunListener> all = this.found;
        if (all == null) {
            List<RunListener> asked = new ArrayList<>();
            this.sources.forEach((source) -> asked.addAll(source.get()));
            all = List.copyOf(asked);
            this.found = all;
        }
        return all;
    }

}
