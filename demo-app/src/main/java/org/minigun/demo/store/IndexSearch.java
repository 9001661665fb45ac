package org.minigun.demo.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

import org.apache.lucene.document.Document;
import org.apache.lucene.index.DirectoryReader;
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
import org.apache.lucene.store.AlreadyClosedException;
import org.apache.lucene.util.automaton.TooComplexToDeterminizeException;
import org.jspecify.annotations.Nullable;
import org.minigun.demo.inspect.ClassEntry;
import org.minigun.demo.publish.IndexDirectory;
import org.minigun.demo.publish.IndexFields;
import org.minigun.demo.publish.IndexFiles;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.annotation.Autowired;
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

    /** For so long a damaged index is not read again: all of it is, to be checked. */
    static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(10);

    private static final Sort ORDER = new Sort(new SortField(IndexFields.LOWER_NAME, SortField.Type.STRING),
            new SortField(IndexFields.PACKAGE, SortField.Type.STRING));

    private final IndexDirectory directory;

    private final LongSupplier nanoTime;

    private @Nullable Path opened;

    private @Nullable DirectoryReader reader;

    private @Nullable Damaged damaged;

    private volatile boolean told;

    /**
     * Makes a search.
     * @param directory where the index is, or will be
     */
    @Autowired
    public IndexSearch(IndexDirectory directory) {
        this(directory, System::nanoTime);
    }

    IndexSearch(IndexDirectory directory, LongSupplier nanoTime) {
        this.directory = directory;
        this.nanoTime = nanoTime;
    }

    /**
     * Searches for classes.
     * @param asked as {@link ClassSearch#find} takes it
     * @return the first hits; empty if nothing is published
     * @throws UnreadableIndexException if what is published cannot be read; if it is
     * damaged it is tried again some seconds later or when another one is in service,
     * else by the next search
     * @throws QueryTimeoutException if it takes too long
     */
    public Optional<ClassHits> find(String asked) throws UnreadableIndexException {
        Query query = query(ClassQuery.parse(asked));
        for (int attempt = 1;; attempt++) {
            DirectoryReader used = null;
            try {
                used = acquire();
                if (used == null) {
                    return Optional.empty();
                }
                ClassHits hits = find(used, query);
                this.told = false;
                return Optional.of(hits);
            }
            catch (IOException | AlreadyClosedException ex) {
                // Swapped and deleted since it was looked up; or an interrupt has closed
                // its files for all threads; or it is damaged.
                forget(used, ex);
                if (attempt == ATTEMPTS || IndexFiles.isOfNoUse(ex)) {
                    tell(ex);
                    throw new UnreadableIndexException(this.directory.home(), ex);
                }
            }
            finally {
                release(used);
            }
        }
    }

    /** Who gets it gives it back. */
    private synchronized @Nullable DirectoryReader acquire() throws IOException {
        Path current = this.directory.current().orElse(null);
        if (current == null) {
            close();
            return null;
        }
        DirectoryReader index = this.reader;
        if (index == null || !current.equals(this.opened)) {
            index = open(current);
            close();
            this.opened = current;
            this.reader = index;
        }
        index.incRef();
        return index;
    }

    private DirectoryReader open(Path index) throws IOException {
        Damaged known = this.damaged;
        if (known != null && known.index().equals(index) && this.nanoTime.getAsLong() - known.since() < PAUSE_NANOS) {
            throw known.failure();
        }
        try {
            // Without native files there is nothing to close in it.
            return IndexFiles.read(IndexFiles.open(index));
        }
        catch (IOException ex) {
            if (IndexFiles.isOfNoUse(ex)) {
                this.damaged = new Damaged(index, this.nanoTime.getAsLong(), ex);
            }
            throw ex;
        }
    }

    private static void release(@Nullable DirectoryReader index) {
        if (index != null) {
            try {
                index.decRef();
            }
            catch (IOException ex) {
                logger.debug("An index that was searched could not be closed", ex);
            }
        }
    }

    private synchronized void forget(@Nullable DirectoryReader broken, @Nullable Exception failure) {
        if (broken != null && broken == this.reader) {
            Path index = this.opened;
            if (index != null && failure instanceof IOException damage && IndexFiles.isOfNoUse(damage)) {
                this.damaged = new Damaged(index, this.nanoTime.getAsLong(), damage);
            }
            this.reader = null;
            this.opened = null;
            release(broken);
        }
    }

    /** Once, and not at each search, until it can be read again. */
    private void tell(Exception cause) {
        if (!this.told) {
            this.told = true;
            logger.warn("The index in '{}' cannot be read: the database is searched until it can, or the next "
                    + "publication has made it anew: {}", this.directory.home(), cause.toString());
            logger.debug("It cannot be read", cause);
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
        return new ClassHit(ClassEntry.fullName(packageName, name), document.get(IndexFields.PATH),
                document.get(IndexFields.ARTIFACT), document.get(IndexFields.VERSION),
                document.get(IndexFields.CLASSIFIER),
                document.getField(IndexFields.MAJOR_VERSION).numericValue().intValue(),
                document.get(IndexFields.MODULE), document.get(IndexFields.LICENCE));
    }

    private static String simpleName(String className) {
        return className.substring(className.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }

    /**
     * Lets go of the index, also of one that was found damaged.
     */
    @Override
    public synchronized void close() {
        forget(this.reader, null);
        this.damaged = null;
    }

    /**
     * An index that cannot be read, since when, and why.
     */
    private record Damaged(Path index, long since, IOException failure) {
    }

}
