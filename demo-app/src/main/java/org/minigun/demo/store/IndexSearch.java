package org.minigun.demo.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import org.apache.lucene.document.Document;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexNotFoundException;
import org.apache.lucene.index.QueryTimeoutImpl;
import org.apache.lucene.index.StoredFields;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.WildcardQuery;
import org.apache.lucene.util.automaton.TooComplexToDeterminizeException;
import org.jspecify.annotations.Nullable;
import org.minigun.demo.publish.IndexDirectory;
import org.minigun.demo.publish.IndexFields;
import org.minigun.demo.publish.IndexFiles;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.dao.QueryTimeoutException;
import org.springframework.stereotype.Repository;

/**
 * Answers which jar holds a class, by the published index. Sees a new one as soon as it
 * is in service. An answer has a bounded number of hits and takes a bounded time.
 * Thread-safe.
 */
@Repository
public class IndexSearch implements AutoCloseable {

    private static final Logger logger = LoggerFactory.getLogger(IndexSearch.class);

    private static final long LONGEST_MILLIS = 5_000;

    private static final int ATTEMPTS = 3;

    private static final Sort ORDER = new Sort(new SortField(IndexFields.LOWER_NAME, SortField.Type.STRING),
            new SortField(IndexFields.PACKAGE, SortField.Type.STRING));

    private final IndexDirectory directory;

    private @Nullable Path opened;

    private @Nullable DirectoryReader reader;

    /**
     * Makes a search.
     * @param directory where the index is, or will be
     */
    public IndexSearch(IndexDirectory directory) {
        this.directory = directory;
    }

    /**
     * Searches for classes.
     * @param asked as {@link ClassSearch#find} takes it
     * @return the first hits; empty if nothing is published, or what is cannot be read
     * @throws QueryTimeoutException if it takes too long
     */
    public Optional<ClassHits> find(String asked) {
        try {
            DirectoryReader index = acquire();
            if (index == null) {
                return Optional.empty();
            }
            try {
                return Optional.of(find(index, query(ClassQuery.parse(asked))));
            }
            finally {
                index.decRef();
            }
        }
        catch (IOException ex) {
            logger.warn("The index in '{}' cannot be read; the next publication makes it anew", this.directory.home(),
                    ex);
            return Optional.empty();
        }
    }

    /** Who gets it gives it back by {@code decRef}. */
    private synchronized @Nullable DirectoryReader acquire() throws IOException {
        for (int attempt = 1;; attempt++) {
            Path current = this.directory.current().orElse(null);
            if (current == null) {
                close();
                return null;
            }
            try {
                if (!current.equals(this.opened)) {
                    DirectoryReader next = DirectoryReader.open(IndexFiles.open(current));
                    close();
                    this.opened = current;
                    this.reader = next;
                }
                DirectoryReader index = this.reader;
                if (index != null) {
                    index.incRef();
                }
                return index;
            }
            catch (IndexNotFoundException ex) {
                // Swapped and deleted since it was looked up.
                if (attempt == ATTEMPTS) {
                    throw ex;
                }
            }
        }
    }

    private static ClassHits find(DirectoryReader index, Query query) throws IOException {
        IndexSearcher searcher = new IndexSearcher(index);
        searcher.setTimeout(new QueryTimeoutImpl(LONGEST_MILLIS));
        ScoreDoc[] found = searcher.search(query, ClassSearch.MOST_HITS + 1, ORDER).scoreDocs;
        if (searcher.timedOut()) {
            throw new QueryTimeoutException("The search took longer than " + LONGEST_MILLIS + " ms");
        }
        StoredFields documents = index.storedFields();
        List<ClassHit> hits = new ArrayList<>();
        for (ScoreDoc hit : found) {
            hits.add(hit(documents.document(hit.doc)));
        }
        boolean more = hits.size() > ClassSearch.MOST_HITS;
        List<ClassHit> first = new ArrayList<>(more ? hits.subList(0, ClassSearch.MOST_HITS) : hits);
        // Those of one class stay together, since its order is the first one.
        first.sort(Comparator.comparing((ClassHit hit) -> simpleName(hit.className()))
            .thenComparing(ClassHit::className)
            .thenComparing(ClassHit::artifact)
            .thenComparing((hit) -> String.valueOf(hit.version()))
            .thenComparing(ClassHit::path));
        return new ClassHits(first, more);
    }

    private static Query query(ClassQuery asked) {
        BooleanQuery.Builder any = new BooleanQuery.Builder();
        for (List<ClassQuery.Condition> alternative : asked.alternatives()) {
            BooleanQuery.Builder all = new BooleanQuery.Builder();
            alternative.forEach((condition) -> all.add(query(condition), Occur.FILTER));
            any.add(all.build(), Occur.SHOULD);
        }
        return any.build();
    }

    private static Query query(ClassQuery.Condition condition) {
        String field = condition.ofPackage() ? IndexFields.PACKAGE : IndexFields.LOWER_NAME;
        if (!condition.hasWildcards()) {
            return new TermQuery(new Term(field, condition.pattern()));
        }
        try {
            return new WildcardQuery(new Term(field, condition.pattern().replace("\\", "\\\\")));
        }
        catch (TooComplexToDeterminizeException ex) {
            throw new QueryTimeoutException("The question has too many wildcards", ex);
        }
    }

    private static ClassHit hit(Document document) {
        String packageName = document.get(IndexFields.PACKAGE);
        String name = document.get(IndexFields.NAME);
        return new ClassHit(packageName.isEmpty() ? name : packageName + "." + name, document.get(IndexFields.PATH),
                document.get(IndexFields.ARTIFACT), document.get(IndexFields.VERSION),
                document.get(IndexFields.CLASSIFIER),
                document.getField(IndexFields.MAJOR_VERSION).numericValue().intValue(),
                document.get(IndexFields.MODULE), document.get(IndexFields.LICENCE));
    }

    private static String simpleName(String className) {
        return className.substring(className.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }

    /**
     * Lets go of the index.
     */
    @Override
    public synchronized void close() throws IOException {
        DirectoryReader index = this.reader;
        this.reader = null;
        this.opened = null;
        if (index != null) {
            index.decRef();
        }
    }

}
