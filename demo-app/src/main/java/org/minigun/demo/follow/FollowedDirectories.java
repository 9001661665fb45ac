package org.minigun.demo.follow;

import java.nio.file.Path;
import java.nio.file.WatchKey;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

/**
 * The directories that are followed, each under one key. What is in a directory is found
 * without a look at all others. Not thread-safe.
 */
final class FollowedDirectories {

    private final Map<WatchKey, Path> paths = new HashMap<>();

    private final NavigableMap<String, WatchKey> keys = new TreeMap<>();

    /**
     * Adds a directory, or moves it: one that was moved keeps its key.
     * @return where it was before, or {@code null} if it was not followed
     */
    @Nullable Path put(WatchKey key, Path path) {
        Path before = this.paths.remove(key);
        if (before != null) {
            this.keys.remove(before.toString());
        }
        WatchKey replaced = this.keys.put(path.toString(), key);
        if (replaced != null) {
            this.paths.remove(replaced);
        }
        this.paths.put(key, path);
        return before;
    }

    @Nullable Path path(WatchKey key) {
        return this.paths.get(key);
    }

    boolean contains(Path path) {
        return this.keys.containsKey(path.toString());
    }

    /**
     * Removes a directory and those in it, and cancels their keys.
     */
    void cancel(Path path) {
        String separator = path.getFileSystem().getSeparator();
        // All that begin with the path and the separator.
        String first = path + separator;
        String behind = path.toString() + (char) (separator.charAt(0) + 1);
        Map<String, WatchKey> within = this.keys.subMap(first, behind);
        within.values().forEach(this::cancel);
        within.clear();
        WatchKey key = this.keys.remove(path.toString());
        if (key != null) {
            cancel(key);
        }
    }

    private void cancel(WatchKey key) {
        key.cancel();
        this.paths.remove(key);
    }

}
