package org.minigun.demo.publish;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

import org.apache.lucene.index.CodecReader;
import org.apache.lucene.index.CorruptIndexException;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexFormatTooNewException;
import org.apache.lucene.index.IndexFormatTooOldException;
import org.apache.lucene.index.IndexNotFoundException;
import org.apache.lucene.index.LeafReaderContext;
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

    /**
     * Tells whether an index that cannot be read is damaged, or of another version of
     * Lucene: it will be at the next attempt, too.
     * @param failure what has happened
     * @return whether there is no use in trying it again at once
     */
    public static boolean isOfNoUse(Exception failure) {
        return failure instanceof CorruptIndexException || failure instanceof IndexFormatTooOldException
                || failure instanceof IndexFormatTooNewException
                || (failure instanceof IOException && failure.getCause() instanceof IllegalArgumentException);
    }

    /**
     * Tells whether an index that nobody changes meanwhile is lost, at least for this
     * version of Lucene: it is damaged, or a part of it is missing. Else it is there, and
     * only cannot be read now.
     * @param failure what has happened
     * @return whether it has to be made anew
     */
    public static boolean isLost(IOException failure) {
        return isOfNoUse(failure) || failure instanceof IndexNotFoundException || failure instanceof NoSuchFileException
                || failure instanceof EOFException;
    }

    /**
     * Opens an index, all of which is as it was written.
     * @param directory where it is; it is to be closed after the reader
     * @return what to read it by
     * @throws IOException if it is not there, is damaged, or was written by another
     * version of Lucene
     */
    public static DirectoryReader read(FSDirectory directory) throws IOException {
        DirectoryReader reader;
        try {
            reader = DirectoryReader.open(directory);
        }
        catch (IllegalArgumentException ex) {
            // So it says that it does not know the format of another version.
            throw new IOException("The index in '" + directory.getDirectory() + "' is of another version of Lucene",
                    ex);
        }
        try {
            for (LeafReaderContext leaf : reader.leaves()) {
                ((CodecReader) leaf.reader()).checkIntegrity();
            }
            return reader;
        }
        catch (IOException | RuntimeException ex) {
            reader.close();
            throw ex;
        }
    }

}
