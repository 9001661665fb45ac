package org.minigun.demo.follow;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

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
    void tellsOfJarsAndDirectoriesThatAreGoneAndNothingElse() throws Exception {
        Path directory = Files.createDirectories(this.root.resolve("g/a"));
        Path jar = Files.createFile(directory.resolve("a-1.jar"));
        for (String name : List.of("a-1.pom", "a-1.jar.sha1", "x.tmp")) {
            Files.createFile(directory.resolve(name));
        }
        // Beside it and in its order, and not within.
        Path beside = Files.createFile(Files.createDirectory(this.root.resolve("g-1")).resolve("b.jar"));
        try (DirectoryFollower follower = follower()) {
            for (String name : List.of("a-1.pom", "a-1.jar.sha1", "x.tmp", "a-1.jar")) {
                Files.delete(directory.resolve(name));
            }
            Files.delete(directory);
            Files.delete(directory.getParent());
            assertThat(goneUntil(follower, directory.getParent())).containsOnly(jar, directory, directory.getParent());
            Files.delete(beside);
            assertThat(goneUntil(follower, beside)).containsOnly(beside);
        }
    }

    @Test
    void tellsWhereADirectoryWasThatWasMovedBesideAnother() throws Exception {
        Path from = Files.createDirectories(this.root.resolve("p/a"));
        Files.createFile(from.resolve("a.jar"));
        Path to = Files.createDirectory(this.root.resolve("q")).resolve("a");
        try (DirectoryFollower follower = follower()) {
            // So that it is looked at first.
            Files.createFile(to.resolveSibling("x"));
            Files.move(from, to);
            assertThat(goneUntil(follower, from)).containsOnly(from);
            Files.delete(to.resolve("a.jar"));
            assertThat(goneUntil(follower, to.resolve("a.jar"))).containsOnly(to.resolve("a.jar"));
        }
    }

    @Test
    void looksAtEverythingAgainWhenTheSystemHasLostTrack() throws Exception {
        try (DirectoryFollower follower = follower()) {
            Path directory = this.root.resolve("new");
            List<Path> jars = new ArrayList<>();
            // So many that the JDK does not keep them until they are asked for, unless
            // its thread is late.
            AtomicInteger files = new AtomicInteger();
            Awaitility.await().atMost(Duration.ofSeconds(40)).pollInterval(MOMENT).until(() -> {
                Files.createDirectories(directory.resolve("d" + files));
                for (int i = 0; i < 2000; i++) {
                    Files.createFile(this.root.resolve("x" + files.incrementAndGet()));
                }
                Changes changes = follower.poll(MOMENT);
                jars.addAll(changes.jars());
                return changes.missed();
            });
            Path last = Files.createFile(directory.resolve("d0/a.jar"));
            assertThat(jarsUntil(follower, last)).containsExactly(last);
            Files.delete(last);
            assertThat(goneUntil(follower, last)).containsOnly(last);
            assertThat(jars).isEmpty();
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

    private static List<Path> goneUntil(DirectoryFollower follower, Path last) {
        List<Path> gone = new ArrayList<>();
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> {
            gone.addAll(follower.poll(MOMENT).gone());
            return gone.contains(last);
        });
        return gone;
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
