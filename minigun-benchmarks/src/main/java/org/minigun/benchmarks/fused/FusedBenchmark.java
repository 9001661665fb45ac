package org.minigun.benchmarks.fused;

import org.minigun.benchmarks.CarryingBenchmark;
import org.minigun.benchmarks.Subjects;

/**
 * Boxed numbers, each doubled plus one, summed up.
 */
public class FusedBenchmark extends CarryingBenchmark {

    @Override
    protected Subjects subjects() {
        return FusedSubjects.all();
    }

    @Override
    protected long expected(long items) {
        return items * items;
    }

}
