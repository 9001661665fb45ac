package org.minigun.spring.readme;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

import org.minigun.annotation.Accumulator;
import org.minigun.annotation.Consumer;
import org.minigun.annotation.Processor;
import org.minigun.annotation.Producer;
import org.minigun.spring.MinigunTask;

// tag::task[]
@MinigunTask("words")
class WordCount {

    final Map<String, Integer> counts = new ConcurrentHashMap<>();

    @Producer
    Stream<Path> files() throws Exception {
        return Files.list(Path.of("notes"));
    }

    @Processor(flatten = true)
    List<String> words(Path file) throws Exception {
        return Arrays.asList(Files.readString(file).toLowerCase().split("\\W+"));
    }

    @Accumulator(maxSize = 500, maxWait = "1s")
    List<String> batch(List<String> words) {
        return words;
    }

    @Consumer
    void count(List<String> words) {
        words.forEach((word) -> this.counts.merge(word, 1, Integer::sum));
    }

}
// end::task[]
