package org.minigun.demo.publish;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.minigun.demo.inspect.ClassEntry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

/**
 * What is in service, whatever was cut off; and what is merged.
 */
class IndexDirectoryTests {

    @TempDir
    Path temporary;

    @Test
    void nothingIsInServiceUntilAnIndexIsSwappedIn() throws Exception {
        IndexDirectory directory = directory();
        assertThat(directory.current()).isEmpty();
        Path first = Files.createDirectories(directory.index("1"));
        assertThat(directory.current()).isEmpty();
        directory.swap(first);
        assertThat(directory.current()).contains(first);
        Path second = Files.createDirectories(directory.index("2"));
        assertThat(directory.current()).contains(first);
        directory.swap(second);
        assertThat(directory.current()).contains(second);
        Files.delete(second);
        assertThat(directory.current()).isEmpty();
    }

    @Test
    void leavesNothingButTheIndexInServiceAndWhatIsNotItsOwn() throws Exception {
        IndexDirectory directory = directory();
        Path service = Files.createDirectories(directory.index("2"));
        directory.swap(service);
        Files.createDirectories(directory.index("1"));
        Files.createDirectories(directory.workspace("3").resolve("s1"));
        Files.writeString(directory.home().resolve("current.next"), "cut off");
        Path notes = Files.writeString(directory.home().resolve("notes.txt"), "by the user");
        directory.clean();
        assertThat(directory.current()).contains(service);
        assertThat(directory.index("1")).doesNotExist();
        assertThat(directory.workspace("3")).doesNotExist();
        assertThat(notes).exists();
    }

    @Test
    void keepsOtherPublicationsOutUntilItIsClosed() throws Exception {
        AutoCloseable lock = directory().lock();
        assertThatExceptionOfType(IndexException.class).isThrownBy(() -> directory().lock())
            .withMessageContaining("Another publication is at work in '" + directory().home() + "'");
        assertThat(LockAttempt.isRefused(directory().home())).as("refusing one must not let in others").isTrue();
        lock.close();
        AutoCloseable next = directory().lock();
        lock.close();
        assertThatExceptionOfType(IndexException.class).as("closed twice").isThrownBy(() -> directory().lock());
        next.close();
        assertThat(LockAttempt.isRefused(directory().home())).isFalse();
    }

    @Test
    void tellsTheContentsOfNoIndexThatIsDamagedOrOfAnotherVersion() throws Exception {
        Path index = merge("1", null, List.of(), List.of(), entry(jar("/a.jar", "1"), null));
        IndexDamage.flip(index);
        assertThatIOException().isThrownBy(() -> IndexMerger.contents(index));
        IndexDamage.flip(index);
        assertThat(IndexMerger.contents(index).checksums()).hasSize(1);
        IndexDamage.otherVersion(index);
        assertThatIOException().isThrownBy(() -> IndexMerger.contents(index))
            .withMessageContaining("another version of Lucene");
    }

    @Test
    void replacesWhatIsOutdatedAndLeavesOutWhatIsIncomplete() throws Exception {
        JarFacts before = jar("/a.jar", "1");
        JarFacts after = jar("/a.jar", "2");
        JarFacts other = jar("/b.jar", "1");
        Path first = merge("1", null, List.of(), List.of(), entry(before, null), entry(before, "Old"),
                entry(other, null), entry(other, "B"));
        assertThat(IndexContents.of(first)).containsExactlyInAnyOrder("/a.jar 1", "/a.jar p.Old", "/b.jar 1",
                "/b.jar p.B");
        assertThat(IndexMerger.contents(first))
            .isEqualTo(new IndexMerger.Contents("1", Map.of("/a.jar", "1", "/b.jar", "1")));
        Path second = merge("2", first, List.of("/b.jar"), List.of(after), entry(after, "New"));
        assertThat(IndexContents.of(second)).containsExactlyInAnyOrder("/a.jar 1", "/a.jar p.Old");
        Path third = merge("3", second, List.of("/a.jar"), List.of(), entry(after, null), entry(after, "New"));
        assertThat(IndexContents.of(third)).containsExactlyInAnyOrder("/a.jar 2", "/a.jar p.New");
        assertThat(IndexContents.of(first)).hasSize(4);
    }

    @Test
    void leavesAJarAsItWasThatWasReadOtherwiseAndIsIncomplete() throws Exception {
        JarFacts jar = jar("/a.jar", "1");
        Path first = merge("1", null, List.of(), List.of(), entry(jar, null), entry(jar, "Before"));
        Path second = merge("2", first, List.of(), List.of(jar), entry(jar, "After"));
        assertThat(IndexContents.of(second)).containsExactlyInAnyOrder("/a.jar 1", "/a.jar p.Before");
    }

    @Test
    void makesASegmentAnewWhereAnAttemptWasCutOff() throws Exception {
        JarFacts jar = jar("/a.jar", "1");
        Path place = directory().workspace("1").resolve("s1");
        SegmentOrder order = new SegmentOrder("1", place, List.of(entry(jar, null), entry(jar, "A")));
        SegmentBuilder.build(order);
        Files.writeString(place.resolve("_7.fdt"), "cut off");
        assertThat(SegmentBuilder.build(order)).isEqualTo(new IndexChange.Segment(place, Map.of("/a.jar", 2)));
        assertThat(IndexContents.of(place)).hasSize(2);
    }

    private Path merge(String id, Path current, List<String> outdated, List<JarFacts> incomplete, IndexEntry... entries)
            throws IOException {
        Path segment = directory().workspace(id).resolve("s1");
        SegmentBuilder.build(new SegmentOrder(id, segment, List.of(entries)));
        Path index = directory().index(id);
        IndexMerger.merge(index, current, id, outdated, List.of(segment), incomplete);
        return index;
    }

    private IndexDirectory directory() {
        return new IndexDirectory(this.temporary.resolve("index"));
    }

    private static JarFacts jar(String path, String checksum) {
        return new JarFacts(path, checksum, "g:a", "1", null, 61, null, "MIT");
    }

    private static IndexEntry entry(JarFacts jar, String type) {
        return new IndexEntry(jar, (type != null) ? new ClassEntry("p", type, 61) : null);
    }

}
