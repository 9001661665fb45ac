package org.minigun.benchmarks.fused;

import java.util.List;

import io.smallrye.mutiny.Multi;
import org.minigun.benchmarks.Subject;
import org.minigun.benchmarks.Tally;

/**
 * The chain and six others, by Mutiny.
 */
final class MutinyChains {

    private MutinyChains() {
    }

    static List<Subject> chains() {
        return List.of((n) -> {
            Tally tally = new Tally();
            Multi.createFrom().range(0, n).map((x) -> x * 2L + 1).subscribe().with((x) -> tally.sum += x);
            return tally.sum;
        }, (n) -> {
            Tally tally = new Tally();
            Multi.createFrom().range(0, n).map((x) -> x + 3L).subscribe().with((x) -> tally.sum += x);
            return tally.sum;
        }, (n) -> {
            Tally tally = new Tally();
            Multi.createFrom().range(0, n).map((x) -> x * 5L).subscribe().with((x) -> tally.sum -= x);
            return tally.sum;
        }, (n) -> {
            Tally tally = new Tally();
            Multi.createFrom().range(0, n).map((x) -> x - 7L).subscribe().with((x) -> tally.sum ^= x);
            return tally.sum;
        }, (n) -> {
            Tally tally = new Tally();
            Multi.createFrom().range(0, n).map((x) -> x ^ 11L).subscribe().with((x) -> tally.sum |= x);
            return tally.sum;
        }, (n) -> {
            Tally tally = new Tally();
            Multi.createFrom().range(0, n).map((x) -> x * 3L - 2).subscribe().with((x) -> tally.sum += x);
            return tally.sum;
        }, (n) -> {
            Tally tally = new Tally();
            Multi.createFrom().range(0, n).map((x) -> x | 1L).subscribe().with((x) -> tally.sum -= x);
            return tally.sum;
        });
    }

}
