package org.minigun.scenarios;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.minigun.Concurrency;
import org.minigun.Pipeline;
import org.minigun.RunResult;
import org.minigun.execution.Engine;

/**
 * Runs 256 items that wait 100 ms each on virtual threads, twice, and prints what came
 * out, how long it took and what kind of threads it ran on.
 */
final class VirtualThreadMain {

    private VirtualThreadMain() {
    }

    public static void main(String[] args) throws InterruptedException {
        try (Engine engine = Engine.create()) {
            for (int i = 0; i < 2; i++) {
                List<Integer> collected = Scenario.collected();
                Set<Boolean> kinds = ConcurrentHashMap.newKeySet();
                RunResult result = engine.run(Pipeline.named("waits")
                    .producer("generate", Scenario.numbers(1, 256))
                    .processor("wait", (n) -> {
                        kinds.add(Thread.currentThread().toString().startsWith("VirtualThread"));
                        Thread.sleep(100);
                        return n;
                    }, (o) -> o.concurrency(Concurrency.VIRTUAL_THREAD, 256))
                    .consumer("collect", collected::add)
                    .build());
                System.out.println("items " + Set.copyOf(collected).equals(Set.copyOf(Scenario.numbers(1, 256)))
                        + " of " + collected.size());
                System.out.println("millis " + result.duration().toMillis());
                System.out.println("virtual " + kinds);
                System.out.println("violations " + result.ledger().violations());
            }
        }
    }

}
