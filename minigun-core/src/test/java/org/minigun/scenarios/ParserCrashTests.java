package org.minigun.scenarios;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;

import org.apache.tika.metadata.Metadata;
import org.apache.tika.parser.ParseContext;
import org.apache.tika.parser.mock.MockParser;
import org.apache.tika.sax.BodyContentHandler;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.minigun.Concurrency;
import org.minigun.DeadLetter;
import org.minigun.Ledger.StageEntry;
import org.minigun.OnError;
import org.minigun.Pipeline;
import org.minigun.RunResult;
import org.minigun.RunState;
import org.minigun.Setting;
import org.minigun.StageOptions;
import org.minigun.process.WorkerCrashException;
import org.minigun.scenarios.Document.Fate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The parser of Apache Tika's own crash tests as a stage: it does what a document says,
 * which is to exit, to hang, or to take all memory. Each document's text is found exactly
 * once, or it is a dead letter that tells why not, and nothing is left behind.
 */
class ParserCrashTests {

    /** What needs no process of its own, and prints nothing to that of the tests. */
    private static final Set<Misdeed> BEARABLE = EnumSet.of(Misdeed.INTERRUPT, Misdeed.NULL_POINTER, Misdeed.TIKA,
            Misdeed.CHECKED, Misdeed.ENCRYPTED, Misdeed.STACK, Misdeed.ILLEGAL_CHARACTERS, Misdeed.NO_ACTION,
            Misdeed.NOT_XML);

    private static final Set<Misdeed> FEW = EnumSet.of(Misdeed.EXIT, Misdeed.INTERRUPT, Misdeed.TIKA);

    private Set<Path> directories = Set.of();

    private long sockets;

    record Text(int number, String text, long pid) {
    }

    static Text parse(Document document) throws Exception {
        if (document.vandalism() != null) {
            document.vandalism().commit();
        }
        BodyContentHandler text = new BodyContentHandler();
        Metadata metadata = new Metadata();
        ParseContext context = new ParseContext();
        // Tika's own pool of readers takes long to make.
        context.set(DocumentBuilder.class, DocumentBuilderFactory.newDefaultInstance().newDocumentBuilder());
        new MockParser().parse(new ByteArrayInputStream(document.xml().getBytes(StandardCharsets.UTF_8)), text,
                metadata, context);
        return new Text(Integer.parseInt(metadata.get("number")), text.toString().strip(), Workers.pid());
    }

    @BeforeEach
    void look() throws IOException {
        this.directories = directories();
        this.sockets = sockets();
    }

    @Test
    void aParserThatDoesItsWorstInAPoolCostsItsDocumentsAlone() throws Exception {
        List<Document> documents = mixed(EnumSet.complementOf(EnumSet.of(Misdeed.BUSY_HANG)), 3);
        check(documents, run(documents, "pool", (o) -> o.concurrency(Concurrency.PROCESS, 2)), "parse");
    }

    @Test
    void aParserThatDoesItsWorstInBatchesCostsItsDocumentsAlone() throws Exception {
        List<Document> documents = mixed(FEW, 3);
        check(documents, run(documents, "batches", (o) -> o.concurrency(Concurrency.PROCESS_PER_BATCH, 2).batchSize(7)),
                "parse");
    }

    @Test
    @Tag("long")
    void aParserThatDoesItsWorstInAPipelineOfAWorkerCostsItsDocumentsAlone() throws Exception {
        List<Document> documents = mixed(FEW, 3);
        check(documents, runNested(documents, (o) -> o.concurrency(Concurrency.PROCESS, 2)), "read/parse");
    }

    @ParameterizedTest
    @EnumSource(names = { "THREAD", "ISOLATE" })
    void whatIsBearableIsBorneWithoutAProcess(Concurrency concurrency) throws Exception {
        List<Document> documents = mixed(BEARABLE, 3);
        check(documents, run(documents, "bearable", (o) -> o.concurrency(concurrency, 2)), "parse");
    }

    @Test
    @Tag("long")
    void allOfItAlsoInBatchesAndInAPipelineOfAWorker() throws Exception {
        List<Document> documents = mixed(EnumSet.allOf(Misdeed.class), 10);
        check(documents,
                run(documents, "batches", (o) -> o.concurrency(Concurrency.PROCESS_PER_BATCH, 2).batchSize(20)),
                "parse");
        check(documents, runNested(documents, (o) -> o.concurrency(Concurrency.PROCESS, 2)), "read/parse");
        check(documents, runNested(documents, (o) -> o.concurrency(Concurrency.PROCESS_PER_BATCH, 2).batchSize(20)),
                "read/parse");
    }

    @ParameterizedTest
    @Tag("long")
    @CsvSource({ "1, true, 8", "2, false, 1024", "3, false, 3" })
    void aStormOfThemCostsTheirDocumentsAlone(long seed, boolean ordered, int window) throws Exception {
        // The seed, for who reads the output of the test.
        System.out.println("Storm " + seed);
        List<Document> documents = storm(seed, 1500);
        check(documents, run(documents, "storm", (o) -> {
            o.concurrency(Concurrency.PROCESS, 2)
                .retries(1)
                .backoff(Duration.ofMillis(1))
                .set(Setting.MAX_CRASHES, 2)
                .set(Setting.MAX_ITEMS, 400)
                .set(Setting.WINDOW, window);
            if (ordered) {
                o.ordered();
            }
        }), "parse");
    }

    @Test
    @Tag("long")
    void aStormInBatchesCostsItsDocumentsAlone() throws Exception {
        List<Document> documents = storm(4, 600);
        check(documents, run(documents, "storm",
                (o) -> o.concurrency(Concurrency.PROCESS_PER_BATCH, 2).batchSize(75).set(Setting.MAX_CRASHES, 2)),
                "parse");
    }

    /** Documents of which about one in ten does something, and one in 120 kills. */
    private static List<Document> storm(long seed, int count) {
        Random random = new Random(seed);
        List<Document> documents = new ArrayList<>();
        List<Misdeed> bearable = List.copyOf(new TreeSet<>(BEARABLE));
        for (int number = 1; number <= count; number++) {
            Misdeed misdeed = (random.nextInt(10) == 0) ? bearable.get(random.nextInt(bearable.size())) : null;
            boolean worse = random.nextInt(100) == 0;
            Vandalism vandalism = (worse && random.nextBoolean())
                    ? Vandalism.STORMY.get(random.nextInt(Vandalism.STORMY.size())) : null;
            if (worse && vandalism == null) {
                misdeed = Misdeed.values()[random.nextInt(Misdeed.values().length)];
            }
            documents.add(new Document(number, misdeed, vandalism));
        }
        return documents;
    }

    private Outcome run(List<Document> documents, String name, Consumer<StageOptions<Document, Text>> options) {
        List<Text> texts = Scenario.collected();
        RunResult result = Scenario.run(Pipeline.named(name)
            .afterFork((context) -> parse(Document.harmless(0)))
            .producer("documents", documents)
            .processor("parse", ParserCrashTests::parse, (o) -> options.accept(limits(o)))
            .consumer("collect", texts::add)
            .build(), (engine) -> engine.set(Setting.KEPT_FAILURES, documents.size()));
        return new Outcome(result, texts);
    }

    private Outcome runNested(List<Document> documents, Consumer<StageOptions<Document, Text>> options) {
        List<Text> texts = Scenario.collected();
        RunResult result = Scenario.run(Pipeline.named("nested")
            .afterFork((context) -> parse(Document.harmless(0)))
            .producer("documents", documents)
            .pipeline(Pipeline.nested("read", Document.class)
                .processor("parse", ParserCrashTests::parse, (o) -> o.onError(OnError.DEAD_LETTER))
                .processor("check", (Text text) -> text, (o) -> o.concurrency(Concurrency.THREAD, 2))
                .build(), Text.class, (o) -> options.accept(limits(o)))
            .consumer("collect", texts::add)
            .build(), (engine) -> engine.set(Setting.KEPT_FAILURES, documents.size()));
        return new Outcome(result, texts);
    }

    private static <I, O> StageOptions<I, O> limits(StageOptions<I, O> options) {
        return options.onError(OnError.DEAD_LETTER)
            .set(Setting.MAX_CRASHES, 1)
            .set(Setting.WORKER_HEAP, 32L << 20)
            .set(Setting.ITEM_TIMEOUT, Duration.ofMillis(900));
    }

    /** Documents that do something, each after some harmless ones. */
    private static List<Document> mixed(Set<Misdeed> misdeeds, int between) {
        List<Document> documents = new ArrayList<>();
        for (Misdeed misdeed : misdeeds) {
            for (int i = 0; i < between; i++) {
                documents.add(Document.harmless(documents.size() + 1));
            }
            documents.add(new Document(documents.size() + 1, misdeed, null));
        }
        return documents;
    }

    private void check(List<Document> documents, Outcome outcome, String stage) throws IOException {
        RunResult result = outcome.result();
        assertThat(result.state()).as("%s", result).isEqualTo(RunState.COMPLETED);
        assertThat(outcome.texts()).extracting((text) -> text.number() + ": " + text.text())
            .containsExactlyInAnyOrderElementsOf(documents.stream()
                .filter((document) -> document.fate() == Fate.READ)
                .map((document) -> document.number() + ": " + document.text())
                .toList());
        assertThat(result.deadLetters()).extracting(DeadLetter::item)
            .containsExactlyInAnyOrderElementsOf(
                    documents.stream().filter((document) -> document.fate() != Fate.READ).toList());
        assertThat(result.deadLetters()).allSatisfy((letter) -> {
            Document document = (Document) letter.item();
            assertThat(letter.cause() instanceof WorkerCrashException).as("%s", letter)
                .isEqualTo(document.fate() == Fate.KILLS);
            assertThat(letter.cause().toString()).contains(document.told());
        });
        StageEntry entry = result.ledger().stage(stage);
        assertThat(entry.done()).isEqualTo(outcome.texts().size());
        assertThat(entry.deadLettered()).isEqualTo(documents.size() - outcome.texts().size());
        checkNothingLeft();
    }

    private void checkNothingLeft() throws IOException {
        Workers.assertNoneLeft();
        assertThat(directories()).isEqualTo(this.directories);
        // The JDK keeps a pair for itself once a socket was closed.
        await().atMost(Duration.ofSeconds(5)).until(() -> sockets() <= this.sockets + 2);
    }

    /** Those that this JVM has made for workers. */
    private static Set<Path> directories() throws IOException {
        try (Stream<Path> all = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return all.filter((each) -> each.getFileName().toString().startsWith("minigun-" + Workers.OWN_PID + "."))
                .collect(Collectors.toSet());
        }
    }

    private static long sockets() throws IOException {
        try (Stream<Path> all = Files.list(Path.of("/proc/self/fd"))) {
            return all.filter(ParserCrashTests::isSocket).count();
        }
    }

    private static boolean isSocket(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString().startsWith("socket:");
        }
        catch (IOException ex) {
            // Closed since it was listed.
            return false;
        }
    }

    record Outcome(RunResult result, List<Text> texts) {
    }

}
