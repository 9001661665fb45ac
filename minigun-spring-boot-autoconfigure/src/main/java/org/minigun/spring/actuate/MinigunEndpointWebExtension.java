package org.minigun.spring.actuate;

import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.minigun.spring.InvalidParametersException;
import org.minigun.spring.TaskAlreadyRunningException;

import org.springframework.boot.actuate.endpoint.SecurityContext;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.actuate.endpoint.web.annotation.EndpointWebExtension;

/**
 * {@link EndpointWebExtension @EndpointWebExtension} of {@link MinigunEndpoint}: says by
 * the status why something is refused.
 */
@EndpointWebExtension(endpoint = MinigunEndpoint.class)
public class MinigunEndpointWebExtension {

    private static final int UNAVAILABLE = WebEndpointResponse.STATUS_SERVICE_UNAVAILABLE;

    private final MinigunEndpoint endpoint;

    /**
     * Makes the extension.
     * @param endpoint what is extended
     */
    public MinigunEndpointWebExtension(MinigunEndpoint endpoint) {
        this.endpoint = endpoint;
    }

    /**
     * Tells a task.
     * @param context who asks
     * @param minigunTask its name
     * @return its parameters, graph and plan; 404 if there is none
     */
    @ReadOperation
    public WebEndpointResponse<Object> task(SecurityContext context, @Selector String minigunTask) {
        return this.endpoint.isKnown(minigunTask)
                ? new WebEndpointResponse<>(this.endpoint.task(minigunTask, this.endpoint.values().shownTo(context)))
                : unknown(minigunTask);
    }

    /**
     * Starts a run.
     * @param context who asks
     * @param minigunTask the name of the task
     * @param parameters its parameters by name
     * @return the run; 400 if parameters are refused, 404 if there is no such task, 409
     * if it runs and may not run twice, 503 if the application is stopping
     */
    @WriteOperation
    public WebEndpointResponse<Object> start(SecurityContext context, @Selector String minigunTask,
            @Nullable Map<String, Object> parameters) {
        if (!this.endpoint.isKnown(minigunTask)) {
            return unknown(minigunTask);
        }
        try {
            return new WebEndpointResponse<>(
                    this.endpoint.start(minigunTask, parameters, this.endpoint.values().shownTo(context)));
        }
        catch (InvalidParametersException ex) {
            return RefusalDescriptor.badRequest(String.valueOf(ex.getMessage()));
        }
        catch (TaskAlreadyRunningException ex) {
            return RefusalDescriptor.conflict(String.valueOf(ex.getMessage()));
        }
        catch (IllegalStateException ex) {
            return RefusalDescriptor.response(UNAVAILABLE, String.valueOf(ex.getMessage()));
        }
    }

    private static WebEndpointResponse<Object> unknown(String task) {
        return RefusalDescriptor.notFound("There is no task '" + task + "'");
    }

}
