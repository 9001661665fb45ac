package org.minigun.demo.publish;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.apache.lucene.document.Document;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.IndexWriterConfig.OpenMode;
import org.apache.lucene.index.SerialMergeScheduler;
import org.apache.lucene.index.StoredFields;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.jspecify.annotations.Nullable;

/**
 * Makes the next index of the one in service and segments. Thread-safe.
 */
public final class IndexMerger {

    private static final String PUBLICATION = "publication";

    private IndexMerger() {
    }

    /**
     * What there is in an index.
     *
     * @param publication the id of the publication that has made it
     * @param checksums the checksum of each jar, by its path
     */
    public record Contents(String publication, Map<String, String> checksums) {
    }

    /**
     * Tells what is in an index.
     * @param index its directory
     * @return its contents
     * @throws IOException if it cannot be read: it is damaged, or another version of
     * Lucene has written it
     */
    public static Contents contents(Path index) throws IOException {
        try (FSDirectory directory = IndexFiles.open(index); DirectoryReader reader = IndexFiles.read(directory)) {
            Map<String, String> checksums = new HashMap<>();
            StoredFields documents = reader.storedFields();
            TermQuery jars = new TermQuery(new Term(IndexFields.KIND, IndexEntry.Kind.JAR.name()));
            for (ScoreDoc hit : new IndexSearcher(reader).search(jars, Math.max(1, reader.maxDoc())).scoreDocs) {
                Document jar = documents.document(hit.doc, Set.of(IndexFields.PATH, IndexFields.CHECKSUM));
                checksums.put(jar.get(IndexFields.PATH), jar.get(IndexFields.CHECKSUM));
            }
            return new Contents(reader.getIndexCommit().getUserData().getOrDefault(PUBLICATION, ""), checksums);
        }
    }

    /**
     * Makes the next index. Nothing of what it is made of is changed.
     * @param target the directory to make it in
     * @param current the index in service, or {@code null} if there is none
     * @param publication the id of this publication, which the segments' orders have, too
     * @param outdated the paths of the jars whose entries in the index in service are
     * left out
     * @param segments the segments to add
     * @param incomplete the jars of which the segments do not have every entry: what they
     * have is left out
     * @return how many classes and jars are in it
     * @throws IOException if it cannot be made
     */
    public static int merge(Path target, @Nullable Path current, String publication, Collection<String> outdated,
            Collection<Path> segments, Collection<JarFacts> incomplete) throws IOException {
        IndexWriterConfig config = new IndexWriterConfig().setOpenMode(OpenMode.CREATE)
            .setMergeScheduler(new SerialMergeScheduler());
        try (FSDirectory directory = IndexFiles.open(target); IndexWriter writer = new IndexWriter(directory, config)) {
            if (current != null) {
                add(writer, List.of(current));
            }
            for (String path : outdated) {
                writer.deleteDocuments(new Term(IndexFields.PATH, path));
            }
            // What is added from here on these deletions do not reach.
            writer.commit();
            add(writer, segments);
            // Not by the checksum: a jar that was read otherwise has it in the index in
            // service, too.
            for (JarFacts jar : incomplete) {
                writer.deleteDocuments(new Term(IndexFields.STATE, IndexFields.state(publication, jar.path())));
            }
            writer.setLiveCommitData(Map.of(PUBLICATION, publication).entrySet());
            writer.commit();
            return writer.getDocStats().numDocs;
        }
    }

    private static void add(IndexWriter writer, Collection<Path> indexes) throws IOException {
        List<Directory> directories = new ArrayList<>();
        try {
            for (Path index : indexes) {
                directories.add(IndexFiles.open(index));
            }
            writer.addIndexes(directories.toArray(new Directory[0]));
        }
        finally {
            for (Directory directory : directories) {
                directory.close();
            }
        }
    }

}
