package org.minigun.scenarios;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Sees which threads call, and how many of them at once.
 */
final class Meter {

    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();

    private final AtomicInteger now = new AtomicInteger();

    private final AtomicInteger most = new AtomicInteger();

    /** A call that takes a time and has a result. */
    <T> T call(long millis, T result) throws InterruptedException {
        this.threads.add(Thread.currentThread());
        this.most.accumulateAndGet(this.now.incrementAndGet(), Math::max);
        try {
            if (millis > 0) {
                Thread.sleep(millis);
            }
            return result;
        }
        finally {
            this.now.decrementAndGet();
        }
    }

    /** The greatest number of calls at once. */
    int most() {
        return this.most.get();
    }

    Set<Thread> threads() {
        return this.threads;
    }

}
