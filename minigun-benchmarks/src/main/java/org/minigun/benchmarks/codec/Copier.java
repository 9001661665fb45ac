package org.minigun.benchmarks.codec;

/**
 * A codec, there and back.
 */
@FunctionalInterface
interface Copier {

    Small copy(Small item) throws Exception;

}
