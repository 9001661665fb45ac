package org.minigun.execution;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicBoolean;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes threads. Virtual ones are looked up once, since the baseline is a Java without
 * them.
 */
final class Threads {

    private static final Logger logger = LoggerFactory.getLogger(Threads.class);

    private static final @Nullable ThreadFactory VIRTUAL = virtualFactory();

    private static final AtomicBoolean warned = new AtomicBoolean();

    /** Set on virtual threads that were made here. */
    private static final ThreadLocal<Boolean> OWN = new ThreadLocal<>();

    private Threads() {
    }

    static Thread platform(String name, Runnable work) {
        Thread thread = new ShieldedThread(work, name);
        thread.setDaemon(true);
        return thread;
    }

    /** A virtual thread, or with one warning a platform thread where there are none. */
    static Thread virtual(String name, Runnable work) {
        if (VIRTUAL == null) {
            if (warned.compareAndSet(false, true)) {
                logger.warn("VIRTUAL_THREAD is asked for, which needs Java 21 or later; this is Java {}."
                        + " Platform threads are used.", Runtime.version().feature());
            }
            return platform(name, work);
        }
        Thread thread = VIRTUAL.newThread(() -> {
            OWN.set(true);
            work.run();
        });
        thread.setName(name);
        return thread;
    }

    /**
     * Whether the current thread was made here, and is not one that somebody has lent to
     * a run.
     */
    static boolean isOwn() {
        return Thread.currentThread() instanceof ShieldedThread || OWN.get() != null;
    }

    private static @Nullable ThreadFactory virtualFactory() {
        if (Runtime.version().feature() < 21) {
            return null;
        }
        try {
            Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
            return (ThreadFactory) Class.forName("java.lang.Thread$Builder").getMethod("factory").invoke(builder);
        }
        catch (ReflectiveOperationException ex) {
            logger.warn("Virtual threads cannot be used; platform threads are", ex);
            return null;
        }
    }

}
