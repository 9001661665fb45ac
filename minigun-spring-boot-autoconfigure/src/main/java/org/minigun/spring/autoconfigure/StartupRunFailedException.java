package org.minigun.spring.autoconfigure;

import org.springframework.boot.ExitCodeGenerator;

/**
 * A run at start-up has failed: the application ends with exit code 1.
 */
final class StartupRunFailedException extends RuntimeException implements ExitCodeGenerator {

    private static final long serialVersionUID = 1L;

    StartupRunFailedException(String message, Throwable cause) {
        super(message, cause);
    }

    @Override
    public int getExitCode() {
        return 1;
    }

}
