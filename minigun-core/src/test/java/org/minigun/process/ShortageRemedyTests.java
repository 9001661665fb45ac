package org.minigun.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The remedies for what the system refuses.
 */
class ShortageRemedyTests {

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = { "Too many open files | ulimit -n",
            "Cannot run program \"java\": error=24, Zu viele | LimitNOFILE", "No space left on device | java.io.tmpdir",
            "Cannot run program \"java\": error=11, Resource temporarily unavailable | ulimit -u",
            "Cannot run program \"java\": error=12, Cannot allocate memory | max-heap" })
    void whatTheSystemRefusesHasARemedyHoweverDeepItIs(String message, String remedy) {
        IOException refused = new FileSystemException("/x", null, message);
        Shortage shortage = new Shortage();
        assertThat(shortage.remedy(refused)).contains(remedy);
        assertThat(shortage.remedy(new IllegalStateException(new UncheckedIOException(refused)))).contains(remedy);
    }

    @Test
    void whatHasFailedForAnotherReasonHasNone() {
        Shortage shortage = new Shortage();
        assertThat(shortage.remedy(new IOException("Connection reset"))).isNull();
        assertThat(shortage.remedy(new IOException((String) null))).isNull();
        assertThat(shortage.remedy(new NoClassDefFoundError("org/example/Missing"))).isNull();
        assertThat(shortage.remedy(null)).isNull();
    }

}
