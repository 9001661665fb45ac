package org.minigun.execution;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@Timeout(30)
class WaiterTests {

    @Test
    void aRegistrationIsUsedUpByTheFirstWakeUp() {
        Waiter waiter = new Waiter();
        waiter.wake();
        assertThat(waiter.isRegistered()).isFalse();
        waiter.register();
        assertThat(waiter.isRegistered()).isTrue();
        waiter.wake();
        assertThat(waiter.isRegistered()).isFalse();
        waiter.register();
        waiter.unregister();
        assertThat(waiter.isRegistered()).isFalse();
    }

    @Test
    void everyWakeUpThatFollowsARegistrationReachesTheSleeper() {
        Waiter waiter = new Waiter();
        AtomicInteger given = new AtomicInteger();
        AtomicInteger seen = new AtomicInteger();
        Thread sleeper = new Thread(() -> {
            while (seen.get() < 10_000) {
                waiter.register();
                if (given.get() == seen.get()) {
                    LockSupport.park(waiter);
                }
                seen.set(given.get());
            }
        });
        sleeper.setDaemon(true);
        sleeper.start();
        for (int i = 1; i <= 10_000; i++) {
            given.set(i);
            waiter.wake();
            if (i % 3 == 0) {
                Thread.onSpinWait();
            }
        }
        await().until(() -> !sleeper.isAlive());
    }

}
