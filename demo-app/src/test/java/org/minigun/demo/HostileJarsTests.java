package org.minigun.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.minigun.DeadLetter;
import org.minigun.RunResult;
import org.minigun.demo.inspect.FoundJar;
import org.minigun.demo.store.CensusLog;
import org.minigun.demo.store.SaveOutcome;
import org.minigun.demo.store.Summary;
import org.minigun.demo.store.SummaryReader;
import org.minigun.demo.store.Unreadable;
import org.minigun.process.DeathCertificate;
import org.minigun.process.DeathReason;
import org.minigun.process.WorkerCrashException;
import org.minigun.spring.Minigun;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A census of jars that harm who reads them, each in a real worker.
 */
@ExtendWith(OutputCaptureExtension.class)
class HostileJarsTests {

    @TempDir
    Path temporary;

    @Test
    @Tag("long")
    void everyHostileJarIsADeadLetterAndEveryOtherIsCounted(CapturedOutput output) throws Exception {
        try (ConfigurableApplicationContext application = start("--census.run=false")) {
            RunResult result = application.getBean(Minigun.class).run("census");
            assertThat(result.ledger().violations()).isEmpty();
            assertThat(result.stuckThreads()).isEmpty();
            assertThat(result.ledger().stage("ingest/inspect").received()).isEqualTo(10);
            assertThat(result.ledger().stage("ingest/inspect").done()).isEqualTo(5);
            Map<String, DeathCertificate> deaths = result.deadLetters()
                .stream()
                .collect(Collectors.toMap(HostileJarsTests::file, HostileJarsTests::death));
            assertThat(deaths).containsOnlyKeys("bomb.jar", "names.jar", "nested.jar", "hang.jar", "halt.jar");
            assertThat(List.of(deaths.get("nested.jar"), deaths.get("hang.jar"))).extracting(DeathCertificate::reason)
                .containsOnly(DeathReason.TIMEOUT);
            // On a busy machine a JVM may take longer than that to give its heap up.
            assertThat(List.of(deaths.get("bomb.jar"), deaths.get("names.jar"))).extracting(DeathCertificate::reason)
                .isSubsetOf(DeathReason.OUT_OF_HEAP, DeathReason.TIMEOUT);
            assertThat(deaths.get("halt.jar").reason()).isEqualTo(DeathReason.EXIT);
            assertThat(deaths.get("halt.jar").exitCode()).isEqualTo(42);
            assertThat(deaths.get("hang.jar").threadDump()).contains("HangingTool.name")
                .doesNotContain("Signal Dispatcher");
            reportsThem(application, deaths);
            assertThat(output).contains("16 jars in each of 16 jars").contains("raise max-heap");
        }
    }

    private void reportsThem(ConfigurableApplicationContext application, Map<String, DeathCertificate> deaths)
            throws IOException {
        assertThat(application.getBean(CensusLog.class).last().orElseThrow().outcome())
            .isEqualTo(new SaveOutcome(5, 0, 0));
        Summary summary = application.getBean(SummaryReader.class).of(directory().toRealPath().toString());
        Map<String, Unreadable> listed = summary.unreadable()
            .stream()
            .collect(Collectors.toMap((file) -> Path.of(file.path()).getFileName().toString(), Function.identity()));
        assertThat(listed).containsOnlyKeys(deaths.keySet());
        deaths.forEach((file, death) -> assertThat(listed.get(file).reason())
            .isEqualTo(death.message().lines().findFirst().orElseThrow())
            .startsWith("Worker ")
            .contains(" of pool 'census/ingest/inspect' "));
    }

    private ConfigurableApplicationContext start(String... more) {
        CommandLine line = CommandLine.parse("hostile", directory().toString(),
                // A good jar never takes so long, however busy the machine is.
                "--minigun.tasks.census.stages.inspect.worker.item-timeout=6s");
        // Of one property said twice both values hold.
        String[] arguments = Stream
            .concat(Stream.of(line.arguments()).filter((argument) -> !argument.equals("--census.run=true")),
                    Stream.of(more))
            .toArray(String[]::new);
        return new SpringApplicationBuilder(DemoApplication.class).web(WebApplicationType.NONE).run(arguments);
    }

    private Path directory() {
        return this.temporary.resolve("hostile jars");
    }

    private static String file(DeadLetter letter) {
        assertThat(letter.item()).isInstanceOf(FoundJar.class);
        return ((FoundJar) letter.item()).file().getFileName().toString();
    }

    private static DeathCertificate death(DeadLetter letter) {
        assertThat(letter.cause()).isInstanceOf(WorkerCrashException.class);
        return ((WorkerCrashException) letter.cause()).certificate();
    }

}
