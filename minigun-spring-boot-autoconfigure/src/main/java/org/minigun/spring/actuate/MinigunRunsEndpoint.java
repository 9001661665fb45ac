package org.minigun.spring.actuate;

import java.util.Collection;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.minigun.Run;
import org.minigun.spring.Minigun;
import org.minigun.spring.history.RunHistory;
import org.minigun.spring.history.RunQuery;
import org.minigun.spring.history.RunRecord;
import org.minigun.spring.history.RunStatus;

import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.boot.actuate.endpoint.Show;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;

/**
 * {@link Endpoint @Endpoint} that tells runs, those that go on and those of history, with
 * their statistics and failures, and pauses, resumes, stops and cancels them.
 */
@Endpoint(id = "minigunruns")
public class MinigunRunsEndpoint {

    static final String FAILURES = "failures";

    static final int PAGE = 20;

    static final int LARGEST_PAGE = 1000;

    private final RunHistory history;

    private final Values values;

    private final Runs runs;

    /**
     * Makes the endpoint.
     * @param minigun the tasks
     * @param history their runs
     * @param sanitizing functions that hide values
     * @param show when values are shown
     * @param roles the roles to whose holders they are shown, or none for everybody who
     * is known
     */
    public MinigunRunsEndpoint(Minigun minigun, RunHistory history, Collection<SanitizingFunction> sanitizing,
            Show show, Set<String> roles) {
        this.history = history;
        this.values = new Values(sanitizing, show, roles);
        this.runs = new Runs(minigun, history, this.values);
    }

    /**
     * Tells runs, the newest first.
     * @param task the name of their task, or {@code null} for any
     * @param status their status, or {@code null} for any
     * @param page the number of the page, from 0; 0 by default
     * @param size how many runs a page has, from 1 to 1000; 20 by default
     * @return the page
     */
    @ReadOperation
    public RunsDescriptor runs(@Nullable String task, @Nullable RunStatus status, @Nullable Integer page,
            @Nullable Integer size) {
        int length = size(size);
        int number = page(page, length);
        RunQuery query = new RunQuery(task, status, number * length, length);
        return new RunsDescriptor(this.history.find(query).stream().map(this.runs.descriptors()::summary).toList(),
                number, length, this.history.count(query));
    }

    /**
     * Tells a run with the counts of its stages.
     * @param id its id
     * @return the run, or {@code null} if it is not known
     */
    @ReadOperation
    public @Nullable RunDescriptor run(@Selector String id) {
        return find(id, this.values.shown()).orElse(null);
    }

    /**
     * Tells what went wrong in a run, the oldest first.
     * @param id its id
     * @param part what is asked for: {@code failures}
     * @param page the number of the page, from 0; 0 by default
     * @param size how many failures a page has, from 1 to 1000; 20 by default
     * @return the page, or {@code null} if the run is not known
     */
    @ReadOperation
    public @Nullable FailuresDescriptor part(@Selector String id, @Selector String part, @Nullable Integer page,
            @Nullable Integer size) {
        Optional<RunRecord> run = this.history.find(id);
        if (run.isEmpty() || !FAILURES.equals(part)) {
            return null;
        }
        int length = size(size);
        int number = page(page, length);
        return new FailuresDescriptor(id,
                this.history.failures(id, number * length, length).stream().map(RunDescriptors::failure).toList(),
                number, length, this.history.keptFailures(id), run.get().failures());
    }

    /**
     * Does something to a run that goes on.
     * @param id its id
     * @param action what to do
     * @return the run, or {@code null} if it is not known
     */
    @WriteOperation
    public @Nullable RunDescriptor control(@Selector String id, RunAction action) {
        return control(id, action, this.values.shown()).orElse(null);
    }

    Values values() {
        return this.values;
    }

    Optional<RunDescriptor> find(String id, boolean shown) {
        return this.runs.find(id, shown);
    }

    /** Whether a run goes on in this application. */
    boolean isRunning(String id) {
        return this.runs.running(id).isPresent();
    }

    Optional<RunDescriptor> control(String id, RunAction action, boolean shown) {
        Optional<Run> run = this.runs.running(id);
        run.ifPresent(action::applyTo);
        return find(id, shown);
    }

    private static int size(@Nullable Integer size) {
        return Requested.number("size", (size != null) ? size.toString() : null, PAGE, 1, LARGEST_PAGE);
    }

    private static int page(@Nullable Integer page, int size) {
        return Requested.number("page", (page != null) ? page.toString() : null, 0, 0, Integer.MAX_VALUE / size);
    }

}
