package org.minigun;

/**
 * A producer that has ended by an exception without failing the run. What it had emitted
 * stays.
 *
 * @param producer its path
 * @param cause the exception
 */
public record ProducerFailure(String producer, Throwable cause) {
}
