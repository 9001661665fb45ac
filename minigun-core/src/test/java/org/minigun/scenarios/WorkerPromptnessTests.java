package org.minigun.scenarios;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.minigun.Concurrency;
import org.minigun.Pipeline;
import org.minigun.Setting;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How soon workers have something done that comes alone. The bounds are those of an idle
 * machine: a busy one gets three tries.
 */
@Timeout(90)
class WorkerPromptnessTests {

    /** When an item or a batch has set out, and when it has begun or come back. */
    record Trip(Instant out, Instant begun, Instant back, long pid) {

        Duration there() {
            return Duration.between(this.out, this.begun);
        }

        Duration thereAndBack() {
            return Duration.between(this.out, this.back);
        }

    }

    private static <T> void withinThreeTries(Supplier<T> attempt, Predicate<T> inTime) {
        List<T> attempts = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            attempts.add(attempt.get());
            if (inTime.test(attempts.get(i))) {
                return;
            }
        }
        assertThat(attempts).anyMatch(inTime);
    }

    @Test
    @Tag("long")
    void s468_noItemWaitsForABatchToFill() {
        withinThreeTries(WorkerPromptnessTests::lonelyItems,
                (trips) -> trips.stream().allMatch((trip) -> trip.thereAndBack().compareTo(Duration.ofMillis(50)) < 0));
    }

    private static List<Trip> lonelyItems() {
        List<Trip> trips = Scenario.collected();
        Workers.completed(Pipeline.named("s468").producer("lonely", Instant.class, (output) -> {
            for (int i = 0; i <= 3; i++) {
                output.emit(Instant.now());
                Thread.sleep(1000);
            }
        })
            .processor("work", (Instant out) -> new Trip(out, Instant.now(), out, Workers.pid()),
                    (o) -> o.concurrency(Concurrency.PROCESS, 1).set(Setting.WINDOW, 8))
            .consumer("collect",
                    (Trip trip) -> trips.add(new Trip(trip.out(), trip.begun(), Instant.now(), trip.pid())))
            .build());
        assertThat(trips).hasSize(4);
        assertThat(Workers.pids(trips, Trip::pid)).hasSize(1);
        // The first has waited for the worker to start.
        return trips.subList(1, 4);
    }

    /** How long after its end something was seen. */
    record Ended(Instant end, Instant seen) {

        boolean isPrompt() {
            return Duration.between(this.end, this.seen).compareTo(Duration.ofMillis(300)) < 0;
        }

    }

    @Test
    void s283_aResultIsSeenWhenItIsReadyThoughNoItemComes() {
        withinThreeTries(() -> {
            List<Ended> ended = Scenario.collected();
            Workers.completed(Pipeline.named("s283").producer("two", Integer.class, (output) -> {
                output.emit(1);
                Thread.sleep(1000);
                output.emit(2);
            }).processor("work", (Integer n) -> {
                Thread.sleep(100);
                return Instant.now();
            }, (o) -> o.concurrency(Concurrency.PROCESS, 2))
                .consumer("collect", (Instant end) -> ended.add(new Ended(end, Instant.now())))
                .build());
            assertThat(ended).hasSize(2);
            return ended;
        }, (ended) -> ended.stream().allMatch(Ended::isPrompt));
    }

    @Test
    void s342_theResultOfABatchIsSeenWhenItIsReadyThoughNoBatchComes() {
        withinThreeTries(() -> {
            List<Ended> ended = Scenario.collected();
            Workers.completed(Pipeline.named("s342").producer("two", Integer.class, (output) -> {
                output.emit(1);
                Thread.sleep(1000);
                output.emit(2);
            })
                .accumulator("batch", (o) -> o.maxSize(1))
                .processor("work", (List<Integer> batch) -> Instant.now(),
                        (o) -> o.concurrency(Concurrency.PROCESS_PER_BATCH, 2))
                .consumer("collect", (Instant end) -> ended.add(new Ended(end, Instant.now())))
                .build());
            assertThat(ended).hasSize(2);
            return ended;
        }, (ended) -> ended.stream().allMatch(Ended::isPrompt));
    }

    record Handed(List<Trip> trips, Duration boot) {
    }

    @Test
    @Tag("long")
    void s472_aSpareWorkerStandsReadyForEachBatch() {
        withinThreeTries(WorkerPromptnessTests::lonelyBatches,
                (handed) -> handed.trips()
                    .stream()
                    .skip(1)
                    .allMatch((trip) -> trip.there().compareTo(handed.boot().dividedBy(2)) < 0));
    }

    private static Handed lonelyBatches() {
        List<Trip> trips = Scenario.collected();
        List<Duration> boots = Scenario.collected();
        Workers.completed(Pipeline.named("s472").producer("lonely", Instant.class, (output) -> {
            for (int i = 0; i < 5; i++) {
                Instant next = Instant.now().plusSeconds(1);
                output.emit(Instant.now());
                if (i > 1) {
                    boots.add(boot());
                }
                Thread.sleep(Math.max(0, Instant.now().until(next, ChronoUnit.MILLIS)));
            }
        })
            .accumulator("batch", (o) -> o.maxSize(1))
            .processor("work", (List<Instant> out) -> new Trip(out.get(0), Instant.now(), out.get(0), Workers.pid()),
                    (o) -> o.concurrency(Concurrency.PROCESS_PER_BATCH, 2))
            .consumer("collect", trips::add)
            .build());
        assertThat(trips).hasSize(5);
        assertThat(Workers.pids(trips, Trip::pid)).hasSize(5);
        return new Handed(trips, boots.stream().sorted().toList().get(1));
    }

    /** How long a JVM takes to begin with its program. */
    private static Duration boot() throws Exception {
        Instant start = Instant.now();
        String begun = ChildJvm.run(BootMain.class, List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
        return Duration.between(start, Instant.parse(begun.strip()));
    }

    /** Tells when it has begun. */
    static final class BootMain {

        private BootMain() {
        }

        public static void main(String[] arguments) {
            System.out.println(Instant.now());
        }

    }

}
