package org.minigun.spring.readme;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.minigun.Concurrency;
import org.minigun.OnError;
import org.minigun.Pipeline;
import org.minigun.RunResult;
import org.minigun.annotation.Consumer;
import org.minigun.annotation.Processor;
import org.minigun.annotation.Producer;
import org.minigun.execution.Engine;
import org.minigun.spring.Minigun;
import org.minigun.spring.MinigunTask;
import org.minigun.spring.autoconfigure.MinigunAutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Runs the examples of the README and checks that the README has them as they are run.
 */
class ReadmeTests {

    private static final Path HERE = Path.of("src/test/java/org/minigun/spring/readme");

    private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
        .withConfiguration(AutoConfigurations.of(MinigunAutoConfiguration.class));

    @Test
    void readmeHasTheExamplesThatAreRun() throws IOException {
        String readme = squeezed(Files.readString(Path.of("../README.md")));
        for (String file : List.of("WordCount.java", "ReadmeTests.java")) {
            for (String example : examples(Files.readString(HERE.resolve(file)))) {
                assertThat(readme).contains(squeezed(example));
            }
        }
    }

    @Test
    void wordCountCountsWords() throws Exception {
        Path notes = Path.of("notes");
        Files.createDirectories(notes);
        try {
            Files.writeString(notes.resolve("a.txt"), "one two two");
            Files.writeString(notes.resolve("b.txt"), "two");
            this.contextRunner.withBean(WordCount.class).withBean(WordService.class).run((context) -> {
                assertThat(context.getBean(WordService.class).countWords()).isEqualTo(4);
                assertThat(context.getBean(WordCount.class).counts).containsEntry("two", 3).containsEntry("one", 1);
            });
        }
        finally {
            for (Path file : List.of(notes.resolve("a.txt"), notes.resolve("b.txt"), notes)) {
                Files.deleteIfExists(file);
            }
        }
    }

    @Test
    void armsMeetInTheStageAfterThem() {
        this.contextRunner.withBean(Arms.class).run((context) -> {
            RunResult result = context.getBean(Minigun.class).run("arms");
            assertThat(context.getBean(Arms.class).collected).containsExactlyInAnyOrder(10, 20, 30, 100, 200, 300);
            assertThat(result.ledger().violations()).isEmpty();
        });
    }

    @Test
    void propertiesMoveTheStage() {
        this.contextRunner.withBean(WordCount.class)
            .withPropertyValues("minigun.concurrency.threads=10", "minigun.concurrency.total-threads=100",
                    "minigun.pools.io.concurrency=THREAD", "minigun.pools.io.size=50",
                    "minigun.tasks.words.on-error=SKIP", "minigun.tasks.words.stages.words.concurrency=THREAD",
                    "minigun.tasks.words.stages.words.pool-size=8", "minigun.tasks.words.stages.words.retries=2")
            .run((context) -> assertThat(context.getBean(Minigun.class).plan("words").stage("words").poolSize())
                .isEqualTo(8));
    }

    @Test
    void aStageThatCrashesItsJvmLosesOneItem() {
        this.contextRunner.withBean(Numbers.class)
            .withPropertyValues("minigun.worker.max-heap=256MB", "minigun.worker.item-timeout=30s",
                    "minigun.worker.max-crashes=2", "minigun.tasks.numbers.stages.parse.concurrency=PROCESS",
                    "minigun.tasks.numbers.stages.parse.pool-size=2",
                    "minigun.tasks.numbers.stages.parse.on-error=DEAD_LETTER")
            .run((context) -> {
                RunResult result = context.getBean(Minigun.class).run("numbers");
                assertThat(context.getBean(Numbers.class).collected).hasSize(19).doesNotContain("parsed 13");
                assertThat(result.deadLetters()).singleElement()
                    .satisfies((letter) -> assertThat(letter.item()).isEqualTo(13));
                assertThat(result.ledger().violations()).isEmpty();
            });
    }

    @Test
    void builderRunsWithoutSpring() throws InterruptedException {
        // tag::builder[]
        Pipeline pipeline = Pipeline.named("squares")
            .producer("numbers", List.of(1, 2, 3))
            .processor("square", (n) -> n * n, (options) -> options.concurrency(Concurrency.THREAD, 4).ordered())
            .consumer("print", (n) -> System.out.println(n))
            .build();
        try (Engine engine = Engine.create()) {
            RunResult result = engine.run(pipeline);
            // end::builder[]
            assertThat(result.ledger().stage("print").done()).isEqualTo(3);
        }
    }

    private static List<String> examples(String source) {
        return Arrays.stream(source.split("// tag::\\w+\\[]"))
            .skip(1)
            .map((part) -> part.split("// end::\\w+\\[]")[0])
            .filter((part) -> !part.contains("\\\\w+"))
            .toList();
    }

    private static String squeezed(String text) {
        return text.lines().map(String::strip).filter((line) -> !line.isEmpty()).collect(Collectors.joining("\n"));
    }

    @MinigunTask("arms")
    static class Arms {

        final List<Integer> collected = new CopyOnWriteArrayList<>();

        // tag::arms[]
        @Producer(to = { "path_a", "path_b" })
        Stream<Integer> numbers() {
            return Stream.of(1, 2, 3);
        }

        @Processor
        int path_a(int n) {
            return n * 10;
        }

        @Processor
        int path_b(int n) {
            return n * 100;
        }

        @Consumer
        void collect(int n) {
            this.collected.add(n);
        }
        // end::arms[]

    }

    @MinigunTask("numbers")
    static class Numbers {

        final List<String> collected = new CopyOnWriteArrayList<>();

        @Producer
        Stream<Integer> numbers() {
            return IntStream.rangeClosed(1, 20).boxed();
        }

        // tag::process[]
        @Processor(concurrency = Concurrency.PROCESS, onError = OnError.DEAD_LETTER)
        static String parse(Integer number) {
            if (number == 13) {
                Runtime.getRuntime().halt(1); // stands for a parser that crashes its JVM
            }
            return "parsed " + number;
        }
        // end::process[]

        @Consumer
        void collect(String text) {
            this.collected.add(text);
        }

    }

    static class WordService {

        // tag::service[]
        private final Minigun minigun;

        WordService(Minigun minigun) {
            this.minigun = minigun;
        }

        long countWords() throws InterruptedException {
            RunResult result = this.minigun.run("words");
            return result.ledger().stage("batch").received();
        }
        // end::service[]

    }

}
