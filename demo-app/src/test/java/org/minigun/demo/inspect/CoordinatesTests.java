package org.minigun.demo.inspect;

import java.nio.file.Path;
import java.util.Properties;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class CoordinatesTests {

    private static final Path REPOSITORY = Path.of("/repository");

    @Test
    void readsThemFromPlaceInRepository() {
        assertThat(at("org/slf4j/slf4j-api/2.0.18/slf4j-api-2.0.18.jar"))
            .isEqualTo(new Coordinates("org.slf4j", "slf4j-api", "2.0.18", null));
    }

    @Test
    void readsClassifier() {
        assertThat(at("io/netty/netty/4.1/netty-4.1-linux-x86_64.jar"))
            .isEqualTo(new Coordinates("io.netty", "netty", "4.1", "linux-x86_64"));
    }

    @Test
    void readsSnapshotWithTimestamp() {
        assertThat(at("org/x/a/1.0-SNAPSHOT/a-1.0-20260101.120000-3.jar"))
            .isEqualTo(new Coordinates("org.x", "a", "1.0-SNAPSHOT", null));
    }

    @Test
    void readsThemFromPropertiesElsewhere() {
        Properties properties = new Properties();
        properties.setProperty("groupId", "org.x");
        properties.setProperty("artifactId", "a");
        properties.setProperty("version", "3");
        assertThat(Coordinates.of(REPOSITORY, REPOSITORY.resolve("lib/other-2.jar"), properties))
            .isEqualTo(new Coordinates("org.x", "a", "3", null));
    }

    @Test
    void guessesThemFromFileName() {
        assertThat(at("lib/some-tool-2.1-beta.jar")).isEqualTo(new Coordinates(null, "some-tool", "2.1-beta", null));
        assertThat(at("tool.jar")).isEqualTo(new Coordinates(null, "tool", null, null));
        assertThat(at(".jar").artifactId()).isEqualTo(".jar");
    }

    private static Coordinates at(String place) {
        return Coordinates.of(REPOSITORY, REPOSITORY.resolve(place), null);
    }

}
