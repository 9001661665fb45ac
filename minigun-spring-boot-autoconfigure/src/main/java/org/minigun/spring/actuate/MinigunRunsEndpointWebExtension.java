package org.minigun.spring.actuate;

import org.jspecify.annotations.Nullable;

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
     * @return the page; 404 if the run is not known
     */
    @ReadOperation
    public WebEndpointResponse<Object> part(@Selector String id, @Selector String part, @Nullable Integer page,
            @Nullable Integer size) {
        FailuresDescriptor failures = this.endpoint.part(id, part, page, size);
        if (failures == null) {
            return MinigunRunsEndpoint.FAILURES.equals(part) ? unknown(id)
                    : RefusalDescriptor.notFound("A run has no '" + part + "': ask for its 'failures'");
        }
        return new WebEndpointResponse<>(failures);
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
    public WebEndpointResponse<Object> control(SecurityContext context, @Selector String id, RunAction action) {
        boolean running = this.endpoint.isRunning(id);
        RunDescriptor run = this.endpoint.control(id, action, this.endpoint.values().shownTo(context)).orElse(null);
        if (run == null) {
            return unknown(id);
        }
        return running ? new WebEndpointResponse<>(run) : RefusalDescriptor
            .conflict("Run '%s' of task '%s' does not go on here: it is %s".formatted(id, run.task(), run.status()));
    }

    private static WebEndpointResponse<Object> unknown(String id) {
        return RefusalDescriptor.notFound("There is no run '" + id + "', or it is not kept any more");
    }

}
