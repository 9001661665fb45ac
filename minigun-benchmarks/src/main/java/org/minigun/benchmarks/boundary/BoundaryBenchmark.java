package org.minigun.benchmarks.boundary;

import org.minigun.benchmarks.CarryingBenchmark;
import org.minigun.benchmarks.Subjects;

/**
 * Boxed numbers from one thread to another, as fast as they go.
 */
public class BoundaryBenchmark extends CarryingBenchmark {

    @Override
    protected Subjects subjects() {
        return BoundarySubjects.all();
    }

    @Override
    protected long expected(long items) {
        return items * (items - 1) / 2;
    }

}
