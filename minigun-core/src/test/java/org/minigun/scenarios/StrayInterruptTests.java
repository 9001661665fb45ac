package org.minigun.scenarios;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.minigun.Concurrency;
import org.minigun.OnError;
import org.minigun.Pipeline;
import org.minigun.RunResult;
import org.minigun.RunState;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Interrupts that are not the run's own reach no other code than that they were meant
 * for, and cost no worker.
 */
class StrayInterruptTests {

    private static final int ITEMS = 300;

    /** Interrupts the thread that works on an item, at any time, until the last one. */
    static String interrupted(int number) {
        if (number == 1) {
            Thread victim = Thread.currentThread();
            Thread pest = new Thread(() -> {
                while (victim.isAlive()) {
                    victim.interrupt();
                    LockSupport.parkNanos(20_000);
                }
            });
            pest.setDaemon(true);
            pest.start();
        }
        return "x".repeat(50_000);
    }

    @Test
    void interruptsAtAnyTimeOfVirtualThreadsInAWorkerCostNoWorker() {
        List<String> collected = Scenario.collected();
        RunResult result = Scenario.run(Pipeline.named("virtual")
            .producer("numbers", Scenario.numbers(1, ITEMS))
            .pipeline(Pipeline.nested("inner", Integer.class)
                .options((o) -> o.defaultContext(Concurrency.VIRTUAL_THREAD))
                .processor("work", (Integer n) -> interrupted(n))
                .build(), String.class, (o) -> o.concurrency(Concurrency.PROCESS, 1))
            .consumer("collect", (String text) -> {
                collected.add(text);
            })
            .build());
        assertThat(result.state()).as("%s", result).isEqualTo(RunState.COMPLETED);
        assertThat(collected).hasSize(ITEMS);
        Workers.assertNoneLeft();
    }

    @ParameterizedTest
    @ValueSource(strings = { "THREAD", "VIRTUAL_THREAD" })
    void interruptOfAnItemThatFailsReachesNeitherTheProducerNorTheNextItem(Concurrency context) {
        List<Integer> collected = Scenario.collected();
        RunResult result = Scenario.run(Pipeline.named("fused")
            .options((o) -> o.defaultContext(context))
            .producer("numbers", Integer.class, (output) -> {
                for (int n = 1; n <= 6; n++) {
                    output.emit(n);
                    // Fails if the thread is interrupted.
                    Thread.sleep(1);
                }
            })
            .processor("work", (Integer n) -> {
                Thread.sleep(1);
                if (n % 2 == 0) {
                    Thread.currentThread().interrupt();
                    throw new IllegalStateException("even");
                }
                return n;
            }, (o) -> o.onError(OnError.SKIP))
            .consumer("collect", (Integer n) -> {
                collected.add(n);
            })
            .build());
        assertThat(result.state()).as("%s", result).isEqualTo(RunState.COMPLETED);
        assertThat(collected).containsExactly(1, 3, 5);
        assertThat(result.ledger().stage("work").skipped()).isEqualTo(3);
    }

    @Test
    void interruptThatAnAttemptOnAVirtualThreadLeavesBehindDoesNotReachTheNextOne() {
        List<Integer> collected = Scenario.collected();
        Set<Integer> tried = ConcurrentHashMap.newKeySet();
        RunResult result = Scenario.run(
                Pipeline.named("retried").producer("numbers", Scenario.numbers(1, 5)).processor("work", (Integer n) -> {
                    if (tried.add(n)) {
                        Thread.currentThread().interrupt();
                        throw new IllegalStateException("the first time");
                    }
                    Thread.sleep(1);
                    return n;
                }, (o) -> o.retries(1).backoff(Duration.ZERO).concurrency(Concurrency.VIRTUAL_THREAD, 2))
                    .consumer("collect", (Integer n) -> {
                        collected.add(n);
                    })
                    .build());
        assertThat(result.state()).as("%s", result).isEqualTo(RunState.COMPLETED);
        assertThat(collected).containsExactlyInAnyOrder(1, 2, 3, 4, 5);
    }

}
