package org.minigun.benchmarks.meters;

import org.minigun.Pipeline;
import org.minigun.benchmarks.MinigunSubject;
import org.minigun.benchmarks.Subject;
import org.minigun.benchmarks.Subjects;
import org.minigun.benchmarks.Tally;

/**
 * The fused chain with meters and without.
 */
public final class MetersSubjects {

    private MetersSubjects() {
    }

    /**
     * Returns the subjects.
     * @return the subjects, the one without meters first
     */
    public static Subjects all() {
        return new Subjects("meters").add("no meters", MetersSubjects::plain)
            .add("all meters, read every second", MeteredSubject::new);
    }

    static Subject plain() {
        return new MinigunSubject(MetersSubjects::chain);
    }

    static Pipeline chain(Tally tally) {
        return Pipeline.named("chain").producer("numbers", Long.class, (out) -> {
            for (long i = 0; i < tally.items; i++) {
                out.emit(i);
            }
        }).processor("step", (x) -> x * 2L + 1).consumer("sum", (x) -> tally.sum += x).build();
    }

}
