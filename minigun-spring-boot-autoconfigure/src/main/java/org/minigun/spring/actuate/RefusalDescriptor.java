package org.minigun.spring.actuate;

import java.util.function.Supplier;

import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;

/**
 * Why something was refused.
 *
 * @param status the status of the answer
 * @param reason why, and what to do
 */
public record RefusalDescriptor(int status, String reason) implements OperationResponseBody {

    static final int CONFLICT = 409;

    /** Answers, or tells what is wrong with the request. */
    static WebEndpointResponse<Object> answer(Supplier<WebEndpointResponse<Object>> answer) {
        try {
            return answer.get();
        }
        catch (InvalidEndpointRequestException ex) {
            return badRequest(String.valueOf(ex.getReason()));
        }
    }

    static WebEndpointResponse<Object> response(int status, String reason) {
        return new WebEndpointResponse<>(new RefusalDescriptor(status, reason), status);
    }

    static WebEndpointResponse<Object> notFound(String reason) {
        return response(WebEndpointResponse.STATUS_NOT_FOUND, reason);
    }

    static WebEndpointResponse<Object> badRequest(String reason) {
        return response(WebEndpointResponse.STATUS_BAD_REQUEST, reason);
    }

    static WebEndpointResponse<Object> conflict(String reason) {
        return response(CONFLICT, reason);
    }

}
