package org.minigun.benchmarks.fused;

import java.util.List;

import org.apache.pekko.actor.ActorSystem;
import org.minigun.benchmarks.Subject;
import org.minigun.benchmarks.Subjects;

/**
 * The chain of three stages by each library, after six other chains of that library.
 */
public final class FusedSubjects {

    private static final int OTHERS = 300_000;

    private FusedSubjects() {
    }

    /**
     * Returns the subjects.
     * @return the subjects, the limit first
     */
    public static Subjects all() {
        return new Subjects("fused").add("loop by hand, alone in its JVM", () -> HandChains.chains().get(0))
            .add("Minigun", () -> afterOthers(MinigunChains.chains()))
            .add("loop by hand, after others", () -> afterOthers(HandChains.chains()))
            .add("Reactor, range", () -> afterOthers(ReactorChains.fromRange()))
            .add("Reactor, iterator", () -> afterOthers(ReactorChains.fromIterator()))
            .add("RxJava, range", () -> afterOthers(RxJavaChains.fromRange()))
            .add("RxJava, iterator", () -> afterOthers(RxJavaChains.fromIterator()))
            .add("Mutiny", () -> afterOthers(MutinyChains.chains()))
            .add("java.util.stream", () -> afterOthers(StreamChains.chains()))
            .add("Pekko Streams", FusedSubjects::pekko);
    }

    private static Subject afterOthers(List<Subject> chains) {
        try {
            for (int round = 0; round < 3; round++) {
                for (Subject other : chains.subList(1, chains.size())) {
                    other.run(OTHERS);
                }
            }
        }
        catch (Exception ex) {
            throw new IllegalStateException("One of the other chains has failed", ex);
        }
        return chains.get(0);
    }

    private static Subject pekko() {
        ActorSystem system = ActorSystem.create("fused");
        Subject chain = afterOthers(PekkoChains.chains(system));
        return new Subject() {

            @Override
            public long run(int items) throws Exception {
                return chain.run(items);
            }

            @Override
            public void close() {
                system.terminate();
            }

        };
    }

}
