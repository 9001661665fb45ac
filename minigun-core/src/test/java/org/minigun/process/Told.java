package org.minigun.process;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.jspecify.annotations.Nullable;
import org.minigun.execution.HostedCommit;
import org.minigun.execution.HostedOutcomes;

/**
 * Notes what a session tells.
 */
class Told implements HostedOutcomes {

    final List<Object> emitted = new CopyOnWriteArrayList<>();

    final List<Object> done = new CopyOnWriteArrayList<>();

    final List<Object> failed = new CopyOnWriteArrayList<>();

    final List<Object> lost = new CopyOnWriteArrayList<>();

    final List<Object> abandoned = new CopyOnWriteArrayList<>();

    final List<HostedCommit.StageCount> counts = new CopyOnWriteArrayList<>();

    final List<Throwable> causes = new CopyOnWriteArrayList<>();

    final List<Throwable> broken = new CopyOnWriteArrayList<>();

    @Override
    public void emitted(@Nullable Object item, long number, Object result, int target) {
        this.emitted.add(result);
    }

    @Override
    public void done(Object item, long number, long busyNanos) {
        this.done.add(item);
    }

    @Override
    public long failed(Object item, long number, int attempts, Throwable thrown, long busyNanos) {
        this.failed.add(item);
        this.causes.add(thrown);
        return -1;
    }

    @Override
    public void lost(Object item, long number, int attempts, Throwable cause) {
        this.lost.add(item);
        this.causes.add(cause);
    }

    @Override
    public void committed(HostedCommit commit) {
        commit.outputs().forEach((left) -> this.emitted.add(left.item()));
        commit.failures().forEach((failure) -> {
            this.failed.add(failure.item());
            this.causes.add(failure.cause());
        });
        this.counts.addAll(commit.stages());
    }

    @Override
    public void broken(Throwable cause) {
        this.broken.add(cause);
    }

}
