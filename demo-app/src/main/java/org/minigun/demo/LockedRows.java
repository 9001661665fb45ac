package org.minigun.demo;

import java.util.function.Supplier;

import org.springframework.dao.TransientDataAccessException;

/**
 * A census and a watch that write the same rows at one time are in each other's way for a
 * moment.
 */
final class LockedRows {

    private static final int ATTEMPTS = 4;

    private LockedRows() {
    }

    /**
     * Does a thing again if somebody has locked what it writes. The database itself waits
     * a while each time.
     * @param change what is done, all or nothing
     * @return what it returns
     * @throws TransientDataAccessException if the rows are locked still
     */
    static <T> T retry(Supplier<T> change) {
        for (int attempt = 1;; attempt++) {
            try {
                return change.get();
            }
            catch (TransientDataAccessException ex) {
                if (attempt == ATTEMPTS) {
                    throw ex;
                }
            }
        }
    }

}
