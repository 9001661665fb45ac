package org.minigun.benchmarks.waiting;

import org.minigun.benchmarks.CarryingBenchmark;
import org.minigun.benchmarks.Subjects;

/**
 * Numbers that wait 10 ms each, a thousand at a time, then the sum.
 */
public class WaitingBenchmark extends CarryingBenchmark {

    @Override
    protected Subjects subjects() {
        return WaitingSubjects.all();
    }

    @Override
    protected long expected(long items) {
        return items * (items - 1) / 2;
    }

}
