package org.minigun.spring.actuate;

import org.jspecify.annotations.Nullable;
import org.minigun.execution.Engine;
import org.minigun.process.ProcessHost;
import org.minigun.spring.actuate.PoolsDescriptor.PoolDescriptor;

import org.springframework.boot.actuate.endpoint.OperationResponseBody;
import org.springframework.boot.actuate.endpoint.annotation.DeleteOperation;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.Selector.Match;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;

/**
 * {@link Endpoint @Endpoint} that tells pools and worker processes, resizes pools and has
 * workers replaced.
 */
@Endpoint(id = "minigunpools")
public class MinigunPoolsEndpoint {

    private final Engine engine;

    private final PoolDescriptors descriptors;

    /**
     * Makes the endpoint.
     * @param engine has the pools
     */
    public MinigunPoolsEndpoint(Engine engine) {
        this.engine = engine;
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

    /**
     * Changes the size of a pool, while runs go on and for those that come.
     * @param pool its name, at each slash a further segment
     * @param size the greatest number of contexts that work at one time, at least 1
     * @return the pool
     */
    @WriteOperation
    public @Nullable PoolDescriptor resize(@Selector(match = Match.ALL_REMAINING) String[] pool, int size) {
        this.engine.resize(String.join("/", pool), size);
        return pool(pool);
    }

    /**
     * Has a worker process replaced while its stage goes on.
     * @param pid its process id
     * @return whether there is such a worker, or {@code null} if not
     */
    @DeleteOperation
    public @Nullable RecycledDescriptor recycle(@Selector long pid) {
        boolean known = this.engine.host(ProcessHost.class).filter((host) -> host.recycle(pid)).isPresent();
        return known ? new RecycledDescriptor(pid) : null;
    }

    /**
     * A worker that is being replaced.
     *
     * @param pid its process id
     */
    public record RecycledDescriptor(long pid) implements OperationResponseBody {
    }

}
