package org.minigun.spring.actuate;

import org.minigun.spring.actuate.MinigunPoolsEndpoint.RecycledDescriptor;
import org.minigun.spring.actuate.PoolsDescriptor.PoolDescriptor;

import org.springframework.boot.actuate.endpoint.annotation.DeleteOperation;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.Selector.Match;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.actuate.endpoint.web.annotation.EndpointWebExtension;

/**
 * {@link EndpointWebExtension @EndpointWebExtension} of {@link MinigunPoolsEndpoint}:
 * says by the status why something is refused.
 */
@EndpointWebExtension(endpoint = MinigunPoolsEndpoint.class)
public class MinigunPoolsEndpointWebExtension {

    private final MinigunPoolsEndpoint endpoint;

    /**
     * Makes the extension.
     * @param endpoint what is extended
     */
    public MinigunPoolsEndpointWebExtension(MinigunPoolsEndpoint endpoint) {
        this.endpoint = endpoint;
    }

    /**
     * Tells a pool.
     * @param pool its name, at each slash a further segment
     * @return the pool; 404 if there is none
     */
    @ReadOperation
    public WebEndpointResponse<Object> pool(@Selector(match = Match.ALL_REMAINING) String... pool) {
        PoolDescriptor known = this.endpoint.pool(pool);
        return (known != null) ? new WebEndpointResponse<>(known)
                : RefusalDescriptor.notFound("There is no pool '" + String.join("/", pool) + "' now");
    }

    /**
     * Has a worker process replaced while its stage goes on.
     * @param pid its process id
     * @return the worker; 404 if there is none
     */
    @DeleteOperation
    public WebEndpointResponse<Object> recycle(@Selector long pid) {
        RecycledDescriptor recycled = this.endpoint.recycle(pid);
        return (recycled != null) ? new WebEndpointResponse<>(recycled)
                : RefusalDescriptor.notFound("There is no worker with process id " + pid);
    }

}
