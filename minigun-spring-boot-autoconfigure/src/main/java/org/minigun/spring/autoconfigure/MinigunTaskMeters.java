package org.minigun.spring.autoconfigure;

import org.minigun.spring.Minigun;
import org.minigun.spring.metrics.MinigunMetrics;

import org.springframework.beans.factory.SmartInitializingSingleton;

/**
 * Makes the meters of the application's tasks known before these first run, so that a
 * counter is there, with 0, before it first grows.
 */
final class MinigunTaskMeters implements SmartInitializingSingleton {

    private final Minigun minigun;

    private final MinigunMetrics metrics;

    MinigunTaskMeters(Minigun minigun, MinigunMetrics metrics) {
        this.minigun = minigun;
        this.metrics = metrics;
    }

    @Override
    public void afterSingletonsInstantiated() {
        this.minigun.tasks().forEach((task) -> this.metrics.add(this.minigun.pipeline(task)));
    }

}
