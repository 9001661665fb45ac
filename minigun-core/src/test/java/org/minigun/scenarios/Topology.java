package org.minigun.scenarios;

import java.util.List;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.minigun.Pipeline;
import org.minigun.RunResult;
import org.minigun.RunState;
import org.minigun.graph.InvalidPipelineException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What scenarios of topologies ask again and again.
 */
final class Topology {

    private Topology() {
    }

    /** Runs a pipeline that is to complete. */
    static RunResult completed(Pipeline pipeline) {
        RunResult result = Scenario.run(pipeline);
        assertThat(result.failure()).isNull();
        assertThat(result.state()).isEqualTo(RunState.COMPLETED);
        return result;
    }

    /** Runs a pipeline that is to fail. */
    static RunResult failed(Pipeline pipeline) {
        RunResult result = Scenario.run(pipeline);
        assertThat(result.state()).isEqualTo(RunState.FAILED);
        assertThat(result.failure()).isNotNull();
        return result;
    }

    /** The edges between the stages that run code, such as {@code load/save -> log}. */
    static List<String> edges(Pipeline pipeline) {
        return pipeline.graph().leafEdges().stream().map(Object::toString).toList();
    }

    /** The edges over which items may go in a run, as its ledger names them. */
    static List<String> edges(RunResult result) {
        return result.ledger().edges().stream().map((edge) -> edge.from() + " -> " + edge.to()).toList();
    }

    /** The paths of the stages that a run's ledger names. */
    static List<String> stages(RunResult result) {
        return result.ledger().stages().stream().map((stage) -> stage.stage()).toList();
    }

    /** Asserts that a pipeline is refused with a remedy. */
    static ThrowableAssertAlternative<InvalidPipelineException> assertRefused(ThrowingCallable building) {
        return assertThatExceptionOfType(InvalidPipelineException.class).isThrownBy(building)
            .satisfies((refusal) -> assertThat(refusal.remedy()).isNotBlank());
    }

}
