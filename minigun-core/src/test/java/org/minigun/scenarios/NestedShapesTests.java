package org.minigun.scenarios;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.minigun.scenarios.NestedShape.Writing;

/**
 * The rows of "Nested pipelines" on edges between stages and pipelines, each written with
 * {@code to} and with {@code from}.
 */
class NestedShapesTests {

    @Test
    void s104_aPipelineFeedsAStage() {
        pipelineToStage(Writing.TO);
    }

    @Test
    void s104_aPipelineFeedsTwoStages() {
        pipelineToTwoStages(Writing.TO);
    }

    @Test
    void s104_twoPipelinesFeedAStage() {
        twoPipelinesToStage(Writing.TO);
    }

    @Test
    void s104_twoPipelinesFeedTwoStages() {
        twoPipelinesToTwoStages(Writing.TO);
    }

    @Test
    void s108_aStageFeedsAPipeline() {
        stageToPipeline(Writing.TO);
    }

    @Test
    void s108_aStageFeedsTwoPipelines() {
        stageToTwoPipelines(Writing.TO);
    }

    @Test
    void s108_twoStagesFeedAPipeline() {
        twoStagesToPipeline(Writing.TO);
    }

    @Test
    void s108_twoStagesFeedTwoPipelines() {
        twoStagesToTwoPipelines(Writing.TO);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "TO")
    void s112_theSameShapesWithFrom(Writing writing) {
        pipelineToStage(writing);
        pipelineToTwoStages(writing);
        twoPipelinesToStage(writing);
        twoPipelinesToTwoStages(writing);
        stageToPipeline(writing);
        stageToTwoPipelines(writing);
        twoStagesToPipeline(writing);
        twoStagesToTwoPipelines(writing);
    }

    private static void pipelineToStage(Writing writing) {
        new NestedShape(writing).edge("src", "p")
            .edge("p", "c")
            .producing("src", (n) -> n * 10, 0, 1, 2)
            .processor("p", (n) -> n + 1)
            .consumer("c")
            .run()
            .assertCollected("c", 1, 11, 21);
    }

    private static void pipelineToTwoStages(Writing writing) {
        new NestedShape(writing).edge("src", "a", "b")
            .edge("a", "ca")
            .edge("b", "cb")
            .producing("src", (n) -> n * 10, 0, 1)
            .processor("a", (n) -> n + 100)
            .processor("b", (n) -> n + 200)
            .consumer("ca")
            .consumer("cb")
            .run()
            .assertCollected("ca", 100, 110)
            .assertCollected("cb", 200, 210);
    }

    private static void twoPipelinesToStage(Writing writing) {
        new NestedShape(writing).edge("a", "p")
            .edge("b", "p")
            .edge("p", "c")
            .producing("a", (n) -> n, 1)
            .producing("b", (n) -> n, 2)
            .processor("p", (n) -> n * 100)
            .consumer("c")
            .run()
            .assertCollected("c", 100, 200);
    }

    private static void twoPipelinesToTwoStages(Writing writing) {
        new NestedShape(writing).edge("a", "x", "y")
            .edge("b", "x", "y")
            .edge("x", "cx")
            .edge("y", "cy")
            .producing("a", (n) -> n, 1)
            .producing("b", (n) -> n, 2)
            .processor("x", (n) -> n * 10)
            .processor("y", (n) -> n * 20)
            .consumer("cx")
            .consumer("cy")
            .run()
            .assertCollected("cx", 10, 20)
            .assertCollected("cy", 20, 40);
    }

    private static void stageToPipeline(Writing writing) {
        new NestedShape(writing).edge("P", "p")
            .edge("p", "r")
            .producer("P", 0, 1, 2)
            .processor("p", (n) -> n * 10)
            .collecting("r", (n) -> n * 2)
            .run()
            .assertCollected("r", 0, 20, 40);
    }

    private static void stageToTwoPipelines(Writing writing) {
        new NestedShape(writing).edge("P", "p")
            .edge("p", "a", "b")
            .producer("P", 0, 1)
            .processor("p", (n) -> n * 10)
            .collecting("a", (n) -> n + 100)
            .collecting("b", (n) -> n + 200)
            .run()
            .assertCollected("a", 100, 110)
            .assertCollected("b", 200, 210);
    }

    private static void twoStagesToPipeline(Writing writing) {
        new NestedShape(writing).edge("P", "p")
            .edge("Q", "q")
            .edge("p", "r")
            .edge("q", "r")
            .producer("P", 1)
            .producer("Q", 2)
            .processor("p", (n) -> n * 10)
            .processor("q", (n) -> n * 20)
            .collecting("r", (n) -> n + 1000)
            .run()
            .assertCollected("r", 1010, 1040);
    }

    private static void twoStagesToTwoPipelines(Writing writing) {
        new NestedShape(writing).edge("P", "p")
            .edge("Q", "q")
            .edge("p", "x", "y")
            .edge("q", "x", "y")
            .producer("P", 1)
            .producer("Q", 2)
            .processor("p", (n) -> n * 10)
            .processor("q", (n) -> n * 20)
            .collecting("x", (n) -> n + 100)
            .collecting("y", (n) -> n + 200)
            .run()
            .assertCollected("x", 110, 140)
            .assertCollected("y", 210, 240);
    }

}
