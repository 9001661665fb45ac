package org.minigun.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.minigun.BroadcastSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

class BroadcastFilesTests {

    @TempDir
    Path parent;

    @Test
    void s299_writesDataOnceToAFileOfTheUsersOwn() throws IOException {
        try (BroadcastFiles files = new BroadcastFiles(this.parent)) {
            AtomicInteger times = new AtomicInteger();
            BroadcastSource source = (out) -> {
                times.incrementAndGet();
                out.write(new byte[] { 1, 2, 3 });
                out.close();
            };
            Path file = files.file("../model", source);
            assertThat(files.file("../model", source)).isEqualTo(file).hasBinaryContent(new byte[] { 1, 2, 3 });
            assertThat(times).hasValue(1);
            assertThat(file.normalize()).startsWith(this.parent);
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())))
                .isEqualTo("rwx------");
        }
        assertThat(this.parent).isEmptyDirectory();
    }

    @Test
    void leavesNothingOfAFileThatCouldNotBeWritten() throws IOException {
        try (BroadcastFiles files = new BroadcastFiles(this.parent)) {
            assertThatIOException().isThrownBy(() -> files.file("model", (out) -> {
                out.write(1);
                throw new IOException("No space left on device");
            })).withMessageContaining("'model'").withMessageContaining("No space left on device");
            Path file = files.file("model", BroadcastSource.of(new byte[] { 2 }));
            assertThat(file).hasBinaryContent(new byte[] { 2 });
        }
        assertThat(this.parent).isEmptyDirectory();
    }

    @Test
    void writesAgainWhatACleanerHasTakenAway() throws IOException {
        try (BroadcastFiles files = new BroadcastFiles(this.parent)) {
            BroadcastSource source = BroadcastSource.of(new byte[] { 7 });
            Path file = files.file("model", source);
            Files.delete(file);
            Files.delete(file.getParent());
            assertThat(files.file("model", source)).isEqualTo(file).hasBinaryContent(new byte[] { 7 });
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())))
                .isEqualTo("rwx------");
        }
        assertThat(this.parent).isEmptyDirectory();
    }

    @Test
    void tellsWhereNoDirectoryCanBeMade() {
        assertThatIOException().isThrownBy(() -> new BroadcastFiles(this.parent.resolve("gone")))
            .withMessageContainingAll("broadcast data", "gone", "java.io.tmpdir");
    }

    @Test
    void writesNothingAfterItIsClosed() throws IOException {
        BroadcastFiles files = new BroadcastFiles(this.parent);
        files.close();
        files.close();
        assertThatIOException().isThrownBy(() -> files.file("model", (out) -> {
        })).withMessageContaining("after the end of its run");
    }

}
