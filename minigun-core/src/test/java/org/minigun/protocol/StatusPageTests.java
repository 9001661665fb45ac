package org.minigun.protocol;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a worker notes, and what somebody may do to the file.
 */
class StatusPageTests {

    private static final int ITEMS = 1000;

    @TempDir
    private Path directory;

    @Test
    void tellsTheLastNotesOfTheWorkerAlsoAfterItWasClosedAndDeleted() throws IOException {
        Path file = this.directory.resolve("status");
        StatusPage application = StatusPage.create(file);
        StatusPage worker = StatusPage.open(file);
        // More than until the worker maps the file.
        for (int item = 1; item <= ITEMS; item++) {
            worker.begin(item);
            assertThat(application.current()).isEqualTo(item);
            worker.settle();
        }
        worker.begin(ITEMS + 1);
        worker.reason(StatusPage.OUT_OF_THREADS);
        Files.delete(file);
        worker.beat();
        application.close();
        application.close();
        assertThat(application.current()).isEqualTo(ITEMS + 1);
        assertThat(application.begun()).isEqualTo(ITEMS + 1);
        assertThat(application.settled()).isEqualTo(ITEMS);
        assertThat(application.heartbeat()).isEqualTo(1);
        assertThat(application.reason()).isEqualTo(StatusPage.OUT_OF_THREADS);
        assertThat(application.isCut()).isFalse();
        worker.close();
    }

    @Test
    void anInterruptOfTheThreadThatNotesCostsNoNotes() throws IOException {
        Path file = this.directory.resolve("status");
        StatusPage application = StatusPage.create(file);
        StatusPage worker = StatusPage.open(file);
        for (int item = 1; item <= ITEMS; item++) {
            // As the code of a stage may leave its thread.
            Thread.currentThread().interrupt();
            worker.begin(item);
            worker.settle();
        }
        assertThat(Thread.interrupted()).isTrue();
        assertThat(application.begun()).isEqualTo(ITEMS);
        assertThat(application.settled()).isEqualTo(ITEMS);
        application.close();
        worker.close();
    }

    @Test
    void interruptsThatComeWhileTheFileIsMappedCostNoNotes() throws Exception {
        for (int round = 0; round < 20; round++) {
            Path file = this.directory.resolve("status" + round);
            StatusPage application = StatusPage.create(file);
            StatusPage worker = StatusPage.open(file);
            Thread noting = new Thread(() -> {
                for (int item = 1; item <= ITEMS; item++) {
                    worker.begin(item);
                    worker.settle();
                    Thread.interrupted();
                }
            });
            noting.start();
            while (noting.isAlive()) {
                noting.interrupt();
            }
            noting.join();
            assertThat(application.settled()).isEqualTo(ITEMS);
            application.close();
            worker.close();
        }
    }

    @Test
    void aFileThatWasCutOffIsNoFaultOfTheReader() throws IOException {
        Path file = this.directory.resolve("status");
        StatusPage application = StatusPage.create(file);
        StatusPage worker = StatusPage.open(file);
        worker.begin(5);
        assertThat(application.isCut()).isFalse();
        try (RandomAccessFile other = new RandomAccessFile(file.toFile(), "rw")) {
            other.setLength(0);
        }
        assertThat(application.isCut()).isTrue();
        assertThat(application.current()).isZero();
        assertThat(application.begun()).isZero();
        application.close();
        assertThat(application.current()).isZero();
        worker.close();
    }

}
