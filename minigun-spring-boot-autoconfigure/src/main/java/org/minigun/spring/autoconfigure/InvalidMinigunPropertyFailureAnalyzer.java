package org.minigun.spring.autoconfigure;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Says which property is wrong, and what to write.
 */
final class InvalidMinigunPropertyFailureAnalyzer extends AbstractFailureAnalyzer<InvalidMinigunPropertyException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, InvalidMinigunPropertyException cause) {
        return new FailureAnalysis(cause.reason(), cause.remedy(), cause);
    }

}
