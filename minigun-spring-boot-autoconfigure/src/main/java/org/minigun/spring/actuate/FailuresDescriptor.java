package org.minigun.spring.actuate;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.minigun.spring.history.FailureRecord.Kind;

import org.springframework.boot.actuate.endpoint.OperationResponseBody;

/**
 * A page of what went wrong in a run, the oldest first.
 *
 * @param run the id of the run
 * @param failures what went wrong
 * @param page the number of the page, from 0
 * @param size how many failures a page has
 * @param kept how many failures the pages have in all
 * @param total how many failures the run had, those included that are not kept
 */
public record FailuresDescriptor(String run, List<FailureDescriptor> failures, int page, int size, int kept,
        long total) implements OperationResponseBody {

    /**
     * One failure.
     *
     * @param kind what it was
     * @param where the path of the stage, or the name of the hook or thread
     * @param item the item as text, or {@code null}
     * @param attempts how often it was tried, or {@code null} if not known
     * @param time when it happened
     * @param exception the class of the exception, or {@code null}
     * @param message its message, or {@code null}
     * @param stackTrace its stack trace, or {@code null}
     */
    public record FailureDescriptor(Kind kind, String where, @Nullable String item, @Nullable Integer attempts,
            Instant time, @Nullable String exception, @Nullable String message, @Nullable String stackTrace) {
    }

}
