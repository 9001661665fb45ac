package org.minigun.spring.actuate;

import org.jspecify.annotations.Nullable;
import org.minigun.spring.history.RunStatus;

import org.springframework.boot.actuate.endpoint.SecurityContext;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.actuate.endpoint.web.annotation.EndpointWebExtension;

/**
 * {@link EndpointWebExtension @EndpointWebExtension} of {@link MinigunRunsEndpoint}: says
 * by the status why something is refused.
 */
@EndpointWebExtension(endpoint = MinigunRunsEndpoint.class)
public class MinigunRunsEndpointWebExtension {

    private final MinigunRunsEndpoint endpoint;

    /**
     * Makes the extension.
     * @param endpoint what is extended
     */
    public MinigunRunsEndpointWebExtension(MinigunRunsEndpoint endpoint) {
        this.endpoint = endpoint;
    }

    /**
     * Tells runs, the newest first.
     * @param task the name of their task, or {@code null} for any
     * @param status their status, or {@code null} for any
     * @param page the number of the page, from 0; 0 by default
     * @param size how many runs a page has, from 1 to 1000; 20 by default
     * @return the page; 400 for a status that there is not and for wrong numbers
     */
    @ReadOperation
    public WebEndpointResponse<Object> runs(@Nullable String task, @Nullable String status, @Nullable String page,
            @Nullable String size) {
        return RefusalDescriptor.answer(() -> new WebEndpointResponse<>(this.endpoint.runs(task,
                (status != null && !status.isEmpty()) ? Requested.word("status", status, RunStatus.class) : null,
                page(page), size(size))));
    }

    /**
     * Tells a run with the counts of its stages.
     * @param context who asks
     * @param id its id
     * @return the run; 404 if it is not known
     */
    @ReadOperation
    public WebEndpointResponse<Object> run(SecurityContext context, @Selector String id) {
        return this.endpoint.find(id, this.endpoint.values().shownTo(context))
            .<WebEndpointResponse<Object>>map(WebEndpointResponse::new)
            .orElseGet(() -> unknown(id));
    }

    /**
     * Tells what went wrong in a run, the oldest first.
     * @param id its id
     * @param part what is asked for: {@code failures}
     * @param page the number of the page, from 0; 0 by default
     * @param size how many failures a page has, from 1 to 1000; 20 by default
     * @return the page; 400 for wrong numbers, 404 if the run is not known
     */
    @ReadOperation
    public WebEndpointResponse<Object> part(@Selector String id, @Selector String part, @Nullable String page,
            @Nullable String size) {
        return RefusalDescriptor.answer(() -> {
            FailuresDescriptor failures = this.endpoint.part(id, part, page(page), size(size));
            if (failures == null) {
                return MinigunRunsEndpoint.FAILURES.equals(part) ? unknown(id)
                        : RefusalDescriptor.notFound("A run has no '" + part + "': ask for its 'failures'");
            }
            return new WebEndpointResponse<>(failures);
        });
    }

    /**
     * Does something to a run that goes on.
     * @param context who asks
     * @param id its id
     * @param action what to do: {@code pause}, {@code resume}, {@code stop} or
     * {@code cancel}
     * @return the run; 400 for another action, 404 if it is not known, 409 if it does not
     * go on
     */
    @WriteOperation
    public WebEndpointResponse<Object> control(SecurityContext context, @Selector String id, @Nullable String action) {
        return RefusalDescriptor.answer(() -> control(context, id, Requested.word("action", action, RunAction.class)));
    }

    private WebEndpointResponse<Object> control(SecurityContext context, String id, RunAction action) {
        boolean running = this.endpoint.isRunning(id);
        RunDescriptor run = this.endpoint.control(id, action, this.endpoint.values().shownTo(context)).orElse(null);
        if (run == null) {
            return unknown(id);
        }
        return running ? new WebEndpointResponse<>(run) : RefusalDescriptor
            .conflict("Run '%s' of task '%s' does not go on here: it is %s".formatted(id, run.task(), run.status()));
    }

    private static int page(@Nullable String page) {
        return Requested.number("page", page, 0, 0, Integer.MAX_VALUE);
    }

    private static int size(@Nullable String size) {
        return Requested.number("size", size, MinigunRunsEndpoint.PAGE, 1, MinigunRunsEndpoint.LARGEST_PAGE);
    }

    private static WebEndpointResponse<Object> unknown(String id) {
        return RefusalDescriptor.notFound("There is no run '" + id + "', or it is not kept any more");
    }

}
