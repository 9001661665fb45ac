package org.minigun.demo.publish;

import java.io.IOException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field.Store;
import org.apache.lucene.document.SortedDocValuesField;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.IndexWriterConfig.OpenMode;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;
import org.minigun.demo.inspect.ClassEntry;

/**
 * Makes segments. Thread-safe.
 */
public final class SegmentBuilder {

    private SegmentBuilder() {
    }

    /**
     * Makes a segment. What an earlier attempt has left in the directory is replaced.
     * @param order the entries, and where to put them
     * @return the segment
     * @throws IOException if it cannot be written
     */
    public static IndexChange.Segment build(SegmentOrder order) throws IOException {
        Map<String, Integer> entries = new HashMap<>();
        IndexWriterConfig config = new IndexWriterConfig().setOpenMode(OpenMode.CREATE);
        try (FSDirectory directory = IndexFiles.open(order.directory());
                IndexWriter writer = new IndexWriter(directory, config)) {
            for (IndexEntry entry : order.entries()) {
                writer.addDocument(document(order.publication(), entry));
                entries.merge(entry.jar().path(), 1, Integer::sum);
            }
        }
        return new IndexChange.Segment(order.directory(), entries);
    }

    private static Document document(String publication, IndexEntry entry) {
        JarFacts jar = entry.jar();
        Document document = new Document();
        document.add(new StringField(IndexFields.KIND, entry.kind().name(), Store.NO));
        document.add(new StringField(IndexFields.PATH, jar.path(), Store.YES));
        document.add(new StringField(IndexFields.STATE, IndexFields.state(publication, jar.path()), Store.NO));
        store(document, IndexFields.ARTIFACT, jar.artifact());
        store(document, IndexFields.VERSION, jar.version());
        store(document, IndexFields.CLASSIFIER, jar.classifier());
        store(document, IndexFields.MODULE, jar.moduleName());
        store(document, IndexFields.LICENCE, jar.licence());
        ClassEntry type = entry.type();
        if (type == null) {
            store(document, IndexFields.CHECKSUM, jar.checksum());
            document.add(new StoredField(IndexFields.MAJOR_VERSION, jar.majorVersion()));
        }
        else {
            String lower = type.name().toLowerCase(Locale.ROOT);
            document.add(new StringField(IndexFields.LOWER_NAME, lower, Store.NO));
            document.add(new SortedDocValuesField(IndexFields.LOWER_NAME, new BytesRef(lower)));
            document.add(new StringField(IndexFields.PACKAGE, type.packageName(), Store.YES));
            document.add(new SortedDocValuesField(IndexFields.PACKAGE, new BytesRef(type.packageName())));
            store(document, IndexFields.NAME, type.name());
            document.add(new StoredField(IndexFields.MAJOR_VERSION, type.majorVersion()));
        }
        return document;
    }

    private static void store(Document document, String field, @Nullable String value) {
        if (value != null) {
            document.add(new StoredField(field, value));
        }
    }

}
