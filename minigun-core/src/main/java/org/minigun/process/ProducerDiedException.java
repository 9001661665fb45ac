package org.minigun.process;

import org.minigun.MinigunException;
import org.minigun.execution.HostFailure;

/**
 * The worker of a producer has died. A producer is not started again, for nobody knows
 * what it would emit a second time.
 */
public class ProducerDiedException extends MinigunException implements HostFailure {

    private static final long serialVersionUID = 1L;

    private final transient DeathCertificate certificate;

    ProducerDiedException(String producer, DeathCertificate certificate, long emitted, long arrived) {
        super("Producer '" + producer + "' has lost its worker after it had emitted " + Math.max(emitted, arrived)
                + " items, of which " + arrived + " have arrived; it is not started again. " + certificate.message(),
                null);
        this.certificate = certificate;
    }

    /**
     * Returns how the worker has died.
     * @return the certificate
     */
    public DeathCertificate certificate() {
        return this.certificate;
    }

}
