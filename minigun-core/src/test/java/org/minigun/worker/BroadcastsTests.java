package org.minigun.worker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The broadcast data that a worker has mapped.
 */
class BroadcastsTests {

    @TempDir
    private Path directory;

    private final Broadcasts broadcasts = new Broadcasts();

    @Test
    void aFileIsMappedOnceUntilItBelongsToNoSession() throws IOException {
        Path file = this.directory.resolve("data");
        Files.write(file, new byte[] { 1 });
        assertThat(this.broadcasts.of(file.toString()).get()).isEqualTo((byte) 1);
        Files.delete(file);
        Files.write(file, new byte[] { 2 });
        this.broadcasts.keep(List.of(file.toString()));
        assertThat(this.broadcasts.of(file.toString()).get()).isEqualTo((byte) 1);
        this.broadcasts.keep(List.of());
        assertThat(this.broadcasts.of(file.toString()).get()).isEqualTo((byte) 2);
    }

}
