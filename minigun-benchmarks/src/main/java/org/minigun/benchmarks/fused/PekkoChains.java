package org.minigun.benchmarks.fused;

import java.util.List;

import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.stream.javadsl.Source;
import org.minigun.benchmarks.Subject;
import org.minigun.benchmarks.Tally;

/**
 * The chain and six others, by Pekko Streams.
 */
final class PekkoChains {

    private PekkoChains() {
    }

    static List<Subject> chains(ActorSystem system) {
        return List.of((n) -> {
            Tally tally = new Tally();
            Source.range(0, n - 1)
                .map((x) -> x * 2L + 1)
                .runForeach((x) -> tally.sum += x, system)
                .toCompletableFuture()
                .get();
            return tally.sum;
        }, (n) -> {
            Tally tally = new Tally();
            Source.range(0, n - 1)
                .map((x) -> x + 3L)
                .runForeach((x) -> tally.sum += x, system)
                .toCompletableFuture()
                .get();
            return tally.sum;
        }, (n) -> {
            Tally tally = new Tally();
            Source.range(0, n - 1)
                .map((x) -> x * 5L)
                .runForeach((x) -> tally.sum -= x, system)
                .toCompletableFuture()
                .get();
            return tally.sum;
        }, (n) -> {
            Tally tally = new Tally();
            Source.range(0, n - 1)
                .map((x) -> x - 7L)
                .runForeach((x) -> tally.sum ^= x, system)
                .toCompletableFuture()
                .get();
            return tally.sum;
        }, (n) -> {
            Tally tally = new Tally();
            Source.range(0, n - 1)
                .map((x) -> x ^ 11L)
                .runForeach((x) -> tally.sum |= x, system)
                .toCompletableFuture()
                .get();
            return tally.sum;
        }, (n) -> {
            Tally tally = new Tally();
            Source.range(0, n - 1)
                .map((x) -> x * 3L - 2)
                .runForeach((x) -> tally.sum += x, system)
                .toCompletableFuture()
                .get();
            return tally.sum;
        }, (n) -> {
            Tally tally = new Tally();
            Source.range(0, n - 1)
                .map((x) -> x | 1L)
                .runForeach((x) -> tally.sum -= x, system)
                .toCompletableFuture()
                .get();
            return tally.sum;
        });
    }

}
