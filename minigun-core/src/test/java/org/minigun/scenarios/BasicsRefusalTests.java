package org.minigun.scenarios;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.minigun.Concurrency;
import org.minigun.OnError;
import org.minigun.Output;
import org.minigun.Pipeline;
import org.minigun.RunFailedException;
import org.minigun.RunFailure;
import org.minigun.RunResult;
import org.minigun.RunState;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The rows of "Basics" on what is refused: pipelines, types that do not fit, items that
 * are {@code null}.
 */
class BasicsRefusalTests {

    @Test
    void s027_aLastStageThatEmits() {
        Topology.assertRefused(
                () -> Pipeline.named("s027").producer("P", Scenario.numbers(1, 3)).processor("p", (n) -> n * 2).build())
            .withMessageContainingAll("'p'", "emits but feeds nothing", "`to`", "consumer after it")
            .withMessageNotContaining("'P'");
    }

    @Test
    void s027_aProducerThatIsDeclaredLast() {
        Topology.assertRefused(() -> Pipeline.named("s027").producer("P", Scenario.numbers(1, 3)).consumer("c", (n) -> {
        }).producer("late", Scenario.numbers(4, 6)).build())
            .withMessageContainingAll("'late'", "emits but feeds nothing", "`to`", "consumer after it");
    }

    @Test
    void aPipelineWithABlankName() {
        for (String name : List.of("", " ")) {
            Topology
                .assertRefused(() -> Pipeline.named(name).producer("P", Scenario.numbers(1, 3)).consumer("c", (n) -> {
                }).build())
                .withMessageContaining("A pipeline has a blank name");
        }
    }

    @Test
    void aStageThatIsOrderedAndPartitioned() {
        Topology.assertRefused(() -> Pipeline.named("both").producer("P", Scenario.numbers(1, 3)).consumer("c", (n) -> {
        }, (o) -> o.concurrency(Concurrency.THREAD, 2).ordered().partitionBy((n) -> n % 2)).build())
            .withMessageContainingAll("'c'", "ordered", "partition-by", "one key");
    }

    @Test
    void s027_aProcessorAfterWhichOnlyAStageWithASourceStands() {
        Topology.assertRefused(() -> Pipeline.named("s027")
            .producer("P", Scenario.numbers(1, 3))
            .processor("a", (n) -> n * 2, (o) -> o.from("P"))
            .consumer("b", (n) -> {
            }, (o) -> o.from("P"))
            .build()).withMessageContainingAll("'a'", "emits but feeds nothing", "`to`", "consumer after it");
    }

    @Test
    void s028_aTypeThatDoesNotFitIsRefusedBeforeTheStart() {
        Topology.assertRefused(() -> Pipeline.named("s028")
            .producer("words", String.class, (output) -> output.emit("one"))
            .taking(Integer.class)
            .processor("twice", (n) -> n * 2)
            .consumer("c", (n) -> {
            })
            .build()).withMessageContainingAll("'words'", "String", "'twice'", "Integer");
    }

    @Test
    void s028_aTypeThatDoesNotFitDoesNotCompile(@TempDir Path classes) {
        assertThat(errors(classes, "Scenario28::length")).isEmpty();
        assertThat(errors(classes, "Scenario28::twice")).singleElement().satisfies((error) -> {
            assertThat(error.getLineNumber()).isEqualTo(8);
            assertThat(error.getMessage(Locale.ENGLISH)).contains("String", "Integer");
        });
    }

    @Test
    void s447_aNullItemIsSkipped() {
        List<Integer> collected = Scenario.collected();
        RunResult result = Scenario.run(emittingNullForThree(collected, OnError.SKIP));
        assertThat(result.state()).isEqualTo(RunState.COMPLETED);
        assertThat(collected).containsExactly(1, 2, 4, 5);
        assertThat(result.ledger().stage("p").skipped()).isEqualTo(1);
        assertThat(result.ledger().stage("p").done()).isEqualTo(4);
        assertThat(result.ledger().stage("c").received()).isEqualTo(4);
    }

    @Test
    void s447_aNullItemFailsTheRun() {
        List<Integer> collected = Scenario.collected();
        RunResult result = Topology.failed(emittingNullForThree(collected, OnError.FAIL));
        RunFailure failure = result.failure();
        assertThat(failure).isNotNull();
        assertThat(failure.where()).isEqualTo("p");
        assertThat(failure.item()).isEqualTo(3);
        assertThatExceptionOfType(RunFailedException.class).isThrownBy(result::orElseThrow)
            .withMessageContainingAll("'p'", "item 3");
        assertThat(failure.cause()).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("'p'");
        assertThat(collected).doesNotContainNull().isSubsetOf(1, 2, 4, 5);
        assertThat(result.ledger().stage("p").failed()).isEqualTo(1);
    }

    @Test
    void s447_aProducerFailsByANullItem() {
        List<Integer> collected = Scenario.collected();
        RunResult result = Topology.failed(Pipeline.named("s447").producer("P", Integer.class, (output) -> {
            output.emit(1);
            emitNull(output);
            output.emit(2);
        }).consumer("c", collected::add).build());
        assertThat(result.failure()).isNotNull();
        assertThat(result.failure().where()).isEqualTo("P");
        assertThat(result.cause()).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("'P'");
        assertThat(result.statistics().emitted()).isEqualTo(1);
        assertThat(collected).isSubsetOf(1);
    }

    private static Pipeline emittingNullForThree(List<Integer> collected, OnError onError) {
        return Pipeline.named("s447")
            .producer("P", Scenario.numbers(1, 5))
            .processor("p", Integer.class, (n, output) -> {
                if (n == 3) {
                    emitNull(output);
                }
                else {
                    output.emit(n);
                }
            }, (o) -> o.onError(onError))
            .consumer("c", collected::add)
            .build();
    }

    @SuppressWarnings({ "NullAway", "DataFlowIssue" })
    private static void emitNull(Output<Integer> output) {
        output.emit(null);
    }

    /** What the compiler says of a task whose processor is given by a method. */
    private static List<Diagnostic<? extends JavaFileObject>> errors(Path classes, String method) {
        String source = """
                import java.util.List;
                import org.minigun.Pipeline;

                class Scenario28 {
                    Pipeline task() {
                        return Pipeline.named("s028")
                            .producer("words", List.of("one"))
                            .processor("p", %s)
                            .consumer("c", (n) -> { })
                            .build();
                    }

                    static Integer length(String word) {
                        return word.length();
                    }

                    static Integer twice(Integer number) {
                        return number * 2;
                    }
                }
                """.formatted(method);
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
        compiler
            .getTask(null, null, diagnostics,
                    List.of("-proc:none", "-cp", classPath().toString(), "-d", classes.toString()), null,
                    List.of(new Source("Scenario28", source)))
            .call();
        return diagnostics.getDiagnostics()
            .stream()
            .<Diagnostic<? extends JavaFileObject>>map((diagnostic) -> diagnostic)
            .filter((diagnostic) -> diagnostic.getKind() == Diagnostic.Kind.ERROR)
            .toList();
    }

    private static Path classPath() {
        try {
            return Path.of(Pipeline.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        }
        catch (URISyntaxException ex) {
            throw new IllegalStateException("The classes of the core have no path", ex);
        }
    }

    private static final class Source extends SimpleJavaFileObject {

        private final String code;

        Source(String type, String code) {
            super(URI.create("memory:///" + type + ".java"), Kind.SOURCE);
            this.code = code;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return this.code;
        }

    }

}
