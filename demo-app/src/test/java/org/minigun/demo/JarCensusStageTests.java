package org.minigun.demo;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.minigun.DeadLetter;
import org.minigun.demo.inspect.FoundJar;
import org.minigun.demo.inspect.JarFinder;
import org.minigun.demo.inspect.JarReport;
import org.minigun.demo.inspect.Limits;
import org.minigun.demo.inspect.UnreadableJarException;
import org.minigun.demo.publish.IndexDirectory;
import org.minigun.demo.store.CensusLog;
import org.minigun.demo.store.JarStore;
import org.minigun.demo.store.PublicationLog;
import org.minigun.demo.store.SaveOutcome;
import org.minigun.process.WorkerCrashException;
import org.minigun.test.StageOutcome;
import org.minigun.test.TestRun;
import org.minigun.test.WorkerFaults;
import org.minigun.test.spring.MinigunTest;
import org.minigun.test.spring.MinigunTester;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

import static org.assertj.core.api.Assertions.assertThat;
import static org.minigun.test.MinigunAssertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyBoolean;
import static org.mockito.ArgumentMatchers.anyList;
import static org.mockito.BDDMockito.given;

/**
 * The stages of the census by themselves, without database, directory and web.
 */
@MinigunTest
@EnableConfigurationProperties(CensusProperties.class)
class JarCensusStageTests {

    @TempDir
    Path directory;

    @Autowired
    MinigunTester minigun;

    @MockitoBean
    JarFinder finder;

    @MockitoBean
    JarStore store;

    @MockitoBean
    CensusLog log;

    @MockitoBean
    PublicationLog publications;

    @MockitoBean
    IndexDirectory index;

    private FoundJar jar(String name) throws Exception {
        Path file = this.directory.resolve(name);
        JarBuilder.jar().classFile("p/A", 52).classFile("p/B", 61).writeTo(file);
        return new FoundJar(file, this.directory, Limits.DEFAULT, false);
    }

    @Test
    void jarThatCannotBeReadIsGivenUpOn() throws Exception {
        FoundJar text = jar("text.jar");
        Files.writeString(text.file(), "no jar");
        StageOutcome outcome = this.minigun.task("census").stage("ingest/inspect").feed(jar("a.jar"), text);
        assertThat(outcome.outputs(JarReport.class)).singleElement()
            .satisfies((report) -> assertThat(report.classes()).hasSize(2));
        assertThat(outcome.thrown()).singleElement().isInstanceOf(UnreadableJarException.class);
    }

    @Test
    void jarThatEndsItsReaderIsGivenUpOnAndTheOthersAreSaved() throws Exception {
        given(this.store.save(anyList(), anyBoolean(), any()))
            .willAnswer((call) -> new SaveOutcome(call.<List<?>>getArgument(0).size(), 0, 0));
        given(this.finder.root()).willReturn(this.directory);
        FoundJar evil = jar("evil.jar");
        TestRun run = this.minigun.task("census")
            .producing("jars", jar("a.jar"), evil, jar("b.jar"))
            .changing(WorkerFaults.killOn("ingest/inspect", (FoundJar found) -> found.file().endsWith("evil.jar")))
            .placed()
            .run();
        assertThat(run).isCompleted()
            .ledgerIsTrue()
            .hasDeadLetters("ingest/inspect", evil)
            .stage("ingest/batch")
            .done(2);
        assertThat(run.result().deadLetters()).extracting(DeadLetter::cause)
            .hasOnlyElementsOfType(WorkerCrashException.class);
    }

}
