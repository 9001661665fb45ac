package org.minigun.scenarios;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.minigun.Output;
import org.minigun.RunResult;
import org.minigun.UnfinishedItem;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Stage bodies that go on until they are ended, and what such runs leave.
 */
final class Endless {

    private Endless() {
    }

    /** A producer that counts upwards from 0. */
    static void numbers(Output<Integer> out) {
        for (int i = 0;; i++) {
            out.emit(i);
        }
    }

    /** Blocks until it is interrupted. */
    static void block() throws InterruptedException {
        new CountDownLatch(1).await();
    }

    /** Works for a time without looking at interrupts. */
    static void workOn(long millis) {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        while (System.nanoTime() < end) {
            Thread.onSpinWait();
        }
    }

    static void awaitLatch(CountDownLatch latch) throws InterruptedException {
        assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
    }

    /** The items of a stage that a run lists as unfinished. */
    static List<@Nullable Object> unfinishedAt(String stage, RunResult result) {
        return result.unfinished().stream().filter((item) -> item.stage().equals(stage)).map(Endless::item).toList();
    }

    private static @Nullable Object item(UnfinishedItem unfinished) {
        return unfinished.item();
    }

    static long millisSince(long nanos) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - nanos);
    }

}
