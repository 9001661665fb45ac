package org.minigun.benchmarks.pool;

import org.minigun.benchmarks.CarryingBenchmark;
import org.minigun.benchmarks.Subject;
import org.minigun.benchmarks.Subjects;

/**
 * A microsecond of work on each number, by two workers, then the sum.
 */
public class PoolBenchmark extends CarryingBenchmark {

    @Override
    protected Subjects subjects() {
        return PoolSubjects.all();
    }

    @Override
    protected Subject limit() {
        return HandPools.split();
    }

    @Override
    protected long expected(long items) {
        return items * (items - 1) / 2;
    }

}
