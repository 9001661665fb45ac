package org.minigun.demo.follow;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class SettlingFilesTests {

    @TempDir
    Path directory;

    private final AtomicLong now = new AtomicLong();

    private final SettlingFiles files = new SettlingFiles(Duration.ofNanos(100), this.now::get);

    @Test
    void tellsOfAFileWhenItHasNotChangedForAWhileAndOnce() throws IOException {
        Path file = Files.writeString(this.directory.resolve("a.jar"), "1");
        this.files.changed(file);
        at(99);
        assertThat(this.files.settled()).isEmpty();
        at(100);
        assertThat(this.files.settled()).containsExactly(file);
        assertThat(this.files.settled()).isEmpty();
    }

    @Test
    void waitsForAFileThatGrowsAlthoughNobodyTells() throws IOException {
        Path file = Files.writeString(this.directory.resolve("a.jar"), "1");
        this.files.changed(file);
        Files.writeString(file, "12");
        at(150);
        assertThat(this.files.settled()).isEmpty();
        at(249);
        assertThat(this.files.settled()).isEmpty();
        at(250);
        assertThat(this.files.settled()).containsExactly(file);
    }

    @Test
    void forgetsWhatIsGone() throws IOException {
        Path within = Files.createDirectory(this.directory.resolve("d"));
        this.files.changed(Files.createFile(within.resolve("a.jar")));
        this.files.gone(within);
        Path vanished = this.directory.resolve("b.jar");
        this.files.changed(vanished);
        at(1000);
        assertThat(this.files.settled()).isEmpty();
    }

    private void at(long time) {
        this.now.set(time);
    }

}
