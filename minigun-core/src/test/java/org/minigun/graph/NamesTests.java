package org.minigun.graph;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.minigun.graph.Declare.assertRefused;
import static org.minigun.graph.Declare.consumer;
import static org.minigun.graph.Declare.from;
import static org.minigun.graph.Declare.graph;
import static org.minigun.graph.Declare.leafEdges;
import static org.minigun.graph.Declare.nested;
import static org.minigun.graph.Declare.processor;
import static org.minigun.graph.Declare.producer;
import static org.minigun.graph.Declare.to;

/**
 * What a name means, which names may be said, and which are refused.
 */
class NamesTests {

    private static List<List<String>> names(StageGraph graph, String path) {
        return graph.node(path).targets().stream().map(Target::names).toList();
    }

    @Test
    void s039_anUnknownTargetIsRefused() {
        assertRefused(to(producer("P"), "nonexistent"), consumer("c")).withMessageContainingAll("'P'", "'nonexistent'",
                "`to`");
    }

    @Test
    void anUnknownSourceIsRefused() {
        assertRefused(producer("P"), from(consumer("c"), "Q")).withMessageContainingAll("'c'", "'Q'", "`from`");
    }

    @Test
    void s044_twoStagesOfOneNameAreRefused() {
        assertRefused(producer("P"), processor("a"), processor("a"), consumer("c")).withMessageContaining("'a'");
        assertRefused(producer("duplicated"), consumer("duplicated")).withMessageContaining("'duplicated'");
        assertRefused(producer("P"), nested("n", processor("a"), consumer("a"))).withMessageContainingAll("'a'",
                "nested pipeline 'n'");
    }

    @ParameterizedTest
    @ValueSource(strings = { "", " ", "a/b", "/", "ENTRANCE", "EXIT" })
    void aNameThatCouldNotBeSaidIsRefused(String name) {
        assertRefused(producer("P"), processor(name), consumer("c")).withMessageContaining("name");
        assertRefused(producer("P"), nested("n", processor(name)), consumer("c"))
            .withMessageContaining("nested pipeline 'n'");
    }

    @Test
    void s120_aBareNameFurtherInIsRefusedWithThePaths() {
        StageSpec one = nested("one", consumer("job"));
        StageSpec two = nested("two", consumer("job"), consumer("only"));
        assertRefused(to(producer("P"), "job"), one, two).withMessageContainingAll("'P'", "'job'",
                "'one/job' or 'two/job'");
        assertRefused(to(producer("P"), "only"), one, two).withMessageContainingAll("'only'", "'two/only'");
    }

    @Test
    void s121_aPathLeadsToAnInnerStage() {
        StageGraph graph = graph(to(producer("P"), "one/job", "two/job").withRouting(Routing.DYNAMIC, false),
                nested("one", consumer("job")), nested("two", consumer("job")));
        assertThat(graph.edges()).extracting(Edge::toString).containsExactly("P -> one/job", "P -> two/job");
        assertThat(names(graph, "P")).containsExactly(List.of("one/job"), List.of("two/job"));
    }

    @Test
    void s122_theOwnNameIsMeantThenTheOneAround() {
        StageSpec inner = nested("deep", processor("processor"));
        assertThat(leafEdges(producer("P"), to(processor("processor"), "c"),
                nested("n", to(producer("own"), "processor"), processor("processor"), inner), consumer("c")))
            .contains("n/own -> n/processor");
        assertThat(leafEdges(to(producer("P"), "processor", "n"), to(processor("processor"), "c"),
                nested("n", to(producer("own"), "processor"), inner), consumer("c")))
            .contains("n/own -> processor")
            .doesNotContain("n/own -> n/deep/processor");
    }

    @Test
    void theFirstNameOfAPathIsLookedUpOutwardsToo() {
        assertThat(leafEdges(nested("n", to(producer("P"), "load/save")), nested("load", consumer("save"))))
            .containsExactly("n/P -> load/save");
        assertRefused(nested("n", to(producer("P"), "load/save"), nested("load", consumer("other"))),
                nested("load", consumer("save")))
            .withMessageContaining("'load/save'");
    }

    @ParameterizedTest
    @CsvSource({ "inpsect, inspect", "Inspect, inspect", "inspct, inspect", "lod/save, load/save",
            "load/sav, load/save" })
    void s123_anUnknownNameIsRefusedWithNearNames(String wrong, String meant) {
        assertRefused(to(producer("P"), wrong), processor("inspect"), consumer("c"),
                nested("load", producer("Q"), consumer("save")))
            .withMessageContainingAll("'" + wrong + "'", "Did you mean '" + meant + "'");
    }

    @Test
    void theNearestNamesComeFirst() {
        assertThat(NearNames.of("saev", List.of("cave", "other", "save", "sae", "Saev", "saev")))
            .containsExactly("Saev", "sae", "save");
        assertThat(NearNames.of("a", List.of("b", "A"))).containsExactly("A");
        assertThat(NearNames.distance("kitten", "Sitting")).isEqualTo(3);
        assertThat(NearNames.distance("", "abc")).isEqualTo(3);
    }

    @Test
    void s123_whereNoNameIsNearTheKnownOnesAreListed() {
        assertRefused(to(producer("P"), "somewhere"), nested("n", consumer("a")), consumer("c"))
            .withMessageContainingAll("'P'", "'n'", "'n/a'", "'c'");
    }

    @Test
    void entranceAndExitMeanNothingAtTheTop() {
        assertRefused(to(producer("P"), StageGraph.EXIT)).withMessageContainingAll("'P'", "'EXIT'", "`to`");
        assertRefused(producer("P"), from(consumer("c"), StageGraph.ENTRANCE)).withMessageContainingAll("'c'",
                "'ENTRANCE'", "`from`");
    }

    @Test
    void entranceIsNoTargetAndExitNoSource() {
        assertRefused(producer("P"), nested("n", to(processor("a"), StageGraph.ENTRANCE)), consumer("c"))
            .withMessageContainingAll("'n/a'", "'ENTRANCE'");
        assertRefused(producer("P"), nested("n", from(processor("a"), StageGraph.EXIT)), consumer("c"))
            .withMessageContainingAll("'n/a'", "'EXIT'");
    }

    @Test
    void aStageDoesNotNameThePipelineAroundIt() {
        assertRefused(producer("P"), nested("n", to(processor("a"), "n")), consumer("c"))
            .withMessageContainingAll("'n/a'", "'n'");
        assertRefused(producer("P"), to(nested("n", processor("a")), "n/a"), consumer("c"))
            .withMessageContainingAll("'n'", "'n/a'");
    }

    @Test
    void aTargetMayBeSaidByEveryNameThatMeansIt() {
        StageGraph graph = graph(nested("n", producer("own"), to(processor("a"), "load/save", "b"), consumer("b")),
                nested("load", consumer("save")), consumer("end"), to(producer("P"), "end", "n"));
        assertThat(names(graph, "n/a")).containsExactly(List.of("load/save"), List.of("b", "n/b"));
        assertThat(names(graph, "P")).containsExactly(List.of("end"), List.of("n"));
    }

    @Test
    void theNameThatIsWrittenComesFirst() {
        StageGraph graph = graph(nested("n", producer("own"), to(processor("a"), "n/b"), consumer("b")));
        assertThat(names(graph, "n/a")).containsExactly(List.of("n/b", "b"));
        assertThat(names(graph, "n/own")).containsExactly(List.of("a", "n/a"));
    }

    @Test
    void aNameThatMeansAnotherStageWhereItIsSaidIsNoNameOfTheTarget() {
        StageGraph graph = graph(producer("P"), nested("n", processor("a"), nested("n", processor("x"))),
                consumer("c"));
        assertThat(names(graph, "n/a")).containsExactly(List.of("n", "n/n"));
        StageGraph hidden = graph(producer("P"), nested("n", to(processor("a"), "x"), consumer("x")),
                from(consumer("x"), "n/a"));
        assertThat(names(hidden, "n/a")).containsExactly(List.of("x", "n/x"), List.of());
    }

    @Test
    void theExitIsSaidByItsReservedName() {
        StageGraph graph = graph(producer("P"), nested("n", processor("a")), consumer("c"));
        assertThat(names(graph, "n/a")).containsExactly(List.of("EXIT"));
    }

    @Test
    void aStageIsFoundByItsPathFromTheTop() {
        StageGraph graph = graph(producer("inspect"), nested("load", consumer("save")));
        assertThat(graph.node("load/save").name()).isEqualTo("save");
        assertThat(graph.node("load/save").parent()).isSameAs(graph.node("load"));
        assertThat(graph.node("load").children()).containsExactly(graph.node("load/save"));
        assertThat(graph.nodes().get(graph.node("load/save").index())).isSameAs(graph.node("load/save"));
        assertThatExceptionOfType(InvalidPipelineException.class).isThrownBy(() -> graph.node("inspct"))
            .withMessageContainingAll("'inspct'", "'work'", "Did you mean 'inspect'?");
        assertThatExceptionOfType(InvalidPipelineException.class).isThrownBy(() -> graph.node("save"))
            .withMessageContaining("'load/save'");
    }

}
