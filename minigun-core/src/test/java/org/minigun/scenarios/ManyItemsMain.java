package org.minigun.scenarios;

import java.util.concurrent.atomic.AtomicLong;

import org.minigun.Pipeline;
import org.minigun.RunResult;
import org.minigun.execution.Engine;

/**
 * Sends as many items as its first argument says through three stages, which share a
 * context unless the second one is {@code false}.
 */
final class ManyItemsMain {

    private ManyItemsMain() {
    }

    public static void main(String[] args) throws InterruptedException {
        int items = Integer.parseInt(args[0]);
        AtomicLong sum = new AtomicLong();
        try (Engine engine = Engine.create()) {
            RunResult result = engine.run(Pipeline.named("many")
                .options((o) -> o.inline(Boolean.parseBoolean(args[1])))
                .producer("generate", Integer.class, (out) -> {
                    for (int i = 0; i < items; i++) {
                        out.emit(i);
                    }
                })
                .processor("next", (n) -> n + 1)
                .consumer("sum", (n) -> sum.addAndGet(n))
                .build());
            System.out.println(result.state() + " " + sum.get() + " " + result.ledger().violations());
        }
    }

}
