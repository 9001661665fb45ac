package org.minigun.scenarios;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.junit.jupiter.api.Test;
import org.minigun.Concurrency;
import org.minigun.Pipeline;
import org.minigun.RunResult;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The rows of "Basics".
 */
class BasicsTests {

    @Test
    void s001_threeStagesInARow() {
        List<Integer> collected = Scenario.collected();
        RunResult result = Scenario.run(Pipeline.named("s001")
            .producer("generate", Scenario.numbers(1, 5))
            .processor("double", (n) -> n * 2)
            .consumer("collect", collected::add)
            .build());
        assertThat(collected).containsExactly(2, 4, 6, 8, 10);
        assertThat(result.statistics().emitted()).isEqualTo(5);
        assertThat(result.ledger().stage("collect").received()).isEqualTo(5);
    }

    @Test
    void s252_pool() {
        Set<Integer> collected = ConcurrentHashMap.newKeySet();
        RunResult result = Scenario.run(Pipeline.named("s252")
            .producer("generate", Scenario.numbers(0, 9999))
            .processor("triple", (n) -> n * 3, (o) -> o.concurrency(Concurrency.THREAD, 5))
            .consumer("collect", collected::add)
            .build());
        assertThat(collected).hasSize(10000);
        assertThat(result.ledger().stage("collect").done()).isEqualTo(10000);
    }

}
