package org.minigun.scenarios;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.minigun.Concurrency;
import org.minigun.DeadLetter;
import org.minigun.OnError;
import org.minigun.Pipeline;
import org.minigun.RunResult;
import org.minigun.RunState;
import org.minigun.Setting;
import org.minigun.StageOptions;
import org.minigun.process.WorkerCrashException;

import java.nio.ByteBuffer;
import java.util.function.Consumer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The rows of "Workers that die" that speak of what becomes of items. With real child
 * JVMs that really die.
 */
class WorkerDeathTests {

    @TempDir
    private Path directory;

    /** Whether this is the first time that something happens, over all processes. */
    static boolean first(String file) throws IOException {
        try {
            Files.createFile(Path.of(file));
            return true;
        }
        catch (FileAlreadyExistsException ex) {
            return false;
        }
    }

    @ParameterizedTest
    @ValueSource(ints = { 100, 5000 })
    void s306_anItemThatKillsItsWorkerOnceIsDeliveredAgain(int items) {
        String once = this.directory.resolve("once").toString();
        List<Integer> collected = Scenario.collected();
        RunResult result = Scenario.run(Pipeline.named("s306")
            .producer("numbers", Scenario.numbers(1, items))
            .processor("work", (Integer n) -> {
                if (n == 50 && first(once)) {
                    Runtime.getRuntime().halt(3);
                }
                return n;
            }, (o) -> o.concurrency(Concurrency.PROCESS, 2))
            .consumer("collect", collected::add)
            .build());
        assertThat(result.state()).as("%s", result).isEqualTo(RunState.COMPLETED);
        assertThat(collected).containsExactlyInAnyOrderElementsOf(Scenario.numbers(1, items));
    }

    @Test
    void s308_anItemThatKillsEveryWorkerIsADeadLetterWithADeathCertificate() {
        List<Integer> collected = Scenario.collected();
        RunResult result = killer("s308", 20, (o) -> o.onError(OnError.DEAD_LETTER), collected);
        assertThat(result.state()).as("%s", result).isEqualTo(RunState.COMPLETED);
        assertThat(collected).hasSize(19).doesNotContain(7);
        DeadLetter letter = result.deadLetters().get(0);
        assertThat(result.deadLetters()).hasSize(1);
        assertThat(letter.item()).isEqualTo(7);
        assertThat(letter.cause()).isInstanceOf(WorkerCrashException.class)
            .hasMessageContaining("code 3")
            .hasMessageContaining("these are my last words")
            .hasMessageContaining("7");
        assertThat(lines("deaths")).hasSize(2);
    }

    @Test
    void s309_byDefaultTheRunFailsWithTheDeathCertificate() {
        RunResult result = killer("s309", 20, (o) -> {
        }, Scenario.collected());
        assertThat(result.state()).isEqualTo(RunState.FAILED);
        assertThat(java.util.Objects.requireNonNull(result.failure()).cause()).isInstanceOf(WorkerCrashException.class)
            .hasMessageContaining("code 3")
            .hasMessageContaining("these are my last words");
    }

    private RunResult killer(String name, int items, Consumer<StageOptions<Integer, Integer>> options,
            List<Integer> collected) {
        String deaths = this.directory.resolve("deaths").toString();
        return Scenario
            .run(Pipeline.named(name).producer("numbers", Scenario.numbers(1, items)).processor("work", (Integer n) -> {
                if (n == 7) {
                    Files.writeString(Path.of(deaths), "x\n", java.nio.file.StandardOpenOption.CREATE,
                            java.nio.file.StandardOpenOption.APPEND);
                    System.err.println("these are my last words");
                    System.err.flush();
                    Runtime.getRuntime().halt(3);
                }
                return n;
            }, (o) -> {
                o.concurrency(Concurrency.PROCESS, 2);
                options.accept(o);
            }).consumer("collect", collected::add).build());
    }

    private List<String> lines(String file) {
        try {
            return Files.readAllLines(this.directory.resolve(file));
        }
        catch (IOException ex) {
            throw new AssertionError(ex);
        }
    }

    @Test
    void s310_aWorkerKilledFromOutsideIsReplaced() {
        String once = this.directory.resolve("once").toString();
        List<Integer> collected = Scenario.collected();
        RunResult result = Scenario
            .run(Pipeline.named("s310").producer("numbers", Scenario.numbers(1, 20)).processor("work", (Integer n) -> {
                if (n == 10 && first(once)) {
                    new ProcessBuilder("kill", "-9", Long.toString(ProcessHandle.current().pid())).start().waitFor();
                    Thread.sleep(60_000);
                }
                return n;
            }, (o) -> o.concurrency(Concurrency.PROCESS, 2)).consumer("collect", collected::add).build());
        assertThat(result.state()).as("%s", result).isEqualTo(RunState.COMPLETED);
        assertThat(collected).containsExactlyInAnyOrderElementsOf(Scenario.numbers(1, 20));
    }

    @Test
    void s311_aWorkerWithoutMemoryIsReplacedAndTheKindOfMemoryIsTold() {
        RunResult result = oneBad("s311", 10, (n) -> {
            List<byte[]> hoard = new ArrayList<>();
            while (true) {
                hoard.add(new byte[1 << 20]);
            }
        }, (o) -> o.set(Setting.WORKER_HEAP, 64L << 20));
        assertThat(result.deadLetters().get(0).cause()).hasMessageContaining("heap");
    }

    @Test
    void s312_anEndlessItemIsStoppedByItsTimeoutWithTheStackWhereItWas() {
        long start = System.nanoTime();
        RunResult result = oneBad("s312", 10, (n) -> spin(),
                (o) -> o.set(Setting.ITEM_TIMEOUT, Duration.ofMillis(500)));
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(Duration.ofSeconds(1),
                Duration.ofSeconds(10));
        assertThat(result.deadLetters().get(0).cause()).hasMessageContaining("timeout");
        assertThat(((WorkerCrashException) result.deadLetters().get(0).cause()).getMessage()).contains("spin");
    }

    private static int spin() {
        int count = 0;
        while (count >= 0) {
            count = (count + 1) & 0xFFFF;
        }
        return count;
    }

    @Test
    void s320_exitCodeZeroWithWorkOwedIsACrash() {
        RunResult result = oneBad("s320", 10, (n) -> {
            System.exit(0);
            return 0;
        }, (o) -> {
        });
        assertThat(result.deadLetters().get(0).cause()).hasMessageContaining("code 0");
    }

    @Test
    @Tag("long")
    void s324_memoryOutsideTheHeapAndArraysThatAreTooLarge() {
        RunResult direct = oneBad("s324", 5, (n) -> {
            List<ByteBuffer> hoard = new ArrayList<>();
            while (true) {
                hoard.add(ByteBuffer.allocateDirect(16 << 20));
            }
        }, (o) -> o.set(Setting.JVM_OPTIONS, List.of("-XX:MaxDirectMemorySize=64m")));
        assertThat(direct.deadLetters().get(0).cause()).hasMessageContaining("direct");
        RunResult array = oneBad("s324", 5, (n) -> new int[Integer.MAX_VALUE].length, (o) -> {
        });
        assertThat(array.deadLetters().get(0).cause()).hasMessageContaining("array");
    }

    @Test
    void aStackThatOverflowsIsTheFailureOfTheItemAlone() {
        RunResult result = oneBad("overflow", 5, WorkerDeathTests::endless, (o) -> {
        });
        assertThat(result.deadLetters().get(0).cause()).isInstanceOf(StackOverflowError.class);
    }

    private static int endless(Integer n) {
        return endless(n + 1) + 1;
    }

    @Test
    void s469_retriesDoNotApplyToCrashes() {
        List<Integer> collected = Scenario.collected();
        RunResult result = Scenario
            .run(Pipeline.named("s469").producer("numbers", Scenario.numbers(1, 8)).processor("work", (Integer n) -> {
                if (n == 3) {
                    Runtime.getRuntime().halt(3);
                }
                if (n == 5) {
                    throw new IllegalStateException("five");
                }
                return n;
            }, (o) -> o.concurrency(Concurrency.PROCESS, 2)
                .retries(3)
                .backoff(Duration.ofMillis(1))
                .onError(OnError.DEAD_LETTER)).consumer("collect", collected::add).build());
        assertThat(collected).containsExactlyInAnyOrder(1, 2, 4, 6, 7, 8);
        assertThat(result.deadLetters()).hasSize(2).anySatisfy((letter) -> {
            assertThat(letter.item()).isEqualTo(3);
            assertThat(letter.cause()).isInstanceOf(WorkerCrashException.class);
        }).anySatisfy((letter) -> {
            assertThat(letter.item()).isEqualTo(5);
            assertThat(letter.attempts()).isEqualTo(4);
        });
    }

    @ParameterizedTest
    @ValueSource(ints = { 1, 3 })
    void s470_maxCrashesSaysHowManyWorkersAnItemMayCost(int crashes) {
        String deaths = this.directory.resolve("deaths").toString();
        List<Integer> collected = Scenario.collected();
        RunResult result = Scenario
            .run(Pipeline.named("s470").producer("numbers", Scenario.numbers(1, 5)).processor("work", (Integer n) -> {
                if (n == 3) {
                    Files.writeString(Path.of(deaths), "x\n", java.nio.file.StandardOpenOption.CREATE,
                            java.nio.file.StandardOpenOption.APPEND);
                    Runtime.getRuntime().halt(1);
                }
                return n;
            }, (o) -> o.concurrency(Concurrency.PROCESS, 1).set(Setting.MAX_CRASHES, crashes).onError(OnError.SKIP))
                .consumer("collect", collected::add)
                .build());
        assertThat(collected).containsExactlyInAnyOrder(1, 2, 4, 5);
        assertThat(result.ledger().stage("work").skipped()).isEqualTo(1);
        assertThat(lines("deaths")).hasSize(crashes);
    }

    /** What a bad item does. */
    interface Bad extends org.minigun.ProcessorFunction<Integer, Integer> {

    }

    private static RunResult oneBad(String name, int items, Bad bad, Consumer<StageOptions<Integer, Integer>> options) {
        List<Integer> collected = Scenario.collected();
        RunResult result = Scenario.run(Pipeline.named(name)
            .producer("numbers", Scenario.numbers(1, items))
            .processor("work", (Integer n) -> (n == 4) ? bad.process(n) : n, (o) -> {
                o.concurrency(Concurrency.PROCESS, 2).onError(OnError.DEAD_LETTER);
                options.accept(o);
            })
            .consumer("collect", collected::add)
            .build());
        assertThat(result.state()).as("%s", result).isEqualTo(RunState.COMPLETED);
        assertThat(collected).containsExactlyInAnyOrderElementsOf(
                IntStream.rangeClosed(1, items).filter((n) -> n != 4).boxed().toList());
        assertThat(result.deadLetters()).singleElement().satisfies((letter) -> assertThat(letter.item()).isEqualTo(4));
        return result;
    }

}
