package org.minigun.demo;

import java.time.Duration;
import java.util.function.Supplier;

import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.retry.RetryTemplate;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;

/**
 * A database fails for a moment: a census and a watch that write the same rows at one
 * time are in each other's way, and a connection may be lost.
 */
final class DatabaseRetry {

    private static final RetryPolicy POLICY = RetryPolicy.builder()
        .maxRetries(3)
        .delay(Duration.ofMillis(100))
        .multiplier(3)
        // Who has inserted the same row at one time is seen by the second attempt.
        .includes(TransientDataAccessException.class, RecoverableDataAccessException.class,
                DataAccessResourceFailureException.class, DuplicateKeyException.class,
                CannotCreateTransactionException.class, TransactionSystemException.class)
        .build();

    private static final RetryTemplate TEMPLATE = new RetryTemplate(POLICY);

    private DatabaseRetry() {
    }

    /**
     * Tells whether a database may have failed for a moment only, so that what it was
     * asked for may be tried again.
     * @param failure what it has thrown
     */
    static boolean isPassing(RuntimeException failure) {
        return POLICY.shouldRetry(failure);
    }

    /**
     * Does a thing again if rows are locked, or the connection is lost: up to three
     * times, after 100, 300 and 900 milliseconds. The database itself waits a while each
     * time.
     * @param change what is done, all or nothing; done twice it changes no more than done
     * once, since a connection may be lost after it was committed
     * @return what it returns
     * @throws RuntimeException what the last attempt has thrown
     */
    static <T> T call(Supplier<T> change) {
        return TEMPLATE.<T>invoke(change);
    }

    /**
     * As {@link #call}, for what returns nothing.
     * @param change what is done
     */
    static void run(Runnable change) {
        TEMPLATE.invoke(change);
    }

}
