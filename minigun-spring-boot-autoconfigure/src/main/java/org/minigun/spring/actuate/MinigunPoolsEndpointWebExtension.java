package org.minigun.spring.actuate;

import org.jspecify.annotations.Nullable;
import org.minigun.spring.actuate.MinigunPoolsEndpoint.RecycledDescriptor;
import org.minigun.spring.actuate.PoolsDescriptor.PoolDescriptor;

import org.springframework.boot.actuate.endpoint.annotation.DeleteOperation;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.Selector.Match;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
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
     * Changes the size of a pool, while runs go on and for those that come.
     * @param pool its name, at each slash a further segment
     * @param size the greatest number of contexts that work at one time, at least 1
     * @return the pool; 400 for a size below 1, 404 if there is no such pool, 409 if a
     * stage of a run that goes on cannot change the number of its contexts
     */
    @WriteOperation
    public WebEndpointResponse<Object> resize(@Selector(match = Match.ALL_REMAINING) String[] pool,
            @Nullable String size) {
        return RefusalDescriptor.answer(() -> resize(pool, (int) Requested.number("size", size, 1, Integer.MAX_VALUE)));
    }

    private WebEndpointResponse<Object> resize(String[] pool, int size) {
        try {
            PoolDescriptor known = this.endpoint.resize(pool, size);
            return (known != null) ? new WebEndpointResponse<>(known) : new WebEndpointResponse<>();
        }
        catch (IllegalArgumentException ex) {
            return RefusalDescriptor.notFound(String.valueOf(ex.getMessage()));
        }
        catch (IllegalStateException ex) {
            return RefusalDescriptor.conflict(String.valueOf(ex.getMessage()));
        }
    }

    /**
     * Has a worker process replaced while its stage goes on.
     * @param pid its process id
     * @return the worker; 400 for what is no number, 404 if there is none
     */
    @DeleteOperation
    public WebEndpointResponse<Object> recycle(@Selector String pid) {
        return RefusalDescriptor.answer(() -> {
            RecycledDescriptor recycled = this.endpoint.recycle(Requested.number("process id", pid, 1, Long.MAX_VALUE));
            return (recycled != null) ? new WebEndpointResponse<>(recycled)
                    : RefusalDescriptor.notFound("There is no worker with process id " + pid);
        });
    }

}
