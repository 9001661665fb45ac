package org.minigun.scenarios;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.minigun.Concurrency;
import org.minigun.Pipeline;
import org.minigun.RunResult;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The rows of "Basics" that are small programs: dedupe, score, crawl.
 */
class BasicsProgramsTests {

    private static final List<Task> TASKS = List.of(new Task(1, "high", false), new Task(2, "low", false),
            new Task(3, "critical", false), new Task(4, "medium", false), new Task(5, "critical", true),
            new Task(6, "low", false), new Task(7, "high", false), new Task(8, "medium", true),
            new Task(9, "critical", false), new Task(10, "low", true));

    @Test
    void s016_theFirstOfEachItem() {
        assertThat(deduped(List.of(1, 2, 3, 2, 4, 1, 5, 3, 6, 4), (n) -> n)).containsExactlyInAnyOrder(1, 2, 3, 4, 5,
                6);
    }

    @Test
    void s016_theFirstOfEachUser() {
        List<User> users = List.of(new User(1, "Ann"), new User(2, "Ben"), new User(1, "Ann again"), new User(3, "Cem"),
                new User(2, "Ben again"), new User(4, "Dan"));
        assertThat(deduped(users, User::id)).extracting(User::name)
            .containsExactlyInAnyOrder("Ann", "Ben", "Cem", "Dan");
    }

    @Test
    void s016_theFirstOfEachRemainder() {
        assertThat(deduped(Scenario.numbers(0, 99), (n) -> n % 20))
            .containsExactlyInAnyOrderElementsOf(Scenario.numbers(0, 19));
    }

    @Test
    void s019_tasksGoByTheirScore() {
        List<Scored> collected = Scenario.collected();
        RunResult result = Topology.completed(Pipeline.named("s019")
            .producer("P", TASKS)
            .processor("score", (task) -> new Scored(task.id(), score(task), "", false))
            .processor("path", (task) -> new Scored(task.id(), task.score(), path(task.score()), false))
            .processor("process", (task) -> new Scored(task.id(), task.score(), task.path(), true))
            .consumer("c", collected::add)
            .build());
        Map<String, List<Integer>> ids = collected.stream()
            .collect(Collectors.groupingBy(Scored::path, Collectors.mapping(Scored::id, Collectors.toList())));
        assertThat(ids).isEqualTo(Map.of("critical", List.of(3, 5, 9), "high", List.of(1, 7), "normal", List.of(4, 8),
                "low", List.of(2, 6, 10)));
        assertThat(collected).allMatch(Scored::processed);
        assertThat(result.ledger().stage("c").done()).isEqualTo(10);
    }

    @Test
    void s021_aCrawlFetchesEachAddressOnce() {
        assertThat(crawled("http://a.test", "http://b.test")).containsExactlyInAnyOrder("http://a.test",
                "http://b.test");
        assertThat(crawled("http://a.test")).containsExactly("http://a.test");
        assertThat(crawled("http://a.test", "http://b.test", "http://c.test"))
            .containsExactlyInAnyOrder("http://a.test", "http://b.test", "http://c.test");
    }

    @Test
    void s021_aSeedThatIsGivenTwiceIsFetchedOnce() {
        assertThat(crawled("http://a.test", "http://b.test", "http://a.test", "http://b.test"))
            .containsExactlyInAnyOrder("http://a.test", "http://b.test");
    }

    private static <T> List<T> deduped(List<T> items, Function<T, Object> key) {
        List<T> collected = Scenario.collected();
        Set<Object> seen = new HashSet<>();
        RunResult result = Topology.completed(Pipeline.named("s016")
            .producer("P", items)
            .processor("dedupe", (item) -> seen.add(key.apply(item)) ? item : BasicsProgramsTests.<T>nothing())
            .processor("p", (item) -> item, (o) -> o.concurrency(Concurrency.THREAD, 3))
            .consumer("c", collected::add)
            .build());
        assertThat(result.ledger().stage("dedupe").done()).isEqualTo(items.size());
        assertThat(result.ledger().stage("p").received()).isEqualTo(collected.size());
        return collected;
    }

    /** Seeds to pages; the pages found on them are not crawled further. */
    private static List<String> crawled(String... seeds) {
        List<Page> pages = Scenario.collected();
        List<String> fetched = Scenario.collected();
        Set<String> visited = ConcurrentHashMap.newKeySet();
        RunResult result = Topology
            .completed(Pipeline.named("s021").producer("seeds", List.of(seeds)).processor("fetch", (address) -> {
                if (!visited.add(address)) {
                    return null;
                }
                fetched.add(address);
                return new Page(address, "Title of " + address, "Content of " + address, List.of());
            }, (o) -> o.concurrency(Concurrency.THREAD, 20)).processor("links", (page) -> {
                List<String> links = new ArrayList<>(List.of(page.address() + "/one", page.address() + "/two"));
                return new Page(page.address(), page.title(), page.content(), links);
            }).consumer("c", pages::add).build());
        assertThat(result.ledger().stage("fetch").done()).isEqualTo(seeds.length);
        assertThat(result.ledger().stage("links").done()).isEqualTo(fetched.size());
        assertThat(pages).hasSameSizeAs(fetched).allSatisfy((page) -> {
            assertThat(page.title()).isEqualTo("Title of " + page.address());
            assertThat(page.content()).isEqualTo("Content of " + page.address());
            assertThat(page.links()).hasSize(2).doesNotContainAnyElementsOf(fetched);
        });
        assertThat(pages).extracting(Page::address).containsExactlyInAnyOrderElementsOf(fetched);
        return fetched;
    }

    private static int score(Task task) {
        int score = switch (task.priority()) {
            case "critical" -> 100;
            case "high" -> 75;
            case "medium" -> 50;
            default -> 25;
        };
        return score + (task.vip() ? 20 : 0);
    }

    private static String path(int score) {
        return (score >= 100) ? "critical" : (score >= 75) ? "high" : (score >= 50) ? "normal" : "low";
    }

    private static <T> @Nullable T nothing() {
        return null;
    }

    private record User(int id, String name) {
    }

    private record Task(int id, String priority, boolean vip) {
    }

    private record Scored(int id, int score, String path, boolean processed) {
    }

    private record Page(String address, String title, String content, List<String> links) {
    }

}
