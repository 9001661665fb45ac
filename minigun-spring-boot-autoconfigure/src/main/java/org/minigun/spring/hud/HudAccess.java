package org.minigun.spring.hud;

import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.OperationResponseBody;

/**
 * What the page may ask for and do.
 *
 * @param page the path of the page under the base path of the endpoints
 * @param endpoints the endpoints that it uses
 */
record HudAccess(String page, List<EndpointAccess> endpoints) implements OperationResponseBody {

    /**
     * How the page gets at an endpoint.
     *
     * @param id the id of the endpoint
     * @param path its path under the base path of the endpoints, or {@code null} if it is
     * not exposed
     * @param writable whether it may be told to do something
     * @param reason why something is not allowed and what would allow it, or {@code null}
     */
    record EndpointAccess(String id, @Nullable String path, boolean writable, @Nullable String reason) {

        static EndpointAccess hidden(String id) {
            return new EndpointAccess(id, null, false,
                    ("The endpoint '%s' is not exposed over the web: name it in "
                            + "'management.endpoints.web.exposure.include', and let 'management.endpoint.%s.access' "
                            + "be 'read-only' or 'unrestricted'")
                        .formatted(id, id));
        }

        static EndpointAccess readOnly(String id, String path) {
            return new EndpointAccess(id, path, false,
                    ("The endpoint '%s' is read-only: set "
                            + "'management.endpoint.%s.access' to 'unrestricted', and let "
                            + "'management.endpoints.access.max-permitted' allow it")
                        .formatted(id, id));
        }

        static EndpointAccess unrestricted(String id, String path) {
            return new EndpointAccess(id, path, true, null);
        }

    }

}
