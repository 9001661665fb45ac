package org.minigun.benchmarks.fused;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

import org.minigun.benchmarks.Subject;
import org.minigun.benchmarks.Tally;

/**
 * The chain and six others, by a loop written by hand that all of them share.
 */
final class HandChains {

    private HandChains() {
    }

    static List<Subject> chains() {
        return List.of((n) -> {
            Tally tally = new Tally();
            loop(n, (x) -> x * 2L + 1, (x) -> tally.sum += x);
            return tally.sum;
        }, (n) -> {
            Tally tally = new Tally();
            loop(n, (x) -> x + 3L, (x) -> tally.sum += x);
            return tally.sum;
        }, (n) -> {
            Tally tally = new Tally();
            loop(n, (x) -> x * 5L, (x) -> tally.sum -= x);
            return tally.sum;
        }, (n) -> {
            Tally tally = new Tally();
            loop(n, (x) -> x - 7L, (x) -> tally.sum ^= x);
            return tally.sum;
        }, (n) -> {
            Tally tally = new Tally();
            loop(n, (x) -> x ^ 11L, (x) -> tally.sum |= x);
            return tally.sum;
        }, (n) -> {
            Tally tally = new Tally();
            loop(n, (x) -> x * 3L - 2, (x) -> tally.sum += x);
            return tally.sum;
        }, (n) -> {
            Tally tally = new Tally();
            loop(n, (x) -> x | 1L, (x) -> tally.sum -= x);
            return tally.sum;
        });
    }

    private static void loop(int items, Function<Long, Long> step, Consumer<Long> sink) {
        for (long i = 0; i < items; i++) {
            sink.accept(step.apply(i));
        }
    }

}
