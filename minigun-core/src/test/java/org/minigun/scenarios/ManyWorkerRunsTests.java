package org.minigun.scenarios;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.minigun.Concurrency;
import org.minigun.Pipeline;
import org.minigun.execution.Engine;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Many runs one after the other, and what is left of them: nothing. With real child JVMs.
 */
class ManyWorkerRunsTests {

    @Test
    @Tag("long")
    void s286_s287_runsLeaveNoFilesAndNoProcesses() throws Exception {
        runs(2);
        long files = openFiles();
        runs(4);
        assertThat(openFiles()).isLessThanOrEqualTo(files + 10);
        assertThat(ProcessHandle.current().children().filter(ProcessHandle::isAlive)).isEmpty();
    }

    private static void runs(int runs) {
        for (int run = 0; run < runs; run++) {
            Engine engine = Engine.create();
            List<Integer> collected = Scenario.collected();
            Scenario.end(engine.start(Pipeline.named("s286")
                .producer("numbers", Scenario.numbers(1, 20))
                .processor("one", (Integer n) -> n + 1, (o) -> o.concurrency(Concurrency.PROCESS, 1))
                .processor("two", (Integer n) -> n + 1, (o) -> o.concurrency(Concurrency.PROCESS, 1))
                .processor("three", (Integer n) -> n + 1, (o) -> o.concurrency(Concurrency.PROCESS, 1))
                .consumer("collect", collected::add)
                .build()));
            assertThat(collected).containsExactlyInAnyOrderElementsOf(Scenario.numbers(4, 23));
            engine.close();
            engine.close();
        }
    }

    private static long openFiles() throws Exception {
        try (var files = Files.list(Path.of("/proc/self/fd"))) {
            return files.count();
        }
    }

}
