package org.minigun.process;

import org.minigun.MinigunException;
import org.minigun.execution.HostFailure;

/**
 * An item was given up on, because the worker processes that worked on it have died. The
 * message says what died, how, and what to do about it.
 */
public class WorkerCrashException extends MinigunException implements HostFailure {

    private static final long serialVersionUID = 1L;

    private final transient DeathCertificate certificate;

    /**
     * Makes an exception.
     * @param certificate how the last of the workers has died
     */
    public WorkerCrashException(DeathCertificate certificate) {
        super(certificate.message(), null);
        this.certificate = certificate;
    }

    /**
     * Makes an exception.
     * @param certificate how the last of the workers has died
     * @param crashes how many workers the item has cost
     */
    public WorkerCrashException(DeathCertificate certificate, int crashes) {
        super(((crashes == 1) ? "An item has cost a worker process. "
                : "An item has cost " + crashes + " worker processes. The last one: ") + certificate.message(), null);
        this.certificate = certificate;
    }

    /**
     * Returns how the last of the workers has died.
     * @return the certificate
     */
    public DeathCertificate certificate() {
        return this.certificate;
    }

}
