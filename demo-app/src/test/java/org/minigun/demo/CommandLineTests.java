package org.minigun.demo;

import java.nio.file.Path;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class CommandLineTests {

    @Test
    void takesCensusUnlessTold() {
        CommandLine line = CommandLine.parse();
        assertThat(line.census()).isTrue();
        assertThat(line.serve()).isFalse();
        assertThat(line.arguments()).containsExactly("--census.run=true");
    }

    @Test
    void takesCensusOfDirectory() {
        assertThat(CommandLine.parse("census", "lib", "--server.port=1").arguments())
            .containsExactly("--census.run=true", "--census.directory=lib", "--server.port=1");
    }

    @Test
    void takesRelativeDataDirectory() {
        assertThat(CommandLine.parse("--census.data-directory=data").arguments()).containsExactly("--census.run=true",
                "--census.data-directory=" + Path.of("data").toAbsolutePath());
    }

    @Test
    void servesOnly() {
        CommandLine line = CommandLine.parse("serve");
        assertThat(line.census()).isFalse();
        assertThat(line.serve()).isTrue();
        assertThat(line.arguments()).containsExactly("--census.run=false");
    }

    @Test
    void doesBoth() {
        CommandLine words = CommandLine.parse("census", "serve");
        assertThat(words.census() && words.serve()).isTrue();
        CommandLine option = CommandLine.parse("--serve");
        assertThat(option.census() && option.serve()).isTrue();
    }

    @Test
    void publishes() {
        CommandLine publish = CommandLine.parse("publish");
        assertThat(publish.census() || publish.serve()).isFalse();
        assertThat(publish.arguments()).containsExactly("--census.run=false", "--census.publish=true");
        assertThat(CommandLine.parse("census", "lib", "publish").arguments()).containsExactly("--census.run=true",
                "--census.publish=true", "--census.directory=lib");
    }

    @Test
    void watches() {
        CommandLine watch = CommandLine.parse("watch", "lib");
        assertThat(watch.census() && watch.serve()).isTrue();
        assertThat(watch.arguments()).containsExactly("--census.run=true", "--census.watch=true",
                "--census.directory=lib");
    }

    @Test
    void readsAllAgain() {
        assertThat(CommandLine.parse("census", "--full").arguments()).containsExactly("--census.run=true",
                "--census.full=true");
    }

    @Test
    void explainsUnknownWord() {
        CommandLine line = CommandLine.parse("consensus");
        assertThat(line.usage()).startsWith("Unknown word 'consensus'.").contains("Usage:");
        assertThat(line.helpWanted()).isFalse();
        assertThat(CommandLine.parse("-x").usage()).contains("-x");
        assertThat(CommandLine.parse("census", "a", "b").usage()).contains("'b'");
    }

    @Test
    void refusesTwoDirectories() {
        // Spring Boot would make one of them, "a,b".
        assertThat(CommandLine.parse("census", "a", "--census.directory=b").usage())
            .startsWith("More than one directory is given")
            .contains("Usage:");
        assertThat(CommandLine.parse("--census.directory=a", "--census.directory=b").usage())
            .startsWith("More than one directory is given");
    }

    @Test
    void writesHostileJarsIntoADirectoryOfTheirOwn() {
        CommandLine line = CommandLine.parse("hostile");
        assertThat(line.census()).isTrue();
        assertThat(line.arguments()).containsExactly("--census.run=true", "--spring.profiles.active=hostile",
                "--census.hostile=true", "--census.directory=" + Path.of("hostile-jars").toAbsolutePath());
        assertThat(CommandLine.parse("hostile", "zoo", "--server.port=1").arguments())
            .contains("--census.directory=" + Path.of("zoo").toAbsolutePath(), "--server.port=1");
    }

    @Test
    void helps() {
        assertThat(CommandLine.parse("--help").usage()).startsWith("Usage:");
        assertThat(CommandLine.parse("--help").helpWanted()).isTrue();
    }

}
