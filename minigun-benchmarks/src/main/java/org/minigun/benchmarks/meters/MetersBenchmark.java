package org.minigun.benchmarks.meters;

import org.minigun.benchmarks.CarryingBenchmark;
import org.minigun.benchmarks.Subject;
import org.minigun.benchmarks.Subjects;

/**
 * Boxed numbers through the fused chain, each time beside the chain without meters.
 */
public class MetersBenchmark extends CarryingBenchmark {

    @Override
    protected Subjects subjects() {
        return MetersSubjects.all();
    }

    @Override
    protected Subject limit() {
        return MetersSubjects.plain();
    }

    @Override
    protected long expected(long items) {
        return items * items;
    }

}
