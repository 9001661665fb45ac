package org.minigun.demo.follow;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;
import org.minigun.demo.inspect.FileState;

/**
 * Files that have changed, until they do so no more. Not thread-safe.
 */
final class SettlingFiles {

    private final Map<Path, Seen> files = new LinkedHashMap<>();

    private final long settle;

    private final LongSupplier nanoTime;

    /**
     * Makes an empty one.
     * @param settle for how long a file must not have changed
     * @param nanoTime tells the time
     */
    SettlingFiles(Duration settle, LongSupplier nanoTime) {
        this.settle = settle.toNanos();
        this.nanoTime = nanoTime;
    }

    /** Of a change. */
    void changed(Path file) {
        this.files.put(file, new Seen(state(file), this.nanoTime.getAsLong()));
    }

    /** Of a file, or a directory and all in it, that is gone. */
    void gone(Path path) {
        this.files.keySet().removeIf((file) -> file.startsWith(path));
    }

    /**
     * Takes out those that have settled. Those that are gone are taken out, too, and not
     * told.
     */
    List<Path> settled() {
        long now = this.nanoTime.getAsLong();
        List<Path> settled = new ArrayList<>();
        for (Iterator<Map.Entry<Path, Seen>> all = this.files.entrySet().iterator(); all.hasNext();) {
            Map.Entry<Path, Seen> file = all.next();
            if (now - file.getValue().since() < this.settle) {
                continue;
            }
            FileState state = state(file.getKey());
            if (state == null) {
                all.remove();
            }
            else if (state.equals(file.getValue().state())) {
                settled.add(file.getKey());
                all.remove();
            }
            else {
                file.setValue(new Seen(state, now));
            }
        }
        return settled;
    }

    private static @Nullable FileState state(Path file) {
        try {
            return FileState.of(file);
        }
        catch (IOException ex) {
            // Gone. If it is there and cannot be looked at, its next change tells.
            return null;
        }
    }

    private record Seen(@Nullable FileState state, long since) {
    }

}
