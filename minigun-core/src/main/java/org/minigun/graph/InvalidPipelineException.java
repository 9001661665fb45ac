package org.minigun.graph;

import java.io.Serial;

/**
 * A pipeline is refused, before anything of it has started. Says what is wrong, with the
 * names of the stages, and what to do about it.
 */
public class InvalidPipelineException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final String pipeline;

    private final String reason;

    private final String remedy;

    /**
     * Makes a refusal whose message is the reason followed by the remedy.
     * @param pipeline the name of the root pipeline
     * @param reason what is wrong, one sentence or several
     * @param remedy what to do, one sentence or several
     */
    public InvalidPipelineException(String pipeline, String reason, String remedy) {
        super(reason + " " + remedy);
        this.pipeline = pipeline;
        this.reason = reason;
        this.remedy = remedy;
    }

    /**
     * The pipeline that is refused.
     * @return the name of the root pipeline
     */
    public String pipeline() {
        return this.pipeline;
    }

    /**
     * What is wrong, with the names of the stages.
     * @return the reason
     */
    public String reason() {
        return this.reason;
    }

    /**
     * What to do about it.
     * @return the remedy
     */
    public String remedy() {
        return this.remedy;
    }

}
