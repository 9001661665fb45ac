package org.minigun.plan;

import org.jspecify.annotations.Nullable;
import org.minigun.Affinity;
import org.minigun.Concurrency;

/**
 * What was asked for a stage: nothing, a placement of its own, or its source's context.
 *
 * @param concurrency the kind of context asked for, or {@code null}
 * @param poolSize the number of contexts asked for, or {@code null}
 * @param pool the named pool asked for, or {@code null}
 * @param affinity the affinity asked for, or {@code null}
 * @param reason what asks for it, such as {@code concurrency THREAD (code)}; empty if
 * nothing does
 * @param origin where it was said
 */
record Placement(@Nullable Concurrency concurrency, @Nullable Integer poolSize, @Nullable NamedPool pool,
        @Nullable Affinity affinity, String reason, String origin) {

    /** Whether the stage has a placement of its own. {@code COLOCATED} counts as one. */
    boolean isOwn() {
        return !this.reason.isEmpty();
    }

    boolean asksForSource() {
        return this.affinity == Affinity.COLOCATED;
    }

}
