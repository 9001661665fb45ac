package org.minigun.demo.follow;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.minigun.demo.inspect.JarFinder;

/**
 * Follows a directory and those in it, also new ones. A jar is told of when it has not
 * changed for a while, so that nobody reads one that is still being written; a change
 * that comes while it is read is told of again. Has a thread of the JDK's until it is
 * closed. For one thread.
 */
public final class DirectoryFollower implements AutoCloseable {

    private final JarFinder finder;

    private final Path root;

    /** By this the system knows the directory; null if it has no such thing. */
    private final @Nullable Object rootKey;

    private final WatchService service;

    private final FollowedDirectories directories = new FollowedDirectories();

    /** Told of like jars, since they could not be listed. */
    private final Set<Path> unlisted = new HashSet<>();

    /** Where directories were of which was told first where they are now. */
    private final Set<Path> moved = new HashSet<>();

    private final SettlingFiles files;

    private boolean rootIsGone;

    /**
     * Begins to follow: of all changes from now on is told, and of every jar that is
     * there once, as if it were new.
     * @param finder knows the directory
     * @param settle for how long a jar must not have changed before it is told of
     * @throws IOException if the directory cannot be read or followed
     */
    public DirectoryFollower(JarFinder finder, Duration settle) throws IOException {
        this.finder = finder;
        this.root = finder.root();
        this.rootKey = Files.readAttributes(this.root, BasicFileAttributes.class).fileKey();
        this.files = new SettlingFiles(settle, System::nanoTime);
        this.service = this.root.getFileSystem().newWatchService();
        try {
            follow(this.root);
        }
        catch (IOException | RuntimeException ex) {
            this.service.close();
            throw ex;
        }
    }

    /**
     * Waits for changes.
     * @param wait for how long at most
     * @return what has changed; nothing if the time is over
     * @throws IOException if the directory is gone, or another one is in its place, or a
     * new one in it cannot be followed
     * @throws InterruptedException if the thread is interrupted
     * @throws ClosedWatchServiceException if this is closed
     */
    public Changes poll(Duration wait) throws IOException, InterruptedException {
        List<Path> gone = new ArrayList<>();
        boolean missed = false;
        WatchKey key = this.service.poll(wait.toMillis(), TimeUnit.MILLISECONDS);
        while (key != null) {
            for (WatchEvent<?> event : key.pollEvents()) {
                Path directory = this.directories.path(key);
                if (event.kind() == StandardWatchEventKinds.OVERFLOW) {
                    missed = true;
                }
                else if (directory != null) {
                    changed(directory.resolve((Path) event.context()), event.kind(), gone);
                }
            }
            Path ended = key.reset() ? null : this.directories.path(key);
            if (ended != null) {
                // Maybe before the one it was in tells of it.
                this.rootIsGone |= this.root.equals(ended);
                deleted(ended, gone);
            }
            key = this.service.poll();
        }
        checkRoot();
        if (missed) {
            follow(this.root);
        }
        gone.addAll(this.moved);
        this.moved.clear();
        return new Changes(this.files.settled(), gone, missed);
    }

    /** Of what is in another directory of the same name nobody would tell. */
    private void checkRoot() throws IOException {
        if (!Files.isDirectory(this.root)) {
            throw new NoSuchFileException(this.root.toString(), null, "the directory that is followed is gone");
        }
        Object key = Files.readAttributes(this.root, BasicFileAttributes.class).fileKey();
        if (this.rootIsGone || !Objects.equals(key, this.rootKey)) {
            throw new NoSuchFileException(this.root.toString(), null,
                    "the directory that is followed is gone, and another one is in its place");
        }
    }

    private void changed(Path path, WatchEvent.Kind<?> kind, List<Path> gone) throws IOException {
        if (kind == StandardWatchEventKinds.ENTRY_DELETE) {
            deleted(path, gone);
        }
        else if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            if (kind == StandardWatchEventKinds.ENTRY_CREATE) {
                follow(path);
            }
            else if (!this.directories.contains(path)) {
                // It could not be listed, which was told of like a jar, and maybe can be.
                this.files.gone(path);
                this.unlisted.remove(path);
                gone.add(path);
                follow(path);
            }
        }
        else if (this.finder.isJar(path)) {
            if (Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
                this.files.changed(path);
            }
            else {
                // A link would be a second name of a jar, and from a pipe nothing comes.
                this.files.gone(path);
            }
        }
    }

    /** Of what else is deleted, as poms are with each jar, nothing is known. */
    private void deleted(Path path, List<Path> gone) {
        boolean followed = this.directories.contains(path);
        if (followed) {
            this.directories.cancel(path);
            this.unlisted.removeIf((directory) -> directory.startsWith(path));
        }
        if (this.unlisted.remove(path) || followed || this.finder.isJar(path)) {
            this.files.gone(path);
            gone.add(path);
        }
    }

    /**
     * Follows first and looks then, so that nothing comes in between unseen.
     */
    private void follow(Path directory) throws IOException {
        this.finder.find(directory, this::register, (path) -> {
            if (!this.finder.isJar(path)) {
                this.unlisted.add(path);
            }
            this.files.changed(path);
        });
    }

    private void register(Path directory) throws IOException {
        try {
            WatchKey key = directory.register(this.service, StandardWatchEventKinds.ENTRY_CREATE,
                    StandardWatchEventKinds.ENTRY_MODIFY, StandardWatchEventKinds.ENTRY_DELETE);
            Path before = this.directories.put(key, directory);
            if (before != null && !before.equals(directory)) {
                this.moved.add(before);
            }
        }
        catch (NoSuchFileException | NotDirectoryException ex) {
            // Gone already, of which is told.
            if (directory.equals(this.root)) {
                throw ex;
            }
        }
        catch (IOException ex) {
            throw new IOException("Directory '" + directory + "' cannot be followed: " + ex.getMessage()
                    + ". Where the system bounds how many are followed, raise that: on Linux "
                    + "fs.inotify.max_user_watches; or follow a smaller directory.", ex);
        }
    }

    @Override
    public void close() throws IOException {
        this.service.close();
    }

}
