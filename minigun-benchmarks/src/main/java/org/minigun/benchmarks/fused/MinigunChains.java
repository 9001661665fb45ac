package org.minigun.benchmarks.fused;

import java.util.List;

import org.minigun.Pipeline;
import org.minigun.benchmarks.MinigunSubject;
import org.minigun.benchmarks.Subject;

/**
 * The chain and six others, by Minigun.
 */
final class MinigunChains {

    private MinigunChains() {
    }

    static List<Subject> chains() {
        return List.of(new MinigunSubject((tally) -> Pipeline.named("chain").producer("numbers", Long.class, (out) -> {
            for (long i = 0; i < tally.items; i++) {
                out.emit(i);
            }
        }).processor("step", (x) -> x * 2L + 1).consumer("sum", (x) -> tally.sum += x).build()),
                new MinigunSubject((tally) -> Pipeline.named("chain").producer("numbers", Long.class, (out) -> {
                    for (long i = 0; i < tally.items; i++) {
                        out.emit(i);
                    }
                }).processor("step", (x) -> x + 3L).consumer("sum", (x) -> tally.sum += x).build()),
                new MinigunSubject((tally) -> Pipeline.named("chain").producer("numbers", Long.class, (out) -> {
                    for (long i = 0; i < tally.items; i++) {
                        out.emit(i);
                    }
                }).processor("step", (x) -> x * 5L).consumer("sum", (x) -> tally.sum -= x).build()),
                new MinigunSubject((tally) -> Pipeline.named("chain").producer("numbers", Long.class, (out) -> {
                    for (long i = 0; i < tally.items; i++) {
                        out.emit(i);
                    }
                }).processor("step", (x) -> x - 7L).consumer("sum", (x) -> tally.sum ^= x).build()),
                new MinigunSubject((tally) -> Pipeline.named("chain").producer("numbers", Long.class, (out) -> {
                    for (long i = 0; i < tally.items; i++) {
                        out.emit(i);
                    }
                }).processor("step", (x) -> x ^ 11L).consumer("sum", (x) -> tally.sum |= x).build()),
                new MinigunSubject((tally) -> Pipeline.named("chain").producer("numbers", Long.class, (out) -> {
                    for (long i = 0; i < tally.items; i++) {
                        out.emit(i);
                    }
                }).processor("step", (x) -> x * 3L - 2).consumer("sum", (x) -> tally.sum += x).build()),
                new MinigunSubject((tally) -> Pipeline.named("chain").producer("numbers", Long.class, (out) -> {
                    for (long i = 0; i < tally.items; i++) {
                        out.emit(i);
                    }
                }).processor("step", (x) -> x | 1L).consumer("sum", (x) -> tally.sum -= x).build()));
    }

}
