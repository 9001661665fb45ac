package org.minigun.scenarios;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.apache.commons.cli.OptionBuilder;
import org.junit.jupiter.api.Test;
import org.minigun.Concurrency;
import org.minigun.annotation.Consumer;
import org.minigun.annotation.Processor;
import org.minigun.annotation.Producer;
import org.minigun.annotation.TaskReader;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Runs the example of the guide to isolates.
 */
@SuppressWarnings("deprecation")
class IsolateGuideTests {

    // @formatter:off
class Options {

    @Producer
    List<String> names() {
        return List.of("verbose", "quiet", "help");
    }

    @Processor(concurrency = Concurrency.ISOLATE, poolSize = 4)
    static String describe(String name) {
        OptionBuilder.withLongOpt(name); // kept in static fields until create()
        OptionBuilder.withDescription("be " + name);
        return OptionBuilder.create().toString();
    }

    @Consumer
    void print(String option) {
        this.printed.add(option);
    }

    final List<String> printed = new CopyOnWriteArrayList<>();

}
    // @formatter:on

    @Test
    void exampleRuns() {
        Options options = new Options();
        Topology.completed(new TaskReader().read("options", options));
        assertThat(options.printed).hasSize(3)
            .anySatisfy((printed) -> assertThat(printed).contains("verbose").contains("be verbose"));
    }

    @Test
    void exampleIsThatOfTheGuide() throws Exception {
        Path module = Path.of("").toAbsolutePath();
        Path root = Files.exists(module.resolve("docs")) ? module : module.getParent();
        String guide = Files.readString(root.resolve("docs/isolates.md"));
        int begin = guide.indexOf("```java\n") + "```java\n".length();
        String source = Files
            .readString(root.resolve("minigun-core/src/test/java/org/minigun/scenarios/IsolateGuideTests.java"));
        assertThat(source).contains(guide.substring(begin, guide.indexOf("```", begin)));
    }

}
