package org.minigun.demo.follow;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.minigun.demo.inspect.JarFinder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@Timeout(60)
@DisabledOnOs(OS.WINDOWS)
class DirectoryFollowerTests {

    private static final Duration MOMENT = Duration.ofMillis(20);

    @TempDir
    Path temporary;

    private Path root;

    @BeforeEach
    void makeDirectory() throws IOException {
        this.root = Files.createDirectory(this.temporary.toRealPath().resolve("jars"));
    }

    @Test
    void tellsOfJarsAndNotOfLinksAndPipes() throws Exception {
        try (DirectoryFollower follower = follower()) {
            Path jar = Files.createFile(this.root.resolve("a.jar"));
            Files.createSymbolicLink(this.root.resolve("link.jar"), jar);
            assertThat(new ProcessBuilder("mkfifo", this.root.resolve("pipe.jar").toString()).start().waitFor())
                .isZero();
            Path last = Files.createFile(this.root.resolve("z.jar"));
            assertThat(jarsUntil(follower, last)).containsExactlyInAnyOrder(jar, last);
        }
    }

    @Test
    void jarThatALinkTakesThePlaceOfIsNotToldOf() throws Exception {
        Path jar = Files.createFile(this.root.resolve("a.jar"));
        Path elsewhere = Files.createFile(this.temporary.resolve("elsewhere.jar"));
        Path link = Files.createSymbolicLink(this.temporary.resolve("link"), elsewhere);
        try (DirectoryFollower follower = follower()) {
            Files.move(link, jar, StandardCopyOption.ATOMIC_MOVE);
            Path last = Files.createFile(this.root.resolve("z.jar"));
            assertThat(jarsUntil(follower, last)).containsExactly(last);
        }
    }

    @Test
    void failsWhenAnotherDirectoryIsInThePlaceOfTheOneThatWasMovedAway() throws Exception {
        try (DirectoryFollower follower = follower()) {
            Files.move(this.root, this.temporary.resolve("away"));
            Files.createDirectory(this.root);
            failsAsReplaced(follower);
        }
    }

    @Test
    void failsWhenTheDirectoryWasDeletedAndMadeAnew() throws Exception {
        try (DirectoryFollower follower = follower()) {
            Files.delete(this.root);
            Files.createDirectory(this.root);
            failsAsReplaced(follower);
        }
    }

    private static void failsAsReplaced(DirectoryFollower follower) {
        Awaitility.await()
            .atMost(Duration.ofSeconds(20))
            .untilAsserted(
                    () -> assertThatExceptionOfType(NoSuchFileException.class).isThrownBy(() -> follower.poll(MOMENT))
                        .withMessageContaining("another one is in its place"));
    }

    private DirectoryFollower follower() throws IOException {
        return new DirectoryFollower(new JarFinder(this.root), MOMENT);
    }

    private static List<Path> jarsUntil(DirectoryFollower follower, Path last) {
        List<Path> jars = new ArrayList<>();
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> {
            jars.addAll(follower.poll(MOMENT).jars());
            return jars.contains(last);
        });
        return jars;
    }

}
