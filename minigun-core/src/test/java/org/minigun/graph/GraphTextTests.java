package org.minigun.graph;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.minigun.graph.Declare.consumer;
import static org.minigun.graph.Declare.graph;
import static org.minigun.graph.Declare.nested;
import static org.minigun.graph.Declare.processor;
import static org.minigun.graph.Declare.producer;
import static org.minigun.graph.Declare.to;

/**
 * The graph as text and as Mermaid.
 */
class GraphTextTests {

    private static StageGraph tree() {
        return graph(to(producer("fetch"), "validate", "log"), to(processor("validate"), "transform", "archive"),
                to(processor("transform"), "store"), consumer("log"), consumer("archive"), consumer("store"));
    }

    @Test
    void s045_everyStageAndEveryEdgeOnceAsText() {
        assertThat(tree().toText()).isEqualTo("""
                pipeline 'work'
                stages:
                  fetch (producer)
                  validate (processor)
                  transform (processor)
                  log (consumer)
                  archive (consumer)
                  store (consumer)
                edges:
                  fetch -> validate (to)
                  fetch -> log (to)
                  validate -> transform (to)
                  validate -> archive (to)
                  transform -> store (to)
                """);
    }

    @Test
    void s045_everyStageAndEveryEdgeOnceAsMermaid() {
        assertThat(tree().toMermaid()).isEqualTo("""
                flowchart LR
                    s0(["fetch"])
                    s1["validate"]
                    s2["transform"]
                    s3[["log"]]
                    s4[["archive"]]
                    s5[["store"]]
                    s0 --> s1
                    s0 --> s3
                    s1 --> s2
                    s1 --> s4
                    s2 --> s5
                """);
    }

    @Test
    void nestedPipelinesAreIndentedInText() {
        assertThat(nestedGraph().toText()).isEqualTo("""
                pipeline 'work'
                stages:
                  P (producer, ROUND_ROBIN)
                  log (consumer)
                  n (nested pipeline)
                    a (processor, entrance)
                    m (nested pipeline, exit)
                      b (processor, entrance, exit)
                  c (consumer)
                edges:
                  P -> log (to)
                  P -> n (to)
                  n -> c (by order)
                  n/a -> n/m (by order)
                """);
    }

    @Test
    void nestedPipelinesAreSubgraphsInMermaid() {
        assertThat(nestedGraph().toMermaid()).isEqualTo("""
                flowchart LR
                    s0(["P"])
                    s1[["log"]]
                    subgraph s2["n"]
                        s3["a"]
                        subgraph s4["m"]
                            s5["b"]
                        end
                    end
                    s6[["c"]]
                    s0 -->|ROUND_ROBIN| s1
                    s0 -->|ROUND_ROBIN| s2
                    s2 --> s6
                    s3 --> s4
                """);
    }

    private static StageGraph nestedGraph() {
        return graph(to(producer("P"), "log", "n").withRouting(Routing.ROUND_ROBIN, false), consumer("log"),
                nested("n", processor("a"), nested("m", processor("b"))), consumer("c"));
    }

    @Test
    void aHostileNameShowsAsText() {
        assertThat(graph(producer("end"), processor("a\"] --> b\n; <b>`#&"), consumer("größe 1_2-3")).toMermaid())
            .isEqualTo("""
                    flowchart LR
                        s0(["end"])
                        s1["a#34;#93; --#62; b#10;#59; #60;b#62;#96;#35;#38;"]
                        s2[["größe 1_2-3"]]
                        s0 --> s1
                        s1 --> s2
                    """);
    }

    @Test
    void aGraphTellsItsSize() {
        assertThat(tree()).hasToString("StageGraph 'work' (6 stages, 5 edges)");
    }

}
