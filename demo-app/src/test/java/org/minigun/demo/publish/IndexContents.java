package org.minigun.demo.publish;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.apache.lucene.document.Document;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.store.FSDirectory;

/**
 * All that is in an index.
 */
public final class IndexContents {

    private IndexContents() {
    }

    /**
     * Tells every document: of a jar its path and checksum, of a class the path and the
     * name.
     */
    public static List<String> of(Path index) throws IOException {
        try (FSDirectory directory = FSDirectory.open(index);
                DirectoryReader reader = DirectoryReader.open(directory)) {
            List<String> contents = new ArrayList<>();
            for (ScoreDoc hit : new IndexSearcher(reader).search(new MatchAllDocsQuery(),
                    Math.max(1, reader.maxDoc())).scoreDocs) {
                Document document = reader.storedFields().document(hit.doc);
                String name = document.get(IndexFields.NAME);
                contents.add(document.get(IndexFields.PATH) + " " + ((name != null)
                        ? document.get(IndexFields.PACKAGE) + "." + name : document.get(IndexFields.CHECKSUM)));
            }
            return contents;
        }
    }

}
