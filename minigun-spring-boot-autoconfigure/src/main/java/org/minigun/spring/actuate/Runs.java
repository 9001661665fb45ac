package org.minigun.spring.actuate;

import java.util.Optional;

import org.minigun.Run;
import org.minigun.spring.Minigun;
import org.minigun.spring.history.RunHistory;
import org.minigun.spring.history.RunRecord;

/**
 * Finds and describes runs, those included that have just been started and that history
 * does not know yet.
 */
final class Runs {

    private final Minigun minigun;

    private final RunHistory history;

    private final RunDescriptors descriptors;

    Runs(Minigun minigun, RunHistory history, Values values) {
        this.minigun = minigun;
        this.history = history;
        this.descriptors = new RunDescriptors(values);
    }

    RunDescriptor describe(Run run, boolean shown) {
        RunRecord known = this.history.find(run.id()).orElseGet(() -> RunHistory.record(run));
        return this.descriptors.run(known, shown);
    }

    Optional<RunDescriptor> find(String id, boolean shown) {
        return this.history.find(id)
            .or(() -> running(id).map(RunHistory::record))
            .map((run) -> this.descriptors.run(run, shown));
    }

    /** A run that goes on in this application. */
    Optional<Run> running(String id) {
        return this.minigun.runs().stream().filter((run) -> run.id().equals(id)).findFirst();
    }

    RunHistory history() {
        return this.history;
    }

    RunDescriptors descriptors() {
        return this.descriptors;
    }

}
