package org.minigun.benchmarks.fused;

import java.util.List;

import org.minigun.benchmarks.Counting;
import org.minigun.benchmarks.Subject;
import org.minigun.benchmarks.Tally;
import reactor.core.publisher.Flux;

/**
 * The chain and six others, by Reactor.
 */
final class ReactorChains {

    private ReactorChains() {
    }

    static List<Subject> fromRange() {
        return List.of((n) -> {
            Tally tally = new Tally();
            Flux.range(0, n).map((x) -> x * 2L + 1).subscribe((x) -> tally.sum += x);
            return tally.sum;
        }, (n) -> {
            Tally tally = new Tally();
            Flux.range(0, n).map((x) -> x + 3L).subscribe((x) -> tally.sum += x);
            return tally.sum;
        }, (n) -> {
            Tally tally = new Tally();
            Flux.range(0, n).map((x) -> x * 5L).subscribe((x) -> tally.sum -= x);
            return tally.sum;
        }, (n) -> {
            Tally tally = new Tally();
            Flux.range(0, n).map((x) -> x - 7L).subscribe((x) -> tally.sum ^= x);
            return tally.sum;
        }, (n) -> {
            Tally tally = new Tally();
            Flux.range(0, n).map((x) -> x ^ 11L).subscribe((x) -> tally.sum |= x);
            return tally.sum;
        }, (n) -> {
            Tally tally = new Tally();
            Flux.range(0, n).map((x) -> x * 3L - 2).subscribe((x) -> tally.sum += x);
            return tally.sum;
        }, (n) -> {
            Tally tally = new Tally();
            Flux.range(0, n).map((x) -> x | 1L).subscribe((x) -> tally.sum -= x);
            return tally.sum;
        });
    }

    static List<Subject> fromIterator() {
        return List.of((n) -> {
            Tally tally = new Tally();
            Flux.fromIterable(() -> new Counting(n)).map((x) -> x * 2L + 1).subscribe((x) -> tally.sum += x);
            return tally.sum;
        }, (n) -> {
            Tally tally = new Tally();
            Flux.fromIterable(() -> new Counting(n)).map((x) -> x + 3L).subscribe((x) -> tally.sum += x);
            return tally.sum;
        }, (n) -> {
            Tally tally = new Tally();
            Flux.fromIterable(() -> new Counting(n)).map((x) -> x * 5L).subscribe((x) -> tally.sum -= x);
            return tally.sum;
        }, (n) -> {
            Tally tally = new Tally();
            Flux.fromIterable(() -> new Counting(n)).map((x) -> x - 7L).subscribe((x) -> tally.sum ^= x);
            return tally.sum;
        }, (n) -> {
            Tally tally = new Tally();
            Flux.fromIterable(() -> new Counting(n)).map((x) -> x ^ 11L).subscribe((x) -> tally.sum |= x);
            return tally.sum;
        }, (n) -> {
            Tally tally = new Tally();
            Flux.fromIterable(() -> new Counting(n)).map((x) -> x * 3L - 2).subscribe((x) -> tally.sum += x);
            return tally.sum;
        }, (n) -> {
            Tally tally = new Tally();
            Flux.fromIterable(() -> new Counting(n)).map((x) -> x | 1L).subscribe((x) -> tally.sum -= x);
            return tally.sum;
        });
    }

}
