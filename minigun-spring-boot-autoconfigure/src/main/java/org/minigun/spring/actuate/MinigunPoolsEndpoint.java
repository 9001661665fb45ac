package org.minigun.spring.actuate;

import org.jspecify.annotations.Nullable;
import org.minigun.execution.Engine;
import org.minigun.spring.actuate.PoolsDescriptor.PoolDescriptor;

import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.Selector.Match;

/**
 * {@link Endpoint @Endpoint} that tells pools and worker processes.
 */
@Endpoint(id = "minigunpools")
public class MinigunPoolsEndpoint {

    private final PoolDescriptors descriptors;

    /**
     * Makes the endpoint.
     * @param engine has the pools
     */
    public MinigunPoolsEndpoint(Engine engine) {
        this.descriptors = new PoolDescriptors(engine);
    }

    /**
     * Tells the pools.
     * @return the pools by name
     */
    @ReadOperation
    public PoolsDescriptor pools() {
        return this.descriptors.pools();
    }

    /**
     * Tells a pool.
     * @param pool its name, at each slash a further segment
     * @return the pool, or {@code null} if there is none
     */
    @ReadOperation
    public @Nullable PoolDescriptor pool(@Selector(match = Match.ALL_REMAINING) String... pool) {
        String name = String.join("/", pool);
        return pools().pools().stream().filter((one) -> one.name().equals(name)).findFirst().orElse(null);
    }

}
