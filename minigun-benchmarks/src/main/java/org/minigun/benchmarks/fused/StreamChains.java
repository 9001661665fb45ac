package org.minigun.benchmarks.fused;

import java.util.List;
import java.util.stream.LongStream;

import org.minigun.benchmarks.Subject;
import org.minigun.benchmarks.Tally;

/**
 * The chain and six others, by java.util.stream.
 */
final class StreamChains {

    private StreamChains() {
    }

    static List<Subject> chains() {
        return List.of((n) -> {
            Tally tally = new Tally();
            LongStream.range(0, n).boxed().map((x) -> x * 2L + 1).forEach((x) -> tally.sum += x);
            return tally.sum;
        }, (n) -> {
            Tally tally = new Tally();
            LongStream.range(0, n).boxed().map((x) -> x + 3L).forEach((x) -> tally.sum += x);
            return tally.sum;
        }, (n) -> {
            Tally tally = new Tally();
            LongStream.range(0, n).boxed().map((x) -> x * 5L).forEach((x) -> tally.sum -= x);
            return tally.sum;
        }, (n) -> {
            Tally tally = new Tally();
            LongStream.range(0, n).boxed().map((x) -> x - 7L).forEach((x) -> tally.sum ^= x);
            return tally.sum;
        }, (n) -> {
            Tally tally = new Tally();
            LongStream.range(0, n).boxed().map((x) -> x ^ 11L).forEach((x) -> tally.sum |= x);
            return tally.sum;
        }, (n) -> {
            Tally tally = new Tally();
            LongStream.range(0, n).boxed().map((x) -> x * 3L - 2).forEach((x) -> tally.sum += x);
            return tally.sum;
        }, (n) -> {
            Tally tally = new Tally();
            LongStream.range(0, n).boxed().map((x) -> x | 1L).forEach((x) -> tally.sum -= x);
            return tally.sum;
        });
    }

}
