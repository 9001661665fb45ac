package org.minigun.execution;

/**
 * Marks a throwable that tells of the place where a stage ran and not of the stage's
 * code: a worker that has died or cannot be started. A producer that ends by it fails the
 * run, whatever it says of errors.
 */
public interface HostFailure {

}
