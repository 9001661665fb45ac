package org.minigun.spring.autoconfigure;

import org.jspecify.annotations.Nullable;
import org.minigun.Setting;

import org.springframework.util.unit.DataSize;

/**
 * What is said of worker processes for the whole application, below
 * {@code minigun.worker}.
 */
public class WorkerProperties {

    /**
     * Greatest heap of a worker process, in bytes if no unit is given. By default 512MB.
     */
    private @Nullable DataSize maxHeap;

    public @Nullable DataSize getMaxHeap() {
        return this.maxHeap;
    }

    public void setMaxHeap(@Nullable DataSize maxHeap) {
        this.maxHeap = maxHeap;
    }

    void addTo(PropertySettings settings) {
        if (this.maxHeap != null) {
            settings.say(Setting.WORKER_HEAP, this.maxHeap.toBytes(), "max-heap");
        }
    }

}
