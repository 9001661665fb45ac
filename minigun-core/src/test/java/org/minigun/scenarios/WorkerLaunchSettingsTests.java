package org.minigun.scenarios;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.minigun.Concurrency;
import org.minigun.Pipeline;
import org.minigun.RunResult;
import org.minigun.Setting;
import org.minigun.WorkerStart;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is said of the launch of workers, as their stages see it.
 */
class WorkerLaunchSettingsTests {

    record Seen(int item, long pid, Map<String, String> environment) {
    }

    @Test
    void s301_s305_aCommandInFrontAndAnEnvironmentThatNamesTheWorker(@TempDir Path directory) {
        Path calls = directory.resolve("calls");
        List<Seen> collected = Scenario.collected();
        RunResult result = Workers.completed(
                Pipeline.named("s301").producer("numbers", Scenario.numbers(1, 5)).processor("work", (Integer n) -> {
                    // Long enough for the other worker to take its share.
                    Thread.sleep(300);
                    return new Seen(n, Workers.pid(), new TreeMap<>(System.getenv()));
                }, (o) -> o.concurrency(Concurrency.PROCESS, 2)
                    .set(Setting.WINDOW, 1)
                    .set(Setting.START, WorkerStart.EAGER)
                    .set(Setting.COMMAND_PREFIX,
                            List.of("sh", "-c", "echo \"$$\" >> '" + calls + "'; exec \"$@\"", "sh"))
                    .set(Setting.ENVIRONMENT, Map.of("GPU", "cuda:{index}"))
                    .set(Setting.ENVIRONMENT_NAMES, List.of("PATH"))).consumer("collect", collected::add).build());
        assertThat(collected).extracting(Seen::item).containsExactlyInAnyOrder(1, 2, 3, 4, 5);
        assertThat(result.ledger().stage("work").done()).isEqualTo(5);
        Set<Long> pids = Workers.pids(collected, Seen::pid);
        // What was called has become the worker.
        assertThat(Notebook.lines(calls.toString())).extracting(Long::valueOf)
            .doesNotHaveDuplicates()
            .hasSizeBetween(pids.size(), 2)
            .containsAll(pids);
        Map<Long, Set<String>> indexes = collected.stream()
            .collect(Collectors.groupingBy(Seen::pid,
                    Collectors.mapping((seen) -> seen.environment().get("GPU"), Collectors.toSet())));
        assertThat(indexes.values()).allSatisfy((index) -> assertThat(index).hasSize(1));
        assertThat(indexes.values().stream().flatMap(Set::stream)).doesNotHaveDuplicates()
            .isSubsetOf("cuda:0", "cuda:1")
            .hasSize(pids.size());
        // A shell adds some of its own, and Minigun the mark by which it finds what a
        // worker has started.
        assertThat(collected).allSatisfy((seen) -> assertThat(seen.environment().keySet()).contains("GPU", "PATH")
            .isSubsetOf("GPU", "PATH", "MINIGUN_WORKER", "PWD", "OLDPWD", "SHLVL", "_"));
    }

    @Test
    void variablesWhoseNamesNoShellKnowsAreHandedOn() {
        List<String> collected = Scenario.collected();
        Workers.completed(Pipeline.named("dotted")
            .producer("numbers", List.of(1))
            .processor("work", (Integer n) -> System.getenv("app.name") + " " + System.getenv("PLAIN"),
                    (o) -> o.concurrency(Concurrency.PROCESS, 1)
                        .set(Setting.ENVIRONMENT, Map.of("app.name", "census", "PLAIN", "p")))
            .consumer("collect", collected::add)
            .build());
        assertThat(collected).containsExactly("census p");
    }

}
