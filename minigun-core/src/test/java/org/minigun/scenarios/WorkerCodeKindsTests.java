package org.minigun.scenarios;

import java.io.Serializable;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.minigun.Concurrency;
import org.minigun.annotation.Consumer;
import org.minigun.annotation.Processor;
import org.minigun.annotation.Producer;
import org.minigun.annotation.TaskReader;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The three ways by which a worker comes to the code of a method. With real child JVMs.
 */
class WorkerCodeKindsTests {

    record Marked(int value, long pid) {
    }

    /** What the three have in common. */
    abstract static class Numbers {

        final transient List<Marked> collected = Scenario.collected();

        @Producer
        List<Integer> numbers() {
            return Scenario.numbers(1, 5);
        }

        @Consumer(from = "work")
        void collect(Marked marked) {
            this.collected.add(marked);
        }

    }

    static class Constructed extends Numbers {

        private int factor = 2;

        @Processor(concurrency = Concurrency.PROCESS, poolSize = 1)
        Marked work(int number) {
            return new Marked(number * this.factor, Workers.pid());
        }

    }

    static class Static extends Numbers {

        Static(List<String> notNeededThere) {
            assertThat(notNeededThere).isEmpty();
        }

        @Processor(concurrency = Concurrency.PROCESS, poolSize = 1)
        static Marked work(int number) {
            return new Marked(number * 3, Workers.pid());
        }

    }

    static class Sent extends Numbers implements Serializable {

        private static final long serialVersionUID = 1L;

        private final int factor;

        Sent(int factor) {
            this.factor = factor;
        }

        @Processor(concurrency = Concurrency.PROCESS, poolSize = 1)
        Marked work(int number) {
            return new Marked(number * this.factor, Workers.pid());
        }

    }

    @Test
    void s297_anInstanceIsConstructedOrNotNeededOrSent() {
        Constructed constructed = new Constructed();
        constructed.factor = 9;
        assertWorks(constructed, 2);
        assertWorks(new Static(List.of()), 3);
        assertWorks(new Sent(4), 4);
    }

    private static void assertWorks(Numbers task, int factor) {
        Workers.completed(new TaskReader().read("s297", task));
        assertThat(task.collected).extracting(Marked::value)
            .containsExactlyInAnyOrder(factor, 2 * factor, 3 * factor, 4 * factor, 5 * factor);
        assertThat(Workers.pids(task.collected, Marked::pid)).hasSize(1);
    }

}
