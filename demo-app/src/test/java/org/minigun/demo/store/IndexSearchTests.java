package org.minigun.demo.store;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.minigun.demo.Reports;
import org.minigun.demo.publish.IndexDamage;
import org.minigun.demo.publish.IndexDirectory;

import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Which index is searched. What is found is compared in {@link ClassSearchTests}.
 */
class IndexSearchTests {

    @TempDir
    Path directory;

    private JdbcTemplate jdbc;

    private IndexDirectory index;

    private IndexSearch search;

    private final AtomicLong time = new AtomicLong();

    @BeforeEach
    void open() {
        this.jdbc = TestDatabase.H2.in(this.directory);
        this.index = new IndexDirectory(this.directory.resolve("index"));
        this.search = new IndexSearch(this.index, this.time::get);
    }

    @AfterEach
    void close() throws Exception {
        this.search.close();
        TestDatabase.close(this.jdbc);
    }

    @Test
    void searchesTheIndexInServiceAsSoonAsItIs() throws Exception {
        assertThat(this.search.find("A")).isEmpty();
        JarStore store = new JarStore(this.jdbc);
        store.save(List.of(Reports.of("a", "1", "x", "p.A")));
        TestIndex.publish(this.jdbc, this.index, "1");
        assertThat(this.search.find("A").orElseThrow().hits()).hasSize(1);
        store.save(List.of(Reports.of("b", "1", "x", "p.A")));
        assertThat(this.search.find("A").orElseThrow().hits()).hasSize(1);
        TestIndex.publish(this.jdbc, this.index, "2");
        assertThat(this.search.find("A").orElseThrow().hits()).hasSize(2);
        assertThat(this.index.index("1")).doesNotExist();
    }

    @Test
    void givesBoundedNumberOfHitsInOrderOfTheirNames() throws Exception {
        String[] classes = IntStream.range(0, 1000).mapToObj((n) -> "many.C" + n).toArray(String[]::new);
        new JarStore(this.jdbc).save(List.of(Reports.of("many", "1", "d", classes)));
        TestIndex.publish(this.jdbc, this.index, "1");
        ClassHits hits = this.search.find("many.*").orElseThrow();
        assertThat(hits.more()).isTrue();
        assertThat(hits.hits()).hasSize(ClassSearch.MOST_HITS).extracting(ClassHit::className).isSorted();
    }

    @Test
    void saysThatADamagedIndexCannotBeReadAndReadsTheNextOne() throws Exception {
        Files.createDirectories(this.index.index("1"));
        this.index.swap(this.index.index("1"));
        assertThatExceptionOfType(UnreadableIndexException.class).isThrownBy(() -> this.search.find("A"))
            .withMessageContaining("The index in '" + this.index.home() + "' cannot be read");
        new JarStore(this.jdbc).save(List.of(Reports.of("a", "1", "x", "p.A")));
        TestIndex.publish(this.jdbc, this.index, "2");
        assertThat(this.search.find("A").orElseThrow().hits()).hasSize(1);
        IndexDamage.flip(this.index.index("2"));
        this.search.close();
        assertThatExceptionOfType(UnreadableIndexException.class).isThrownBy(() -> this.search.find("A"));
        IndexDamage.flip(this.index.index("2"));
        this.time.addAndGet(IndexSearch.PAUSE_NANOS - 1);
        assertThatExceptionOfType(UnreadableIndexException.class).as("not all of it is read at each search")
            .isThrownBy(() -> this.search.find("A"));
        this.time.incrementAndGet();
        assertThat(this.search.find("A").orElseThrow().hits()).as("it is back").hasSize(1);
        IndexDamage.otherVersion(this.index.index("2"));
        this.search.close();
        assertThatExceptionOfType(UnreadableIndexException.class).isThrownBy(() -> this.search.find("A"));
        TestIndex.publish(this.jdbc, this.index, "3");
        assertThat(this.search.find("A").orElseThrow().hits()).as("another one is read at once").hasSize(1);
    }

    @Test
    void searchesAfterAnInterruptHasClosedTheFiles() throws Exception {
        new JarStore(this.jdbc).save(List.of(Reports.of("a", "1", "x", "p.A")));
        TestIndex.publish(this.jdbc, this.index, "1");
        assertThat(this.search.find("A").orElseThrow().hits()).hasSize(1);
        Thread.currentThread().interrupt();
        assertThatExceptionOfType(UnreadableIndexException.class).isThrownBy(() -> this.search.find("A"));
        assertThat(Thread.interrupted()).isTrue();
        assertThat(this.search.find("A").orElseThrow().hits()).hasSize(1);
    }

}
