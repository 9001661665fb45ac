package org.minigun.scenarios;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.minigun.CarriedContext;
import org.minigun.Concurrency;
import org.minigun.ContextCarrier;
import org.minigun.Pipeline;
import org.minigun.Run;
import org.minigun.WorkerContext;
import org.slf4j.MDC;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the thread that starts a run has is carried to its threads and workers.
 */
class CarriedContextTests {

    private static final ThreadLocal<String> WHO = new ThreadLocal<>();

    private final List<String> seen = new CopyOnWriteArrayList<>();

    @AfterEach
    void clear() {
        MDC.clear();
        WHO.remove();
    }

    @Test
    void threadsAndVirtualThreadsHaveWhatTheCallerHad() {
        MDC.put("request", "r1");
        WHO.set("ada");
        Scenario.run(Pipeline.named("carried").producer("generate", Integer.class, (output) -> {
            see("producer");
            output.emit(1);
        })
            .processor("platform", (n) -> see("platform", n), (stage) -> stage.concurrency(Concurrency.THREAD))
            .processor("virtual", (n) -> see("virtual", n),
                    (stage) -> stage.concurrency(Concurrency.VIRTUAL_THREAD).poolSize(2))
            .consumer("last", (n) -> see("last"))
            .beforeRun((run) -> see("hook"))
            .build(), (builder) -> builder.carrier(new WhoCarrier()));
        assertThat(this.seen).containsExactlyInAnyOrder("hook r1 ada", "producer r1 ada", "platform r1 ada",
                "virtual r1 ada", "last r1 ada");
        assertThat(MDC.get("request")).isEqualTo("r1");
        assertThat(WHO.get()).isEqualTo("ada");
    }

    @Test
    void callingThreadGetsBackWhatItHad() {
        MDC.put("request", "r2");
        WHO.set("ada");
        Scenario.run(Pipeline.named("inline").producer("generate", List.of(1)).consumer("change", (n) -> {
            see("stage");
            MDC.put("request", "changed");
        }).options((options) -> options.defaultContext(Concurrency.INLINE)).build(),
                (builder) -> builder.carrier(new WhoCarrier()));
        assertThat(this.seen).containsExactly("stage r2 ada");
        assertThat(MDC.get("request")).isEqualTo("r2");
    }

    @Test
    void workerReadsHeadersAndHasTheDiagnosticContext() {
        MDC.put("request", "r3");
        WHO.set("ada");
        Scenario.run(Pipeline.named("handed")
            .producer("generate", List.of(1))
            .processor("away",
                    (n) -> WorkerContext.current().orElseThrow().headers().get("who") + " " + MDC.get("request"),
                    (stage) -> stage.concurrency(Concurrency.PROCESS).poolSize(1))
            .consumer("keep", this.seen::add)
            .build(), (builder) -> builder.carrier(new WhoCarrier()));
        assertThat(this.seen).containsExactly("ada r3");
        assertThat(WorkerContext.current()).isEmpty();
    }

    @Test
    void carrierThatThrowsChangesNothing() {
        AtomicInteger closed = new AtomicInteger();
        ContextCarrier failing = (run) -> {
            throw new IllegalStateException("no capture");
        };
        ContextCarrier closing = (run) -> (stage) -> {
            if (stage != null) {
                throw new IllegalStateException("no scope");
            }
            return () -> {
                closed.incrementAndGet();
                throw new IllegalStateException("no end");
            };
        };
        Scenario.run(Pipeline.named("failing")
            .producer("generate", List.of(1, 2))
            .consumer("keep", (n) -> this.seen.add("item"))
            .build(), (builder) -> builder.carrier(failing).carrier(closing));
        assertThat(this.seen).hasSize(2);
        assertThat(closed).hasPositiveValue();
    }

    private Integer see(String where, Integer item) {
        see(where);
        return item;
    }

    private void see(String where) {
        this.seen.add(where + " " + MDC.get("request") + " " + WHO.get());
    }

    /** Carries the name of who has started the run. */
    private static final class WhoCarrier implements ContextCarrier, Serializable {

        private static final long serialVersionUID = 1L;

        @Override
        public CarriedContext capture(Run run) {
            String who = String.valueOf(WHO.get());
            return new CarriedContext() {

                @Override
                public Scope open(@Nullable String stage) {
                    String before = WHO.get();
                    WHO.set(who);
                    return () -> WHO.set(before);
                }

                @Override
                public Map<String, String> headers() {
                    return Map.of("who", who);
                }

            };
        }

    }

}
