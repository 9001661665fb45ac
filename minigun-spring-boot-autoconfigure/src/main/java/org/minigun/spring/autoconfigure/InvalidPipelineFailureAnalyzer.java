package org.minigun.spring.autoconfigure;

import org.minigun.graph.InvalidPipelineException;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Says why a task is refused, and what to do.
 */
final class InvalidPipelineFailureAnalyzer extends AbstractFailureAnalyzer<InvalidPipelineException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, InvalidPipelineException cause) {
        return new FailureAnalysis("The task '%s' cannot be run:%n%n    %s".formatted(cause.pipeline(), cause.reason()),
                cause.remedy(), cause);
    }

}
