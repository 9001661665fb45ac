package org.minigun.demo.publish;

import java.io.IOException;
import java.nio.file.Path;

import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.store.NIOFSDirectory;

/**
 * Opens what is on the disk for Lucene.
 */
public final class IndexFiles {

    private IndexFiles() {
    }

    /**
     * Opens the directory of an index. By plain reading: mapping files into memory calls
     * native code, of which Java 24 and later warn the user.
     * @param index the directory
     * @return what to read and write it by
     * @throws IOException if it cannot be opened
     */
    public static FSDirectory open(Path index) throws IOException {
        return new NIOFSDirectory(index);
    }

}
