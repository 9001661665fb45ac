package org.minigun.process.launch;

import java.io.IOException;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A worker's JVM could not be started, or has not made itself known in time. The message
 * holds what it has printed and the gist of its command.
 */
public final class LaunchException extends IOException {

    private static final long serialVersionUID = 1L;

    private final transient List<String> output;

    private final @Nullable Integer exitCode;

    LaunchException(String message, List<String> output, @Nullable Integer exitCode, @Nullable Throwable cause) {
        super(message, cause);
        this.output = List.copyOf(output);
        this.exitCode = exitCode;
    }

    /**
     * Returns the last lines that the JVM has printed, on either of its outputs.
     * @return the lines, none if it has not run at all
     */
    public List<String> output() {
        return (this.output != null) ? this.output : List.of();
    }

    /**
     * Returns the exit code of the JVM.
     * @return the code, or {@code null} if it did not end by itself
     */
    public @Nullable Integer exitCode() {
        return this.exitCode;
    }

}
