package org.minigun.demo;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.minigun.Run;
import org.minigun.RunResult;
import org.minigun.browser.Chromium;
import org.minigun.browser.Page;
import org.minigun.spring.Minigun;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The page of tasks in a real browser, while jars end the workers that read them. What
 * was seen is kept in {@code target/screenshots}.
 */
@Tag("long")
@Timeout(180)
class HostileHudTests {

    @TempDir
    Path temporary;

    @Test
    void pageTellsHowWorkersDiedAndOnWhatAndWhatBecameOfEveryJar() throws Exception {
        Path profile = Files.createDirectories(this.temporary.resolve("profile"));
        try (Chromium browser = Chromium.start(profile); ConfigurableApplicationContext application = start()) {
            Page page = browser.page(Path.of("target", "screenshots"));
            page.size(1280, 900);
            page.scheme("light");
            page.open("http://localhost:" + application.getEnvironment().getRequiredProperty("local.server.port")
                    + "/actuator/minigunhud");
            page.untilText("#connection", "Live");
            page.value("[...document.querySelectorAll('#tasks button')].find((one) => "
                    + "one.querySelector('.task-name').textContent === 'census').click()");
            Run run = application.getBean(Minigun.class).start("census");
            // Each worker tells of its last death as long as there is one.
            page.until(
                    "((rows) => rows.length > 0 && rows.every((one) => one.cells[9].textContent.includes('Worker ')))"
                            + "([...document.querySelectorAll('#pools tbody tr')])");
            page.screenshot("hostile-deaths");
            RunResult result = run.await(Duration.ofSeconds(120)).orElseThrow();
            assertThat(result.ledger().violations()).isEmpty();
            page.untilText("#run-status", "completed");
            page.untilText("#failures-total", "5");
            assertThat(page.text("#failures")).contains("bomb.jar", "names.jar", "nested.jar", "hang.jar", "halt.jar",
                    "exited with code 42", "exceeded item-timeout and was killed");
            assertThat(page.text("#failures tbody")).doesNotContain("HangingTool.name");
            // What becomes of a jar is counted: ten were read, five of them with success.
            assertThat(page.text("#stages tbody tr:nth-child(4)")).contains("ingest/inspect");
            assertThat(page.text("#stages tbody tr:nth-child(4) td:nth-child(8)")).isEqualTo("5");
            assertThat(page.text("#stages tbody tr:nth-child(4) td:nth-child(9)")).isEqualTo("5");
            page.screenshot("hostile");
            page.size(360, 800);
            page.until("document.documentElement.scrollWidth <= 360");
            page.screenshot("hostile-phone");
            assertThat(page.troubles()).isEmpty();
        }
    }

    private ConfigurableApplicationContext start() {
        CommandLine line = CommandLine.parse("hostile", this.temporary.resolve("hostile jars").toString(),
                // A good jar never takes so long, however busy the machine is.
                "--minigun.tasks.census.stages.inspect.worker.item-timeout=6s", "--server.port=0");
        String[] arguments = Stream
            .concat(Stream.of(line.arguments()).filter((argument) -> !argument.equals("--census.run=true")),
                    Stream.of("--census.run=false", "--spring.main.web-application-type=servlet"))
            .toArray(String[]::new);
        return new SpringApplicationBuilder(DemoApplication.class).run(arguments);
    }

}
