package org.minigun.benchmarks.codec;

import org.minigun.benchmarks.Subject;
import org.minigun.benchmarks.Subjects;

/**
 * Small records, there and back.
 */
public final class CodecSubjects {

    private CodecSubjects() {
    }

    /**
     * Returns the subjects.
     * @return the subjects, the limit first
     */
    public static Subjects all() {
        Subjects subjects = new Subjects("codec");
        for (String name : Copiers.NAMES) {
            subjects.add(name, () -> subject(Copiers.make(name)));
        }
        return subjects;
    }

    private static Subject subject(Copier copier) {
        Small[] items = new Small[256];
        for (int index = 0; index < items.length; index++) {
            items[index] = Small.of(index);
        }
        return (count) -> {
            long sum = 0;
            for (int index = 0; index < count; index++) {
                sum += copier.copy(items[index & 255]).id();
            }
            return sum;
        };
    }

}
