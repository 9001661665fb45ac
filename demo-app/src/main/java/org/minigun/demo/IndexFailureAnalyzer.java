package org.minigun.demo;

import org.minigun.demo.publish.IndexException;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Explains why nothing can be published.
 */
class IndexFailureAnalyzer extends AbstractFailureAnalyzer<IndexException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, IndexException cause) {
        return new FailureAnalysis(String.valueOf(cause.getMessage()), cause.remedy(), cause);
    }

}
