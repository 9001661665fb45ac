package org.minigun.demo.inspect;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.minigun.WorkerContext;

/**
 * Recognises the texts of licences, by a table of phrases that are in them. Worker
 * processes read the table that the application broadcasts, of which they share one copy;
 * elsewhere it is read from the class path. Immutable.
 */
public final class LicenceTexts {

    /**
     * The name of the broadcast data that the table is.
     */
    public static final String BROADCAST = "licences";

    private static final String RESOURCE = "licences.txt";

    /** The table of the run that this process has last worked for. */
    private static volatile @Nullable OfRun last;

    private final List<Text> texts;

    private LicenceTexts(List<Text> texts) {
        this.texts = List.copyOf(texts);
    }

    /**
     * Reads the table as it is on the class path.
     * @return the table
     * @throws IOException if it cannot be read
     */
    public static byte[] table() throws IOException {
        try (InputStream in = LicenceTexts.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IOException("Resource '" + RESOURCE + "' is not on the class path");
            }
            return in.readAllBytes();
        }
    }

    /**
     * Returns the table of the code that runs on this thread: in a worker the one of its
     * run, else the one on the class path.
     */
    static LicenceTexts here() {
        Optional<WorkerContext> worker = WorkerContext.current();
        return worker.isPresent() ? ofRun(worker.get()) : OnClassPath.TEXTS;
    }

    private static LicenceTexts ofRun(WorkerContext worker) {
        OfRun before = last;
        if (before != null && before.run().equals(worker.run())) {
            return before.texts();
        }
        ByteBuffer table = worker.broadcast(BROADCAST);
        LicenceTexts texts = of(StandardCharsets.UTF_8.decode(table).toString());
        last = new OfRun(worker.run(), texts);
        return texts;
    }

    /**
     * Reads a table.
     * @param table lines of the form {@code id: phrase | phrase | - phrase}
     */
    static LicenceTexts of(String table) {
        return new LicenceTexts(table.lines()
            .filter((line) -> !line.isBlank() && !line.startsWith("#"))
            .map(LicenceTexts::text)
            .toList());
    }

    private static Text text(String line) {
        int colon = line.indexOf(':');
        List<String> phrases = new ArrayList<>();
        List<String> foreign = new ArrayList<>();
        for (String phrase : line.substring(colon + 1).split("\\|")) {
            String plain = phrase.strip();
            (plain.startsWith("-") ? foreign : phrases).add(" " + plain.replaceFirst("^- *", "") + " ");
        }
        return new Text(line.substring(0, colon), phrases, foreign);
    }

    /**
     * Recognises a licence.
     * @param text the text, as it was written
     * @return its SPDX identifier, or {@code null} if it is none of those known
     */
    @Nullable String recognise(String text) {
        String plain = " " + text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", " ") + " ";
        String first = null;
        int at = Integer.MAX_VALUE;
        for (Text known : this.texts) {
            int found = known.findIn(plain);
            if (found >= 0 && found < at) {
                at = found;
                first = known.id();
            }
        }
        return first;
    }

    /**
     * By what a text is recognised.
     *
     * @param id the SPDX identifier
     * @param phrases phrases that are all in it
     * @param foreign phrases that are not in it
     */
    private record Text(String id, List<String> phrases, List<String> foreign) {

        int findIn(String plain) {
            int first = plain.indexOf(this.phrases.get(0));
            return (first >= 0 && this.phrases.stream().allMatch(plain::contains)
                    && this.foreign.stream().noneMatch(plain::contains)) ? first : -1;
        }

    }

    private record OfRun(String run, LicenceTexts texts) {
    }

    private static final class OnClassPath {

        private static final LicenceTexts TEXTS = read();

        private static LicenceTexts read() {
            try {
                return of(new String(table(), StandardCharsets.UTF_8));
            }
            catch (IOException ex) {
                throw new UncheckedIOException(ex);
            }
        }

    }

}
