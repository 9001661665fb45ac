package org.minigun.benchmarks.codec;

import org.minigun.benchmarks.CarryingBenchmark;
import org.minigun.benchmarks.Subjects;

/**
 * Small records into bytes and back, when all is warm.
 */
public class CodecBenchmark extends CarryingBenchmark {

    @Override
    protected Subjects subjects() {
        return CodecSubjects.all();
    }

    @Override
    protected long expected(long items) {
        long rest = items % 256;
        return items / 256 * (255 * 128) + rest * (rest - 1) / 2;
    }

}
